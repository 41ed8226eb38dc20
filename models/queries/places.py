"""Which escalation is spoken of where: by the card that heads a thread, and by channel."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from models.escalation import LIVE, Escalation
from models.outbox import OutboxMessage
from models.own_channel import OwnChannel


def has_cards(session: Session, channel: str) -> bool:
    """Whether any escalation's card stands in this channel."""
    card = (
        select(Escalation.id)
        .join(OutboxMessage, OutboxMessage.id == Escalation.card_id)
        .where(OutboxMessage.channel_id == channel)
        .limit(1)
    )
    return session.scalar(card) is not None


def headed_by(session: Session, channel: str, ts: str) -> Escalation | None:
    """The escalation whose card is this message."""
    return session.scalar(
        select(Escalation)
        .join(OutboxMessage, OutboxMessage.id == Escalation.card_id)
        .where(OutboxMessage.channel_id == channel, OutboxMessage.ts == ts)
    )


def live_latest(
    session: Session, channel: str, limit: int, readable: ColumnElement[bool]
) -> tuple[Sequence[Escalation], int]:
    """Open escalations, those of this channel first, the latest first; and how many there are in all. No drills."""
    open_now = select(Escalation).where(Escalation.status.in_(LIVE), Escalation.drill.is_(False), readable)
    here = or_(
        Escalation.source_channel == channel,
        Escalation.home_channel == channel,
        Escalation.id.in_(select(OwnChannel.escalation_id).where(OwnChannel.channel_id == channel)),
    )
    total = session.scalar(select(func.count()).select_from(open_now.subquery())) or 0
    found = session.scalars(
        open_now.order_by(case((here, 0), else_=1), Escalation.id.desc()).limit(limit)
    ).all()
    return found, total
