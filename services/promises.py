"""Making promises, keeping them, and knowing when an escalation next needs the clock. Row M2c."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline, Outcome
from models.escalation import Escalation
from models.queries import deadlines, escalations
from policy.kinds import HEARDS_OWN, DeadlineKind
from policy.promises import Planned
from services.office import Rules
from services.outbox import drop_all_unsent, show_all_anew, show_anew

ASKED = (DeadlineKind.ASK, DeadlineKind.REVIEW)
"""Questions to one person, which end without blame where they need no answer any more."""


@dataclass(frozen=True)
class Question:
    """What a promise is the answer to: a row of `[ask]`, the role that was asked, and the message that asks."""

    ask: str | None
    role: str | None
    message_id: int


def make(
    session: Session,
    escalation: Escalation,
    planned: Planned,
    *,
    owner: str,
    now: datetime,
    rules: Rules,
    promised: bool = False,
    subject: str | None = None,
    what: str | None = None,
    question: Question | None = None,
) -> Deadline:
    """A promise with its owner; its ladder is kept with it and outlives any change of policy."""
    deadline = _row(session, escalation, planned, owner, now, rules)
    deadline.promised, deadline.subject, deadline.what = promised, subject, what
    if question is not None:
        deadline.ask, deadline.ask_role = question.ask, question.role
        deadline.ask_message_id = question.message_id
    session.add(deadline)
    session.flush()
    return deadline


def make_all(
    session: Session,
    escalation: Escalation,
    plans: Iterable[Planned],
    *,
    owner: str,
    now: datetime,
    rules: Rules,
) -> list[Deadline]:
    """As `make`, for all that one person owes from one moment on: written at once."""
    made = [_row(session, escalation, planned, owner, now, rules) for planned in plans]
    session.add_all(made)
    session.flush()
    return made


def _row(
    session: Session, escalation: Escalation, planned: Planned, owner: str, now: datetime, rules: Rules
) -> Deadline:
    return Deadline(
        escalation_id=escalation.id,
        kind=planned.kind,
        number=deadlines.next_number(session, escalation.id, planned.kind),
        owner=owner,
        opens_at=planned.opens_at,
        due_at=planned.due_at,
        due_local=planned.due_local,
        zone=planned.zone,
        promised=False,
        made_at=now,
        steps=[step.to_json() for step in planned.steps],
        again=planned.again.to_json() if planned.again else None,
        next_step=0,
        next_step_at=planned.steps[0].at if planned.steps else None,
        because_row=planned.because.row,
        because_spec=planned.because.spec,
        because=planned.because.sentence,
        policy_hash=rules.policy_hash,
        team_hash=rules.team_hash,
    )


def settle(
    session: Session,
    deadline: Deadline,
    *,
    by: str,
    now: datetime,
    met_at: datetime | None = None,
    outcome: Outcome | None = None,
) -> Outcome:
    """The promise is over. Met by default: kept or late by `met_at`, which may be earlier than `now` (row D4).

    Whatever else ends it after its time, it was missed (row Y1); a question to a person ends without blame.
    """
    if outcome is None:
        outcome = Outcome.KEPT if (met_at or now) <= deadline.due_at else Outcome.LATE
    elif now > deadline.due_at and deadline.kind not in (*HEARDS_OWN, *ASKED):
        outcome = Outcome.MISSED
    deadline.settled_at = now
    deadline.settled_by = by
    deadline.outcome = outcome
    deadline.next_step_at = None
    session.flush()
    if deadline.nudge_message_id is not None:
        quiet_nudges(session, [deadline.nudge_message_id])
    show_anew(session, deadline.ask_message_id)
    return outcome


def quiet_nudges(session: Session, message_ids: Collection[int]) -> None:
    """These nudges, and those that were said with or after them, tell what is so now.

    One that asks for nothing any more, because its promises were settled or a later nudge asks for them, is
    taken back or, where it left, edited to say so.
    """
    if not message_ids:
        return
    asking = deadlines.nudges_since(session, message_ids)
    unasked = {message_id for message_id, asks in asking.items() if not asks}
    show_all_anew(session, set(asking) - drop_all_unsent(session, unasked))


def settle_kind(
    session: Session,
    escalation: Escalation,
    kind: DeadlineKind,
    *,
    by: str,
    now: datetime,
    met_at: datetime | None = None,
) -> Deadline | None:
    """Settle the open promise of a kind, where there is one."""
    deadline = deadlines.open_of_kind(session, escalation.id, kind)
    if deadline is not None:
        settle(session, deadline, by=by, now=now, met_at=met_at)
    return deadline


def reschedule(session: Session, escalation: Escalation) -> None:
    """The escalation's next step is the earliest of all its open promises; this is what a tick claims."""
    session.flush()
    escalation.next_step_at = escalations.earliest_step(session, escalation.id)
    escalation.failures = 0
