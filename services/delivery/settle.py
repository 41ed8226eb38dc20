"""Writing down what went well: sent, edited, found, looked up; many answers in one commit."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, case, func, or_, update
from sqlalchemy.orm import Session

from models.outbox import LANES, OUTBOX, MessageState
from models.own_channel import ChannelTask, TaskKind
from models.queries.lanes import machine_time
from models.queries.outbox import surfaces_to_change
from policy.roster import DirectoryPerson
from services.channels.leave import stop_editing_all
from services.channels.own import card_stands
from services.delivery.canvas_lane import canvas_done
from services.delivery.desk import DeliveryReport, Desk
from services.delivery.destination import Step
from services.delivery.directory import joined, opened, remember_channels, remember_person
from services.delivery.jobs import (
    Answer,
    Canvassing,
    Edit,
    Errand,
    Hold,
    ListChannels,
    Post,
    Probe,
    Search,
    Task,
)
from services.delivery.own_lane import MAKING, found, made
from services.delivery.pause import resume
from services.delivery.restored import doubt_what_was_said_in
from services.outbox import show_address, show_missed_address
from services.slack_port import ChannelFacts, NamedChannel, Posted

log = logging.getLogger(__name__)

CLOCK_GRAIN = 0.005
"""Seconds: SQLite's clock ticks in milliseconds, and a message must never leave early."""


def went_well(answer: Answer) -> bool:
    """Whether this answer needs nothing but to be written down."""
    not_found = isinstance(answer.job, Search) and answer.value is None
    return answer.error is None and not not_found


def settle(desk: Desk, answers: Sequence[Answer], report: DeliveryReport) -> None:
    """Write these answers down, in one transaction; all of them `went_well`."""
    if not answers:
        return
    with desk.database.write() as session:
        t, monotonic = machine_time(session), time.monotonic()
        sent = _sent(session, answers)
        show_address(session, sent)
        show_missed_address(
            session, [a.job.message_id for a in answers if isinstance(a.job, Post) and a.job.unlinked]
        )
        card_stands(session, sent)
        _shown(session, answers, t, desk)
        for answer in answers:
            _known(session, answer, t - (monotonic - answer.started))
            if isinstance(answer.job, Canvassing):
                canvas_done(session, answer, t - (monotonic - answer.started), t, desk.pace)
        free(session, [_release(answer, t - (monotonic - answer.at), desk) for answer in answers])
    for answer in answers:
        match answer.job:
            case Post():
                report.sent += 1
            case Edit():
                report.edited += 1
            case Search():
                report.found += 1
                log.warning("message %s had arrived after all", answer.job.message_id)
            case _:
                pass


def free(session: Session, releases: Iterable[dict[str, Any] | None]) -> None:
    """Give lanes back, those that are still ours, with the moment of their next message and their last ts."""
    rows = sorted((row for row in releases if row is not None), key=lambda row: row["of"])
    if rows:
        next_at = bindparam("then", type_=LANES.c.next_at.type)
        last_ts = bindparam("last", type_=LANES.c.last_ts.type)
        session.execute(
            update(LANES)
            .where(LANES.c.lane == bindparam("of"), LANES.c.fence == bindparam("with"))
            .values(
                holder=None,
                lease_until=0.0,
                next_at=case((LANES.c.next_at > next_at, LANES.c.next_at), else_=next_at),
                last_ts=case((last_ts > func.coalesce(LANES.c.last_ts, ""), last_ts), else_=LANES.c.last_ts),
            ),
            rows,
        )


def release(hold: Hold, next_at: float = 0.0, last_ts: str | None = None) -> dict[str, Any]:
    """What `free` needs for one lane; without `next_at` its pace stays as it is."""
    return {"of": hold.lane, "with": hold.fence, "then": next_at, "last": last_ts}


def _sent(session: Session, answers: Sequence[Answer]) -> list[int]:
    """The messages that Slack has now.

    A row that waits again, because somebody searched before this answer came, is sent all the same.
    """
    rows = []
    for answer in answers:
        if isinstance(answer.job, Post) and isinstance(answer.value, Posted):
            post, there = answer.job, answer.value
            rows.append(_row(post.message_id, post.hold.fence, there.channel, there.ts))
        elif isinstance(answer.job, Search):
            rows.append(
                _row(answer.job.message_id, answer.job.sent_with or 0, answer.job.channel, str(answer.value))
            )
    if rows:
        session.execute(
            update(OUTBOX)
            .where(
                OUTBOX.c.id == bindparam("of"),
                or_(
                    OUTBOX.c.state == MessageState.WAITING,
                    (OUTBOX.c.state == MessageState.SENDING) & (OUTBOX.c.fence == bindparam("with")),
                ),
            )
            .values(state=MessageState.SENT, channel_id=bindparam("to"), ts=bindparam("at"), error=None),
            sorted(rows, key=lambda row: row["of"]),
        )
    return [row["of"] for row in rows]


def _row(message_id: int, fence: int, channel: str, ts: str) -> dict[str, Any]:
    return {"of": message_id, "with": fence, "to": channel, "at": ts}


def _shown(session: Session, answers: Sequence[Answer], t: float, desk: Desk) -> None:
    edited = {a.job.surface_id: a.job.rendered for a in answers if isinstance(a.job, Edit)}
    posted = {
        a.job.message_id: a.job.shows for a in answers if isinstance(a.job, Post) and a.job.shows is not None
    }
    if not (edited or posted):
        return
    for surface in surfaces_to_change(session, ids=edited, message_ids=posted).values():
        showing = edited.get(surface.id) or posted.get(surface.message_id) or 0
        surface.shown = max(surface.shown, showing)
        surface.attempts = 0
        surface.not_before = t + desk.pace.between_edits


def _known(session: Session, answer: Answer, seen_at: float) -> None:
    value = answer.value
    match answer.job:
        case Errand(what=Step.OPEN_DM, hold=hold):
            opened(session, hold.lane, str(value))
            doubt_what_was_said_in(session, hold.lane, str(value))
        case Errand(what=Step.FIND_CHANNEL, hold=hold, target=name):
            found(session, hold.lane, name, value if isinstance(value, NamedChannel) else None, seen_at)
        case Errand(what=what, hold=hold, target=name) if what in MAKING and isinstance(value, NamedChannel):
            made(session, hold.lane, name, value, seen_at)
        case Task(task_id=task_id, wanted=wanted, kind=kind, hold=hold):
            if kind is TaskKind.ARCHIVE:
                stop_editing_all(session, hold.lane, "is_archived")
            session.execute(
                update(ChannelTask)
                .where(ChannelTask.id == task_id, ChannelTask.done < wanted)
                .values(done=wanted, attempts=0)
            )
        case Errand(what=Step.JOIN, target=target):
            joined(session, target)
        case Errand() if isinstance(value, ChannelFacts):
            remember_channels(session, [value], seen_at)
        case Errand() if isinstance(value, DirectoryPerson):
            remember_person(session, value, seen_at)
        case ListChannels() if isinstance(value, list):
            remember_channels(session, value, seen_at)
        case Probe():
            resume(session)
        case _:
            pass


def _release(answer: Answer, at: float, desk: Desk) -> dict[str, Any] | None:
    job = answer.job
    match job:
        case Post() if isinstance(answer.value, Posted):
            return release(job.hold, at + desk.pace.between_posts + CLOCK_GRAIN, answer.value.ts)
        case Search():
            # Its ts is not the lane's last: after a restore others are in doubt that were said before it.
            return release(job.hold, at)
        case Edit() | Errand() | Task() | Canvassing():
            return release(job.hold)
        case _:
            return None
