"""Finding what may be taken back: offers still open, and whether somebody has changed something since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.outbox import MessageState, OutboxMessage
from models.timeline import Event, TimelineEntry
from models.undoable import Undoable

NO_CHANGE = (
    Event.NUDGED,
    Event.DELIVERY_FAILED,
    Event.REFUSED,
    Event.FOLLOWED,
    Event.UNFOLLOWED,
    Event.PEOPLE_ADDED,
)
"""Entries that change nothing of what a verb did."""


def open_of(session: Session, escalation_id: int) -> Sequence[Undoable]:
    """What of one escalation has not been taken back, the latest last."""
    return session.scalars(
        select(Undoable)
        .where(Undoable.escalation_id == escalation_id, Undoable.undone_at.is_(None))
        .order_by(Undoable.id)
    ).all()


def in_message(session: Session, message_id: int) -> Undoable | None:
    """The verb that a message offers to take back."""
    return session.scalar(
        select(Undoable).where(Undoable.message_id == message_id).order_by(Undoable.id.desc()).limit(1)
    )


def with_time_over(session: Session, now: datetime) -> Sequence[int]:
    """The escalations in which an offer has run out."""
    return session.scalars(
        select(Undoable.escalation_id)
        .where(Undoable.undone_at.is_(None), Undoable.until <= now)
        .distinct()
        .order_by(Undoable.escalation_id)
    ).all()


def changed_since(session: Session, offer: Undoable) -> bool:
    """Whether anything was done to the escalation after that verb."""
    later = select(TimelineEntry.id).where(
        TimelineEntry.escalation_id == offer.escalation_id,
        TimelineEntry.id > offer.entry_id,
        TimelineEntry.event.not_in(NO_CHANGE),
    )
    return session.scalar(later.limit(1)) is not None


def last_entry(session: Session, escalation_id: int) -> int:
    """The id of the latest entry on a timeline."""
    return (
        session.scalar(select(func.max(TimelineEntry.id)).where(TimelineEntry.escalation_id == escalation_id))
        or 0
    )


def messages_of(session: Session, escalation_id: int) -> dict[int, MessageState]:
    """The state of every message of an escalation."""
    rows = session.execute(
        select(OutboxMessage.id, OutboxMessage.state).where(OutboxMessage.escalation_id == escalation_id)
    )
    return {row.id: row.state for row in rows}
