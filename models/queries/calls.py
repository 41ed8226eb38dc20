"""Finding calls: how often a thing was said under its key, and whether a call into the path still stands."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.deadline import Told
from models.outbox import MessageState, OutboxMessage


def said_under(session: Session, escalation_id: int, key: str) -> Sequence[OutboxMessage]:
    """The messages said under a key, the first one and those with a number behind it, in order."""
    return session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.escalation_id == escalation_id,
            or_(OutboxMessage.key == key, OutboxMessage.key.startswith(f"{key}:", autoescape=True)),
        )
        .order_by(OutboxMessage.id)
    ).all()


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
