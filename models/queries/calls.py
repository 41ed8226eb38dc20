"""Finding calls: how often a thing was said under its key, whether one still stands, what else was said there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from models.deadline import Told
from models.outbox import MessageState, OutboxMessage

# Made once: to put a statement together costs more than to run it, and every call asks.
_SAID_UNDER = (
    select(OutboxMessage)
    .where(
        OutboxMessage.escalation_id == bindparam("of"),
        or_(
            OutboxMessage.key == bindparam("key"),
            func.substr(OutboxMessage.key, 1, bindparam("length")) == bindparam("numbered"),
        ),
    )
    .order_by(OutboxMessage.id)
)


def said_under(session: Session, escalation_id: int, key: str) -> Sequence[OutboxMessage]:
    """The messages said under a key, the first one and those with a number behind it, in order."""
    numbered = f"{key}:"
    values = {"of": escalation_id, "key": key, "numbered": numbered, "length": len(numbered)}
    return session.scalars(_SAID_UNDER, values).all()


def is_over(session: Session, call: OutboxMessage) -> bool:
    """Whether a call was taken back before it left, or whoever it called was stood down since."""
    if call.state is MessageState.DROPPED:
        return True
    told = session.scalars(select(Told.stood_down).where(Told.message_id == call.id)).all()
    if told:
        return all(told)
    said_so = select(OutboxMessage.id).where(
        OutboxMessage.thread_of == call.id, OutboxMessage.template == "stood_down"
    )
    return session.scalar(said_so.limit(1)) is not None


def called_before(session: Session, call: OutboxMessage) -> Sequence[OutboxMessage]:
    """Earlier calls of the same escalation into the same channel, without those that were taken back unsent."""
    return session.scalars(
        select(OutboxMessage).where(
            OutboxMessage.escalation_id == call.escalation_id,
            OutboxMessage.lane == call.lane,
            OutboxMessage.id < call.id,
            OutboxMessage.template.in_(("tier_notified", "tier_climbed")),
            OutboxMessage.state != MessageState.DROPPED,
        )
    ).all()
