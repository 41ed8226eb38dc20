"""Finding recovery: an escalation's steps, whose steps are open, and who is in recovery at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.recovery import RecoveryStep


@dataclass(frozen=True)
class OpenStep:
    """A step that is not over, with the promise that says whose it is and by when."""

    step: RecoveryStep
    deadline: Deadline


def steps_of(session: Session, escalation_id: int) -> Sequence[RecoveryStep]:
    """Every step that ever began in one escalation, in the order in which they began."""
    return session.scalars(
        select(RecoveryStep).where(RecoveryStep.escalation_id == escalation_id).order_by(RecoveryStep.id)
    ).all()


def open_steps(session: Session, escalation_id: int) -> list[OpenStep]:
    """The steps of one escalation that are not over, the earliest first."""
    rows = session.execute(
        select(RecoveryStep, Deadline)
        .join(Deadline, Deadline.id == RecoveryStep.deadline_id)
        .where(
            RecoveryStep.escalation_id == escalation_id,
            RecoveryStep.ended_at.is_(None),
            Deadline.settled_at.is_(None),
        )
        .order_by(Deadline.due_at, RecoveryStep.id)
    )
    return [OpenStep(step, deadline) for step, deadline in rows]


def step_promised_by(session: Session, deadline_id: int) -> RecoveryStep | None:
    """The step that a promise is, or was, about; None where it has been moved to another time since."""
    return session.scalar(select(RecoveryStep).where(RecoveryStep.deadline_id == deadline_id))


def told_of(session: Session, escalation_id: int) -> Sequence[int]:
    """The messages that are no longer so once it is open again: who owns which steps, and that it does not hold."""
    return session.scalars(
        select(OutboxMessage.id).where(
            OutboxMessage.escalation_id == escalation_id,
            OutboxMessage.template.in_(("recovery_begun", "recovery_slipped")),
        )
    ).all()


def in_recovery(
    session: Session, *, owner: str | None = None, limit: int | None = None, skip: int = 0
) -> list[tuple[Escalation, OpenStep]]:
    """The next open step of each escalation, the earliest first; with `owner`, the next of theirs. No drills."""
    nth = func.row_number().over(
        partition_by=RecoveryStep.escalation_id, order_by=(Deadline.due_at, RecoveryStep.id)
    )
    numbered = (
        select(RecoveryStep.id, nth.label("nth"))
        .join(Deadline, Deadline.id == RecoveryStep.deadline_id)
        .join(Escalation, Escalation.id == RecoveryStep.escalation_id)
        .where(*_open(owner))
        .subquery()
    )
    rows = session.execute(
        select(Escalation, RecoveryStep, Deadline)
        .join(RecoveryStep, RecoveryStep.escalation_id == Escalation.id)
        .join(Deadline, Deadline.id == RecoveryStep.deadline_id)
        .join(numbered, numbered.c.id == RecoveryStep.id)
        .where(numbered.c.nth == 1)
        .order_by(Deadline.due_at, RecoveryStep.id)
        .limit(limit)
        .offset(skip)
    )
    return [(escalation, OpenStep(step, deadline)) for escalation, step, deadline in rows]


@dataclass(frozen=True)
class Counts:
    """How much recovery is open: escalations and customers in it, steps that are due soon, steps that are late."""

    escalations: int
    customers: int
    due: int
    late: int


def counts(session: Session, now: datetime, until: datetime, *, owner: str | None = None) -> Counts:
    """What is open, counted; due are the steps from `now` to `until`."""
    escalations, customers, due, late = session.execute(
        select(
            func.count(Escalation.id.distinct()),
            func.count(Escalation.customer_key.distinct()),
            func.count(case((Deadline.due_at.between(now, until), 1))),
            func.count(case((Deadline.due_at < now, 1))),
        )
        .select_from(RecoveryStep)
        .join(Deadline, Deadline.id == RecoveryStep.deadline_id)
        .join(Escalation, Escalation.id == RecoveryStep.escalation_id)
        .where(*_open(owner))
    ).one()
    return Counts(escalations, customers, due, late)


def _open(owner: str | None) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [
        RecoveryStep.ended_at.is_(None),
        Deadline.settled_at.is_(None),
        Escalation.drill.is_(False),
    ]
    return wanted if owner is None else [*wanted, Deadline.owner == owner]
