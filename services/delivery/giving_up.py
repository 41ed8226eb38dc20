"""The end of a lane: the next target is taken or the message given up; the timeline and `ops` are told."""

from __future__ import annotations

import logging

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.outbox import Lane, MessageState, OutboxMessage, Surface, new_lane_row
from models.queries.insert_once import insert_once
from models.timeline import HEARD, Event, TimelineEntry
from services.delivery.desk import OPS_KEY, Desk, OpsReport

log = logging.getLogger(__name__)


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


def stop_editing(session: Session, desk: Desk, surface: Surface, lane: str, code: str) -> None:
    """Slack will never edit this message again: said once, and not tried any more."""
    surface.error = code
    message = session.get_one(OutboxMessage, surface.message_id)
    log.error("message %s cannot be edited any more: %s", message.id, code)
    _on_the_timeline(session, desk, surface.escalation_id, message.key, lane, code, None)
    tell_ops(session, desk, message, "edit_failed", code)


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
