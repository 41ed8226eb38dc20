"""What follows from the sponsor's call: the letter, steps of the plan, a check in the end. Row M7."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.deadline import Deadline, Outcome
from models.escalation import ContactKind, CustomerContact, PlanStep
from models.outbox import Priority
from models.queries import deadlines
from models.timeline import Event
from policy.because import Because
from policy.kinds import DeadlineKind
from policy.sponsor import plan_sponsor
from policy.sponsor_rows import SponsorStep
from services import promises
from services.change import Change
from services.channels.places import dm
from services.outbox import say, show_anew
from services.plan_steps import promise_step
from services.record import unix
from services.refusal import Refused
from services.sponsor.ask import rows_of
from services.tell_customer import Told, met, record_contact, settle_acknowledgement


def owed_of(change: Change, kind: DeadlineKind) -> Deadline:
    """What the sponsor is asked. Raises Refused where that is done, not asked, or not any more."""
    owed = deadlines.open_of_kind(change.session, change.escalation.id, kind)
    if owed is None:
        raise Refused("sponsor_not_asked", ref=change.escalation.ref)
    return owed


def record(change: Change, owed: Deadline, kind: ContactKind, told: Told) -> tuple[CustomerContact, Outcome]:
    """In the communication log as the sponsor's words, whoever types them; it keeps what was asked. Row D5a."""
    contact = record_contact(change, kind, told)
    contact.told_by = owed.owner
    settle_acknowledgement(change, contact)
    return contact, met(change, owed, contact)


def say_spoke(
    change: Change, event: Event, owed: Deadline, contact: CustomerContact, outcome: Outcome, **agreed: Any
) -> None:
    """On the timeline and in the thread: what the sponsor said to the customer; `agreed` is what came of a call."""
    said = {
        "person": owed.owner,
        "words": contact.words,
        "channel": contact.channel,
        "recipients": contact.recipients,
        "told_at": unix(contact.told_at),
        "outcome": outcome.value,
        "next_update_at": None,
        **agreed,
    }
    change.note(event, **said)
    message = change.thread_kept_true(
        f"{event.value}:{change.escalation.ref}:{contact.id}",
        "sponsor_spoke",
        what=contact.kind.value,
        contact_id=contact.id,
        **{"steps": [], "letter_by": None, **said},
    )
    contact.message_id = message.id


def ask_next(change: Change, kind: DeadlineKind, row: SponsorStep, of: Deadline, since: datetime) -> Deadline:
    """The same person is asked for the next thing, in the message that asked them before."""
    rules = change.rules
    planned = plan_sponsor(
        rules.policy,
        change.escalation.severity,
        kind,
        row,
        since=since,
        calendar=rules.roster.person(of.owner).calendar,
        because=Because(f"sponsor.{kind.value.removeprefix('sponsor_')}", row.spec, row.because),
    )
    made = promises.make(
        change.session, change.escalation, planned, owner=of.owner, now=change.now, rules=rules
    )
    made.ask_role, made.ask_message_id = of.ask_role, of.ask_message_id
    show_anew(change.session, of.ask_message_id)
    return made


def plan_promised(change: Change, what: list[str], due_at: datetime) -> list[PlanStep]:
    """What the sponsor promised in the call is the DRI's to see done, as steps of the plan."""
    steps = [
        PlanStep(
            escalation_id=change.escalation.id,
            what=words,
            owner=change.escalation.dri,
            due_at=due_at,
            set_at=change.now,
            set_by=change.by,
        )
        for words in what
    ]
    change.session.add_all(steps)
    change.session.flush()
    for step in steps:
        promise_step(change, step)
    return steps


def ask_for_check(change: Change) -> None:
    """Resolved: whoever spoke with their executive asks once more whether they are satisfied."""
    spoke = [
        row
        for row in deadlines.all_of(change.session, change.escalation.id)
        if row.kind is DeadlineKind.SPONSOR_CALL and row.met_by is not None
    ]
    if not spoke or change.rules.policy.sponsor is None:
        return
    row = rows_of(change.rules).check
    check = ask_next(change, DeadlineKind.SPONSOR_CHECK, row, spoke[-1], change.now)
    message = say(
        change.session,
        f"sponsor_check:{change.escalation.ref}:{check.number}",
        lane=dm(check.owner),
        template="sponsor_asked",
        now=change.now,
        escalation=change.escalation,
        context={
            "person": check.owner,
            "by": change.by,
            "reason": row.because,
            "passed_by": None,
            "call_by": unix(check.due_at),
        },
        priority=Priority.NUDGE,
        editable=True,
    )
    check.ask_message_id = message.id
