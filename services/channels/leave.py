"""Leaving a channel of an escalation's own: it goes on in the home channel's thread, and no word is lost. Row X11.

What is restricted goes on by direct message instead (row X17).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import OutboxMessage, Priority, Surface
from models.own_channel import ChannelTask, OwnChannel, OwnState, is_own
from models.queries.own_channels import locked_own_channel
from models.timeline import HEARD, Event
from services.channels.moves import drop_cards, go_home, go_on_by_message, take_along, unsent_in
from services.documents.canvases import ELSEWHERE, take_canvases_away
from services.outbox import say
from services.record import note


def leave(session: Session, escalation: Escalation, *, error: str, now: datetime) -> bool:
    """For a channel that cannot be made or used any more. False where it was left before."""
    own = locked_own_channel(session, escalation.id)
    if own is None or escalation.line_id is None or not is_own(escalation.home_channel):
        return False
    was_there = own.state is OwnState.MADE
    move_out(session, escalation, own, OwnState.LOST, error, now)
    note(session, escalation, Event.CHANNEL_LOST, actor=HEARD, now=now, name=own.name, error=error)
    if was_there:
        say(
            session,
            f"channel_lost:{escalation.ref}",
            lane=escalation.home_channel,
            thread_of=escalation.card_id,
            template="channel_lost",
            now=now,
            escalation=escalation,
            context={"name": own.name, "error": error},
            priority=Priority.URGENT,
        )
    return True


def move_out(
    session: Session, escalation: Escalation, own: OwnChannel, state: OwnState, error: str, now: datetime
) -> None:
    """Go on elsewhere, and take along what waits. What stands in a lost channel is edited no more."""
    lane = own.lane
    own.state, own.error = state, error
    waits = unsent_in(session, lane)
    drop_cards(waits, error)
    if escalation.restricted:
        go_on_by_message(session, escalation, now)
    else:
        go_home(session, escalation)
    take_along(session, escalation, waits)
    if state is OwnState.LOST:
        stop_editing_all(session, lane, error)
        take_canvases_away(session, [escalation.id], ELSEWHERE)
    _take_down(session, lane, error)


def _take_down(session: Session, lane: str, error: str) -> None:
    """Nothing else is done to the channel."""
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
