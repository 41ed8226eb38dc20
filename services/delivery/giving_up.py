"""The end of a lane: the next target is taken or the message given up; the timeline and `ops` are told."""

from __future__ import annotations

import logging

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.canvas import Canvas
from models.escalation import Escalation
from models.outbox import Lane, MessageState, OutboxMessage, Surface, new_lane_row
from models.own_channel import ChannelTask, TaskKind
from models.queries.insert_once import insert_once
from models.timeline import HEARD, Event, TimelineEntry
from services.channels.card import say_card
from services.channels.leave import leave
from services.delivery.desk import OPS_KEY, Desk, OpsReport
from services.record import note

log = logging.getLogger(__name__)

GONE = "message_not_found"
"""The message that is to be edited is in Slack no longer."""


def move_on(session: Session, desk: Desk, message: OutboxMessage, code: str) -> bool:
    """Take the next of the message's lanes, and its thread with it; False where none is left. Row Y4."""
    lost = message.lane
    others = [lane for lane in message.else_lanes if lane != lost]
    if not others:
        give_up(session, desk, message, code)
        return False
    lane, *rest = others
    insert_once(session, Lane, new_lane_row(lane))
    message.lane, message.else_lanes = lane, rest
    message.state = MessageState.WAITING
    message.attempts, message.plain, message.not_before, message.error = 0, False, 0.0, code
    session.flush()
    session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.thread_of == message.id,
            OutboxMessage.lane == lost,
            OutboxMessage.state == MessageState.WAITING,
        )
        .values(lane=lane)
        .execution_options(synchronize_session=False)
    )
    log.warning("message %s cannot be said in %s (%s): %s is next", message.id, lost, code, lane)
    _on_the_timeline(session, desk, message.escalation_id, message.key, lost, code, lane)
    tell_ops(session, desk, message, "moved", code, lane=lost, next_lane=lane)
    return True


def give_up(session: Session, desk: Desk, message: OutboxMessage, code: str) -> None:
    """Slack will never take this message. Its children go to their lane's top level."""
    message.state = MessageState.GIVEN_UP
    message.error = code
    log.error("message %s is given up: %s in %s", message.id, code, message.lane)
    _on_the_timeline(session, desk, message.escalation_id, message.key, message.lane, code, None)
    tell_ops(session, desk, message, "given_up", code)


def stop_editing(
    session: Session, desk: Desk, escalation: Escalation | None, surface: Surface, lane: str, code: str
) -> None:
    """Slack will never edit this message again: said once, and not tried any more. A card that is gone comes back."""
    surface.error = code
    if code == GONE and escalation is not None and _post_card_again(session, desk, escalation, surface):
        return
    message = session.get_one(OutboxMessage, surface.message_id)
    log.error("message %s cannot be edited any more: %s", message.id, code)
    _on_the_timeline(session, desk, surface.escalation_id, message.key, lane, code, None)
    tell_ops(session, desk, message, "edit_failed", code)


def _post_card_again(session: Session, desk: Desk, escalation: Escalation, surface: Surface) -> bool:
    """The card is gone from Slack, by its retention or by hand: once more while it is live, and only once."""
    key = f"card:{escalation.ref}:again"
    before = session.scalar(select(OutboxMessage.id).where(OutboxMessage.key == key))
    if surface.message_id != escalation.card_id or not escalation.live or before is not None:
        return False
    say_card(session, escalation, desk.now(), anew="again")
    note(session, escalation, Event.CARD_POSTED_AGAIN, actor=HEARD, now=desk.now(), error=GONE)
    return True


def leave_out(session: Session, desk: Desk, task: ChannelTask, code: str) -> None:
    """Slack will never do this to the escalation's channel: the rest goes on without it."""
    task.error = code
    log.warning("%s of %s is left out: %s", task.kind, task.lane, code)
    person = task.target if task.kind is TaskKind.INVITE else None
    session.add(
        TimelineEntry(
            escalation_id=task.escalation_id,
            at=desk.now(),
            actor=HEARD,
            event=Event.LEFT_OUT,
            data={"what": task.kind.value, "person": person, "error": code},
        )
    )
    _report(session, desk, "left_out", task.lane, f"{task.kind}:{code}", code, task.kind, task.escalation_id)


def leave_out_canvas(session: Session, desk: Desk, canvas: Canvas, act: str, code: str) -> None:
    """Slack will never do this to the escalation's canvas: `ops` hears of it, and most of a deletion."""
    log.warning("the canvas of escalation %s is left out (%s): %s", canvas.escalation_id, act, code)
    what = f"canvas_{act}"
    _report(session, desk, "left_out", canvas.lane, f"{what}:{code}", code, what, canvas.escalation_id)


def lose_channel(session: Session, desk: Desk, escalation: Escalation, code: str) -> None:
    """Its own channel cannot be made or used: the home channel takes over. Row X11."""
    lane = escalation.home_channel
    if leave(session, escalation, error=code, now=desk.now()):
        log.warning("%s is lost: %s", lane, code)
        _report(session, desk, "channel_lost", lane, code, code, "channel", escalation.id)


def _report(
    session: Session, desk: Desk, what: str, lane: str, cause: str, error: str, key: str, escalation_id: int
) -> None:
    """Tell `ops` of own channels once a cause and day, whichever escalation met it first."""
    now = desk.now()
    report = OpsReport(
        key=f"{OPS_KEY}own_channels:{cause}:{now.date().isoformat()}",
        what=what,
        lane=lane,
        error=error,
        message_key=key,
        escalation_id=escalation_id,
    )
    desk.tell_ops(session, report, now)


def tell_ops(
    session: Session,
    desk: Desk,
    message: OutboxMessage,
    what: str,
    error: str,
    *,
    lane: str | None = None,
    next_lane: str | None = None,
) -> None:
    """Once a cause, channel and day. A report about a report is never made: the log has it."""
    if message.key.startswith(OPS_KEY):
        log.error("a report to ops failed (%s): %s", what, error)
        return
    now, where = desk.now(), lane or message.lane
    report = OpsReport(
        key=f"{OPS_KEY}{where}:{error}:{now.date().isoformat()}",
        what=what,
        lane=where,
        error=error,
        message_key=message.key,
        escalation_id=message.escalation_id,
        next_lane=next_lane,
    )
    desk.tell_ops(session, report, now)


def _on_the_timeline(
    session: Session,
    desk: Desk,
    escalation_id: int | None,
    key: str,
    lane: str,
    code: str,
    next_lane: str | None,
) -> None:
    if escalation_id is None:
        return
    session.add(
        TimelineEntry(
            escalation_id=escalation_id,
            at=desk.now(),
            actor=HEARD,
            event=Event.DELIVERY_FAILED,
            data={"key": key, "lane": lane, "error": code, "next": next_lane},
        )
    )
