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
    a lane that had sent nothing yet, from before the last `ts` of all. A
    conversation with a person that was not open yet at the backup cannot be searched: its messages are sent again. An
    escalation's own channel that was not known yet is doubted when it is found by its name (`own_lane`).
    """
    opened = select(Lane.channel_id).where(Lane.lane == OutboxMessage.lane).scalar_subquery()
    searchable = or_(opened.is_not(None), ~or_(*(OutboxMessage.lane.startswith(way) for way in (DM, OWN))))
    doubted = session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state == MessageState.WAITING, searchable)
        .values(
            state=MessageState.SENDING,
            fence=NOBODY,
            sending_since=float(session.scalar(select(func.max(Lane.last_ts))) or _EVER),
            channel_id=func.coalesce(opened, OutboxMessage.lane),
        )
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session=False)
    ).all()
    session.execute(update(Lane).values(holder=None, lease_until=0.0, next_at=0.0))
    return len(doubted)
