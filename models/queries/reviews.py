"""Finding reviews: the last one of a form, those that wait for an answer, the one that a message speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.review import Review


def latest_of(session: Session, escalation_id: int, verb: str) -> Review | None:
    """The last that was asked of one form's words: no earlier one says anything of what is written now."""
    return session.scalar(
        select(Review)
        .where(Review.escalation_id == escalation_id, Review.verb == verb)
        .order_by(Review.id.desc())
        .limit(1)
    )


def open_of(session: Session, escalation_id: int) -> Sequence[Review]:
    """Those that wait for an answer, in the order in which they were asked."""
    return session.scalars(
        select(Review)
        .join(Deadline, Deadline.id == Review.deadline_id)
        .where(Review.escalation_id == escalation_id, Deadline.settled_at.is_(None))
        .order_by(Review.id)
    ).all()


def by_deadline(session: Session, escalation_id: int, deadline_id: int) -> Review | None:
    """The review whose answer this promise is."""
    return session.scalar(
        select(Review).where(Review.escalation_id == escalation_id, Review.deadline_id == deadline_id)
    )
