"""Finding what Heard sends to customers: what is on its way, and what Slack has answered about."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.outbox import MessageState, OutboxMessage
from models.sending import Sending

ANSWERED = (MessageState.SENT, MessageState.GIVEN_UP, MessageState.DROPPED)


def on_its_way(session: Session, escalation_id: int) -> Sending | None:
    """What Slack has not taken yet; there is one at most."""
    return session.scalar(
        select(Sending).where(Sending.escalation_id == escalation_id, Sending.ended_at.is_(None)).limit(1)
    )


def answered(session: Session, limit: int) -> Sequence[tuple[int, int]]:
    """Escalation and number of what Slack has taken, or never will, and nobody has written down yet."""
    found = session.execute(
        select(Sending.escalation_id, Sending.id)
        .join(OutboxMessage, OutboxMessage.id == Sending.message_id)
        .where(Sending.ended_at.is_(None), OutboxMessage.state.in_(ANSWERED))
        .order_by(Sending.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in found]


def next_number(session: Session, escalation_id: int) -> int:
    """Counts what was ever sent to this customer about it."""
    count = select(func.count()).where(Sending.escalation_id == escalation_id)
    return (session.scalar(count) or 0) + 1


def since(session: Session, sending: Sending) -> bool:
    """Whether it was said after all, or something was sent about the same escalation later."""
    later = select(Sending.id).where(Sending.escalation_id == sending.escalation_id, Sending.id > sending.id)
    return sending.error is None or session.scalar(later.limit(1)) is not None
