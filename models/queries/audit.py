"""Finding what the clock would never come to: an open promise that nothing asks for, or a step that nobody takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import LIVE, Escalation


class Fault(StrEnum):
    """What is wrong with an escalation, in the eyes of the auditor. Row Y10."""

    SILENT_PROMISE = "silent_promise"
    """an open promise has no next step"""
    UNWATCHED = "unwatched"
    """its next step is missing, or later than that of its promises"""
    NOTHING_PROMISED = "nothing_promised"
    """it is live and nothing is owed in it"""
    LONG_PAST = "long_past"
    """its next step is long past"""
    UNDECIDABLE = "undecidable"
    """its due steps have failed again and again"""


@dataclass(frozen=True)
class Finding:
    """One escalation and the gravest of its faults, in the order of `Fault`."""

    escalation_id: int
    fault: Fault
    next_step_at: datetime | None
    dri: str

    @property
    def ref(self) -> str:
        """The name people say: ESC-7."""
        return f"ESC-{self.escalation_id}"


FAILURES = 3
"""Failed decisions in a row; the second one has already sent a plain nudge in their place."""

_PROMISED = (
    select(
        Deadline.escalation_id,
        func.min(Deadline.next_step_at).label("first"),
        func.sum(case((Deadline.next_step_at.is_(None), 1), else_=0)).label("silent"),
    )
    .where(Deadline.settled_at.is_(None))
    .group_by(Deadline.escalation_id)
    .subquery()
)


def findings(session: Session, *, past: datetime, of: int | None = None) -> Sequence[Finding]:
    """Every faulty escalation, or `of` alone. A step that was due before `past` is long past."""
    live = Escalation.status.in_(LIVE)
    later = or_(Escalation.next_step_at.is_(None), Escalation.next_step_at > _PROMISED.c.first)
    faults: list[tuple[ColumnElement[bool], str]] = [
        (_PROMISED.c.silent > 0, Fault.SILENT_PROMISE.value),
        # After a failed decision the next step is later on purpose.
        (and_(later, _PROMISED.c.first.is_not(None), Escalation.failures == 0), Fault.UNWATCHED.value),
        (and_(live, _PROMISED.c.escalation_id.is_(None)), Fault.NOTHING_PROMISED.value),
        (Escalation.next_step_at < past, Fault.LONG_PAST.value),
        (Escalation.failures >= FAILURES, Fault.UNDECIDABLE.value),
    ]
    fault = case(*faults, else_=None)
    query = (
        select(Escalation.id, fault, Escalation.next_step_at, Escalation.dri)
        .outerjoin(_PROMISED, _PROMISED.c.escalation_id == Escalation.id)
        .where(or_(live, _PROMISED.c.escalation_id.is_not(None)), fault.is_not(None))
        .order_by(Escalation.id)
    )
    if of is not None:
        query = query.where(Escalation.id == of)
    return [Finding(key, Fault(what), at, dri) for key, what, at, dri in session.execute(query)]
