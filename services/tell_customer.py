"""The record of what the customer was told, and the promise it makes: shared by every verb that tells them.

Rows Y1 and Y2: words, channel, to whom, by whom; and the time of the next update, which is the deadline from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.deadline import Deadline, Outcome
from models.escalation import ContactKind, CustomerContact, Escalation
from models.queries import deadlines
from models.triage import Triage
from policy.kinds import DeadlineKind
from policy.promises import cadence_due, plan_promise, plan_update
from services import promises
from services.change import Change
from services.drafting.anyway import Anyway
from services.office import Rules
from services.refusal import Refused

CLOCKS_APART = timedelta(minutes=2)
"""How far ahead of ours the clock of the person's machine may be."""


@dataclass(frozen=True)
class Told:
    """What the customer was told. `told_at` of None is now; `next_update_at` of None is the cadence's.

    `anyway` says why the words stay although a rule flags them, `unread` why nobody else needs to read them first.
    `send`: they have not been told yet, and Heard says it in the channel that is shared with them.
    """

    words: str
    channel: str
    recipients: str
    told_at: datetime | None = None
    next_update_at: datetime | None = None
    later_reason: str | None = None
    anyway: Anyway | None = None
    unread: str | None = None
    send: bool = False


def faults_of(told: Told, escalation: Escalation, rules: Rules, now: datetime) -> list[Refused]:
    """What is wrong with it, each under its form field."""
    wrong = []
    if not told.words.strip():
        wrong.append(Refused("words_missing", field="words"))
    if not told.recipients.strip():
        wrong.append(Refused("recipients_missing", field="recipients"))
    told_at = told.told_at or now
    if told_at > now + CLOCKS_APART:
        wrong.append(Refused("told_in_future", field="told_at"))
    elif is_before_it_reached_us(told_at, escalation):
        wrong.append(Refused("told_before_it_reached_us", field="told_at"))
    if told.next_update_at is not None:
        if told.next_update_at <= now:
            wrong.append(Refused("next_update_in_past", field="next_update_at"))
        elif _later_than_cadence(told, escalation, rules, now) and not (told.later_reason or "").strip():
            wrong.append(Refused("later_reason_missing", field="later_reason"))
    return wrong


def is_before_it_reached_us(at: datetime, escalation: Escalation) -> bool:
    """Forms carry whole seconds: one opened in the second in which it reached us is not before it."""
    return at < escalation.reached_at.replace(microsecond=0)


def next_due(escalation: Escalation, rules: Rules, told_at: datetime) -> datetime:
    """When the cadence asks for the next update after one told at `told_at`. Row X5: on the DRI's calendar."""
    calendar = rules.roster.person(escalation.dri).calendar
    waiting = escalation.waiting_until is not None
    return cadence_due(rules.policy, escalation.severity, told_at=told_at, calendar=calendar, waiting=waiting)


def _later_than_cadence(told: Told, escalation: Escalation, rules: Rules, now: datetime) -> bool:
    bound = next_due(escalation, rules, min(told.told_at or now, now))
    # A form asks in whole minutes.
    return told.next_update_at is not None and told.next_update_at > bound + timedelta(minutes=1)


def record_contact(change: Change, kind: ContactKind, told: Told) -> CustomerContact:
    """Put it in the communication log."""
    contact = CustomerContact(
        escalation_id=change.escalation.id,
        kind=kind,
        words=told.words.strip(),
        channel=told.channel,
        recipients=told.recipients.strip(),
        told_at=max(min(told.told_at or change.now, change.now), change.escalation.reached_at),
        recorded_at=change.now,
        told_by=change.by,
        next_update_at=told.next_update_at,
        later_reason=told.later_reason,
    )
    change.session.add(contact)
    change.session.flush()
    return contact


def settle_acknowledgement(change: Change, contact: CustomerContact) -> Outcome | None:
    """The customer has been told: the first promise of all is met, kept or late by when they were told."""
    escalation = change.escalation
    if escalation.acknowledged_at is None:
        escalation.acknowledged_at = contact.told_at
        _ask_for_triage(change, contact.told_at)
    owed = deadlines.open_of_kind(change.session, escalation.id, DeadlineKind.ACKNOWLEDGE)
    if owed is None:
        return None
    return met(change, owed, contact)


def met(change: Change, owed: Deadline, contact: CustomerContact) -> Outcome:
    """What the customer was told keeps this promise, on time or late by when they were told."""
    owed.met_by = contact.id
    return promises.settle(change.session, owed, by=change.by, now=change.now, met_at=contact.told_at)


def _ask_for_triage(change: Change, told_at: datetime) -> None:
    """From the first word to the customer on we owe ourselves to know what it is. Row D2."""
    escalation, rules = change.escalation, change.rules
    found = change.session.get(Triage, escalation.id)
    if not escalation.live or (found is not None and found.completed_at is not None):
        return
    calendar = rules.roster.person(escalation.dri).calendar
    planned = plan_promise(
        rules.policy, escalation.severity, DeadlineKind.TRIAGE, since=told_at, calendar=calendar
    )
    if planned is not None:
        promises.make(change.session, escalation, planned, owner=escalation.dri, now=change.now, rules=rules)


def promise_next(change: Change, contact: CustomerContact) -> tuple[Outcome | None, Deadline]:
    """Settle the update that was owed and make the next from what the customer was told. Row Y1."""
    owed = deadlines.open_of_kind(change.session, change.escalation.id, DeadlineKind.UPDATE)
    outcome = met(change, owed, contact) if owed is not None else None
    return outcome, promise_update(change, contact)


def promise_update(change: Change, contact: CustomerContact) -> Deadline:
    """The next update, by the time that the customer was told, else by the cadence from when they were told."""
    escalation, rules, now = change.escalation, change.rules, change.now
    planned = plan_update(
        rules.policy,
        escalation.severity,
        told_at=contact.told_at,
        calendar=rules.roster.person(escalation.dri).calendar,
        promised_at=contact.next_update_at,
        waiting=escalation.waiting_until is not None,
    )
    promised = contact.next_update_at is not None
    made = promises.make(
        change.session, escalation, planned, owner=escalation.dri, now=now, rules=rules, promised=promised
    )
    made.promised_in = contact.id
    return made
