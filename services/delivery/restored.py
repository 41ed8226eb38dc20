"""After a restore nobody knows which of the waiting messages left since the backup: look for each of them first."""

from __future__ import annotations

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from models.outbox import Lane, MessageState, OutboxMessage
from models.own_channel import OWN
from services.delivery.destination import DM

NOBODY = 0
"""A fencing number that no claim gives."""

_EVER = 3600.0
"""Nothing was ever sent: all of history is read, which begins an hour before this."""


def doubt_what_waits(session: Session) -> int:
    """Treat every waiting message as perhaps sent; how many there are. For use while nothing delivers.

    Delivery then looks for each one in history, from its lane's last `ts` in the backup, before it is sent again; in
    a lane that had sent nothing yet, from before the last `ts` of all. What
    waits for a conversation with a person that was not open yet is doubted when it opens (`doubt_what_was_said_in`); an
    escalation's own channel that was not known yet when it is found by its name (`own_lane`).
    """
    since = float(session.scalar(select(func.max(Lane.last_ts))) or _EVER)
    opened = select(Lane.channel_id).where(Lane.lane == OutboxMessage.lane).scalar_subquery()
    searchable = or_(opened.is_not(None), ~or_(*(OutboxMessage.lane.startswith(way) for way in (DM, OWN))))
    doubted = session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state == MessageState.WAITING, searchable)
        .values(
            state=MessageState.SENDING,
            fence=NOBODY,
            sending_since=since,
            channel_id=func.coalesce(opened, OutboxMessage.lane),
        )
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session=False)
    ).all()
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state == MessageState.WAITING, OutboxMessage.lane.startswith(DM))
        .values(fence=NOBODY, sending_since=since)
        .execution_options(synchronize_session=False)
    )
    session.execute(update(Lane).values(holder=None, lease_until=0.0, next_at=0.0))
    return len(doubted)


def doubt_what_was_said_in(session: Session, lane: str, channel_id: str) -> None:
    """The conversation of this lane is open now: what has waited for it since a restore may stand there already."""
    session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.lane == lane,
            OutboxMessage.state == MessageState.WAITING,
            OutboxMessage.fence == NOBODY,
        )
        .values(state=MessageState.SENDING, channel_id=channel_id)
        .execution_options(synchronize_session=False)
    )
