"""An escalation as messages speak of it: plain JSON values that every template may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from message_templates import sentence
from models.deadline import Deadline, Outcome
from models.escalation import Escalation, PlanStep
from models.queries import deadlines, escalations, waiting
from policy.kinds import HEARDS_OWN, OF_THE_SPONSOR, SEVERAL_AT_ONCE, DeadlineKind
from policy.schema import Policy
from services.channels.message_address import permalink_of, permalinks_of
from services.readers import company
from services.record import unix, unix_or_none
from services.recovery.recovery_facts import of_recovery
from services.wording import ending, sponsor
from services.wording.account import of_account
from services.wording.facts_of_people import of_people
from services.wording.found_so_far import of_finding_out
from services.wording.labels import (
    ask_words,
    impact_label,
    outcome_label,
    role_label,
    severity_label,
    tier_label,
    watch_label,
)
from services.wording.next_verbs import buttons_of, menu_of

SHOWN_APART = frozenset({*SEVERAL_AT_ONCE, *HEARDS_OWN, *OF_THE_SPONSOR, DeadlineKind.HAND_OVER})
"""Kinds that have a place of their own on the card, or none: not among what is promised."""


Readable = Callable[[Escalation], bool]
"""Whether whoever the words are for may read it."""


def of_escalation(session: Session, escalation: Escalation, policy: Policy) -> dict[str, Any]:
    """The `e` of every template."""
    return _of(escalation, policy, permalink_of(session, escalation.card_id))


def _of(escalation: Escalation, policy: Policy, permalink: str | None) -> dict[str, Any]:
    severity = policy.severity.get(escalation.severity)
    return {
        "id": escalation.id,
        "ref": escalation.ref,
        "severity": severity_label(policy, escalation.severity),
        "severity_name": severity.name if severity else "",
        "emoji": severity.emoji if severity else ":grey_question:",
        "customer": escalation.customer,
        "problem": escalation.problem,
        "impact": impact_label(policy, escalation.impact),
        "outcome": outcome_label(policy, escalation.outcome),
        "status": sentence(f"status_{escalation.status.value}"),
        "tier": tier_label(policy, escalation.tier),
        "dri": escalation.dri,
        "raised_by": escalation.raised_by,
        "set_off_by": watch_label(policy, escalation.set_off_by),
        "opened_at": unix(escalation.opened_at),
        "reached_at": unix(escalation.reached_at),
        "drill": escalation.drill,
        "restricted": escalation.restricted,
        "veiled": False,
        "permalink": permalink,
        "contact": escalation.contact,
        "link": escalation.link,
        "common_cause": escalation.common_cause,
    }


def that_there_is_one(escalation: Escalation) -> dict[str, Any]:
    """All that whoever may not read it is told: its reference, the customer, the DRI. Row X17."""
    return {
        "id": escalation.id,
        "ref": escalation.ref,
        "customer": escalation.customer,
        "dri": escalation.dri,
        "drill": escalation.drill,
        "restricted": True,
        "veiled": True,
    }


def of_escalations(
    session: Session, found: Sequence[Escalation], policy: Policy, read: Readable = lambda _: True
) -> list[dict[str, Any]]:
    """As `of_escalation`, for many at once; of what may not be `read`, that there is one (`veiled`)."""
    addresses = permalinks_of(session, [escalation.card_id for escalation in found])
    return [
        _of(one, policy, addresses.get(one.card_id or 0)) if read(one) else that_there_is_one(one)
        for one in found
    ]


def of_deadline(deadline: Deadline, policy: Policy, now: datetime) -> dict[str, Any]:
    """One promise: what, by whom, by when, and how it stands."""
    return {
        "id": deadline.id,
        "kind": deadline.kind.value,
        "label": deadline_label(deadline, policy),
        "due": unix(deadline.due_at),
        "owner": deadline.owner,
        "state": _state(deadline, now),
        "snoozed_until": _snoozed_until(deadline, now),
        "because": deadline.because,
    }


def deadline_label(deadline: Deadline, policy: Policy) -> str:
    """What is owed, as people say it."""
    if deadline.kind is DeadlineKind.ASK:
        return ask_words(policy, deadline.ask) or deadline.because
    if deadline.what is not None:
        return deadline.what
    return sentence(f"deadline_{deadline.kind.value}")


def _state(deadline: Deadline, now: datetime) -> str:
    if deadline.outcome in (Outcome.KEPT, Outcome.LATE, Outcome.MISSED):
        return deadline.outcome.value
    if deadline.settled_at is not None:
        return "replaced"
    if now >= deadline.due_at:
        return "overdue"
    return "ahead" if deadline.next_step > 0 else "open"


def current_of(promised: Iterable[Deadline]) -> dict[DeadlineKind, Deadline]:
    """The one promise of each kind that counts now: the open one, else the last that was met; of none other is
    anything to be said. The last that was made may have been taken back since."""
    counting: dict[DeadlineKind, Deadline] = {}
    for row in promised:
        if row.kind in SHOWN_APART or row.outcome in (Outcome.REPLACED, Outcome.STOOD_DOWN):
            continue
        before = counting.get(row.kind)
        if before is None or before.settled_at is not None:
            counting[row.kind] = row
    return counting


def _soonest_first(row: Deadline) -> tuple[bool, datetime, int]:
    """What is still owed before what was, each by when it was due."""
    return row.settled_at is not None, row.due_at, row.id


def _snoozed_until(deadline: Deadline, now: datetime) -> int | None:
    until = deadline.snoozed_until
    return unix(until) if until is not None and until > now and deadline.settled_at is None else None


def of_card(session: Session, escalation: Escalation, policy: Policy, now: datetime) -> dict[str, Any]:
    """Everything the live card shows."""
    promised = deadlines.all_of(session, escalation.id)
    current = current_of(promised)
    contact = escalations.last_contact(session, escalation.id)
    update = current.get(DeadlineKind.UPDATE)
    account = of_account(session, escalation.account_id)
    new_here = account is not None and account["to_complete"]
    return {
        "deadlines": [of_deadline(row, policy, now) for row in sorted(current.values(), key=_soonest_first)],
        "told": [of_ask(row, policy) for row in _asks(promised)],
        **of_finding_out(session, escalation, contact, policy),
        "team": list(escalation.team),
        "readers": company(escalation) if escalation.restricted else [],
        "plan": [of_step(step, escalation, now) for step in escalations.plan_of(session, escalation.id)],
        "last_update": contact
        and {
            "words": contact.words,
            "by": contact.told_by,
            "at": unix(contact.told_at),
            "channel": contact.channel,
            "recipients": contact.recipients,
        },
        "next_update_due": unix(update.due_at) if update and update.settled_at is None else None,
        "buttons": buttons_of(escalation, promised),
        "menu": menu_of(escalation, promised, account_to_complete=new_here),
        "because": _why_this_severity(escalation, policy),
        "resolved": ending.of_resolution(session, escalation, policy),
        "ended": ending.of_end(escalation),
        "target_at": unix_or_none(escalation.target_at),
        "recovery": of_recovery(session, escalation, now),
        "past": ending.past_of_customer(session, escalation, policy),
        **of_people(session, escalation, promised, policy, now),
        "waiting": _waiting(session, escalation),
        "sponsor": sponsor.on_card(promised),
        "account": account,
    }


def _waiting(session: Session, escalation: Escalation) -> dict[str, Any] | None:
    period = waiting.latest(session, escalation.id) if escalation.live and escalation.waiting_until else None
    if period is None:
        return None
    return {"since": unix(period.since), "until": unix(period.until), "reason": period.reason}


def of_step(step: PlanStep, escalation: Escalation, now: datetime) -> dict[str, Any]:
    """One step of the plan, and how it stands."""
    if step.done_at is not None:
        state = "done"
    elif step.dropped_at is not None:
        state = "dropped"
    else:
        state = "overdue" if escalation.live and now >= step.due_at else "open"
    return {"what": step.what, "owner": step.owner, "due": unix(step.due_at), "state": state}


def _asks(promised: Iterable[Deadline]) -> Iterable[Deadline]:
    """Every call that asked somebody something; one that was asked again as it is asked now."""
    latest = {(row.owner, row.ask_message_id): row for row in promised if row.kind is DeadlineKind.ASK}
    return latest.values()


def of_ask(row: Deadline, policy: Policy) -> dict[str, Any]:
    """Who was asked what, and what they said; they only know of it where nobody asks any more."""
    asked_no_more = row.answer is None and row.outcome is Outcome.STOOD_DOWN
    return {
        "person": row.owner,
        "role": role_label(policy, row.ask_role),
        "asked": None if asked_no_more else ask_words(policy, row.ask),
        "answered": row.answer,
        "named": row.answer_named,
        "by": row.settled_by,
    }


def _why_this_severity(escalation: Escalation, policy: Policy) -> str:
    if escalation.severity != escalation.severity_proposed and escalation.severity_reason:
        return escalation.severity_reason
    return next((row.because for row in policy.impact if row.key == escalation.impact), "")
