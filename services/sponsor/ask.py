"""Asking an executive of ours to speak with the customer's, by direct message, with the brief in it. Rows M7, Y9."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline, Outcome
from models.escalation import Escalation
from models.outbox import OutboxMessage, Priority
from models.queries import deadlines
from models.timeline import HEARD, Event
from policy.because import Because
from policy.kinds import OF_THE_SPONSOR, DeadlineKind
from policy.sponsor import Chosen, plan_sponsor, sponsor_of
from policy.sponsor_rows import Sponsor, SponsorStep
from services import promises
from services.channels.places import dm, person_or_author
from services.notices import remember_told
from services.office import Rules
from services.outbox import say
from services.path.measured import case_of, people_of
from services.record import note, unix
from services.refusal import Refused


def rows_of(rules: Rules) -> Sponsor:
    """Raises Refused where the policy in force knows of no sponsor."""
    if rules.policy.sponsor is None:
        raise Refused("no_sponsor_in_policy")
    return rules.policy.sponsor


def chosen_for(
    session: Session, escalation: Escalation, rules: Rules, now: datetime, besides: tuple[str, ...] = ()
) -> Chosen | None:
    """Who it would be, but for these; None where nobody is left."""
    people = people_of(session, case_of(session, escalation))
    return sponsor_of(rows_of(rules), rules.roster, people, now, besides)


def open_of(session: Session, escalation_id: int) -> Deadline | None:
    """What a sponsor is asked and has not done; None where nobody is."""
    found = (row for row in deadlines.open_of(session, escalation_id) if row.kind in OF_THE_SPONSOR)
    return next(found, None)


def proposals_of(session: Session, escalation_id: int, row: Sponsor) -> list[Deadline]:
    """Open questions whether to call the sponsor in."""
    ask = row.proposed.ask if row.proposed else None
    open_asks = (one for one in deadlines.open_of(session, escalation_id) if one.kind is DeadlineKind.ASK)
    return [one for one in open_asks if one.ask == ask]


def ask_sponsor(
    session: Session,
    escalation: Escalation,
    to: str,
    *,
    rules: Rules,
    now: datetime,
    actor: str,
    reason: str,
    because: Because,
    step: SponsorStep | None = None,
    due_at: datetime | None = None,
    passed_by: str | None = None,
) -> OutboxMessage:
    """`to` is asked by direct message; whoever was asked before is not any more. The note in the thread.

    `step` or `due_at` says by when, else the policy's row for whoever is called in by hand.
    """
    before = deadlines.open_of_kind(session, escalation.id, DeadlineKind.SPONSOR_CALL)
    if before is not None:
        promises.settle(session, before, by=actor, now=now, outcome=Outcome.REPLACED)
    row = rows_of(rules)
    for question in proposals_of(session, escalation.id, row):  # whether to is no question any more
        promises.settle(session, question, by=actor, now=now, outcome=Outcome.STOOD_DOWN)
    planned = plan_sponsor(
        rules.policy,
        escalation.severity,
        DeadlineKind.SPONSOR_CALL,
        step or row.call,
        since=now,
        calendar=rules.roster.person(to).calendar,
        because=because,
        due_at=due_at,
    )
    person = person_or_author(escalation, to) or to
    owed = promises.make(session, escalation, planned, owner=person, now=now, rules=rules)
    owed.ask_role = row.roles[0]
    key = f"sponsor:{escalation.ref}:{owed.number}"
    said = {"person": person, "reason": reason, "passed_by": passed_by, "call_by": unix(owed.due_at)}
    message = say(
        session,
        key,
        lane=dm(person),
        template="sponsor_asked",
        now=now,
        escalation=escalation,
        context={**said, "by": None if actor == HEARD else actor},
        priority=Priority.URGENT,
        editable=True,
    )
    owed.ask_message_id = message.id
    remember_told(session, escalation, person, f"sponsor:{owed.number}", message, now)
    note(
        session,
        escalation,
        Event.SPONSOR_ASKED,
        actor=actor,
        now=now,
        because=because.row,
        because_sentence=because.sentence,
        **{**said, "reason": None if actor == HEARD else reason},
    )
    return say(
        session,
        f"sponsor_called_in:{escalation.ref}:{owed.number}",
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="sponsor_called_in",
        now=now,
        escalation=escalation,
        context={**said, "by": None if actor == HEARD else actor, "because": None},
        priority=Priority.NUDGE,
    )
