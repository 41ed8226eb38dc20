"""Leaving a channel of an escalation's own: it goes on in the home channel's thread, and no word is lost. Row X11."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import MessageState, OutboxMessage, Priority, Surface
from models.own_channel import ChannelTask, OwnChannel, OwnState, is_own
from models.queries.own_channels import locked_own_channel
from models.timeline import HEARD, Event
from services.channels.own import reads_as
from services.outbox import say
from services.record import note


def leave(session: Session, escalation: Escalation, *, error: str, now: datetime) -> bool:
    """For a channel that cannot be made or used any more. False where it was left before."""
    own = locked_own_channel(session, escalation.id)
    if own is None or escalation.line_id is None or not is_own(escalation.home_channel):
        return False
    was_there = own.state is OwnState.MADE
    line = go_home(session, escalation, own, OwnState.LOST, error)
    note(session, escalation, Event.CHANNEL_LOST, actor=HEARD, now=now, name=own.name, error=error)
    if was_there:
        say(
            session,
            f"channel_lost:{escalation.ref}",
            lane=line.lane,
            thread_of=line.id,
            template="channel_lost",
            now=now,
            escalation=escalation,
            context={"name": own.name, "error": error},
            priority=Priority.URGENT,
        )
    return True


def go_home(
    session: Session, escalation: Escalation, own: OwnChannel, state: OwnState, error: str
) -> OutboxMessage:
    """Go on in the home channel: the line there becomes the card, what waits is said in its thread. The new card."""
    line = session.get_one(OutboxMessage, escalation.line_id)
    _empty(session, own.lane, line, error)
    if state is OwnState.LOST:
        stop_editing_all(session, own.lane, error)
    own.state, own.error = state, error
    escalation.card_id, escalation.line_id, escalation.home_channel = line.id, None, line.lane
    return line


def _empty(session: Session, lane: str, line: OutboxMessage, error: str) -> None:
    """What waits in this lane goes to the line's thread."""
    reads_as(session, line, "card")
    there = OutboxMessage.lane == lane
    waits = OutboxMessage.state == MessageState.WAITING
    session.execute(
        update(OutboxMessage)
        .where(there, waits, OutboxMessage.template == "card")
        .values(state=MessageState.DROPPED, error=error)
    )
    session.execute(
        update(OutboxMessage)
        .where(there, waits)
        .values(lane=line.lane, thread_of=line.id, attempts=0, not_before=0.0)
    )
    session.execute(
        update(ChannelTask)
        .where(ChannelTask.lane == lane, ChannelTask.error.is_(None), ChannelTask.wanted > ChannelTask.done)
        .values(error=error)
    )


def stop_editing_all(session: Session, lane: str, error: str) -> None:
    """What stands in this lane stays as it reads now."""
    there = select(OutboxMessage.id).where(OutboxMessage.lane == lane)
    session.execute(
        update(Surface).where(Surface.message_id.in_(there), Surface.error.is_(None)).values(error=error)
    )
