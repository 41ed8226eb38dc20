"""Finding hand-overs: the one that waits for an answer, all there were, and who was asked before."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.hand_over import HandOver


def open_of(session: Session, escalation_id: int) -> HandOver | None:
    """The one that waits for an answer; there is one at most."""
    return session.scalar(
        select(HandOver)
        .join(Deadline, Deadline.id == HandOver.deadline_id)
        .where(HandOver.escalation_id == escalation_id, Deadline.settled_at.is_(None))
        .order_by(HandOver.id.desc())
        .limit(1)
    )


def all_of(session: Session, escalation_id: int) -> Sequence[HandOver]:
    """Every one there ever was, in order."""
    return session.scalars(
        select(HandOver).where(HandOver.escalation_id == escalation_id).order_by(HandOver.id)
    ).all()


def by_deadline(session: Session, escalation_id: int, deadline_id: int) -> HandOver | None:
    """The hand-over whose answer this promise is."""
    return session.scalar(
        select(HandOver).where(HandOver.escalation_id == escalation_id, HandOver.deadline_id == deadline_id)
    )


def asked_in_turn(session: Session, hand_over: HandOver) -> set[str]:
    """Everybody who was asked since somebody first wanted to hand it over, the last one too."""
    asked = {hand_over.to_person}
    while hand_over.after_id is not None:
        hand_over = session.get_one(HandOver, hand_over.after_id)
        asked.add(hand_over.to_person)
    return asked
