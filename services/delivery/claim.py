"""Taking lanes: which ones may do something now, what that is, and marking it before Slack is called.

1. a paused workspace: nothing but a probe, by one worker
2. what is in doubt is looked for first, then a share of edits, then messages, most urgent first
3. for each, what its destination needs (`destination`), as far as the limits allow (`buckets`)
4. the lane is held with a lease and the next fencing number, the message says *sending*: one commit
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from models.directory import KnownChannel, KnownPerson
from models.outbox import LANES, OUTBOX, Audience, MessageState, OutboxMessage
from models.own_channel import is_own
from models.queries.canvases import OpenCanvas, open_canvases
from models.queries.lanes import known_channels, known_people, machine_time
from models.queries.outbox import (
    FreeLane,
    in_doubt,
    messages_to_send,
    next_of_free_lanes,
    parents_of,
    stale_surfaces,
)
from models.queries.own_channels import of_lanes, open_tasks
from services.channels.customers import is_theirs
from services.delivery.buckets import Budget
from services.delivery.canvas_lane import next_act
from services.delivery.desk import Desk
from services.delivery.destination import DM, NOT_THEIRS, Move, Step, to_channel, to_person
from services.delivery.jobs import (
    CanvasAct,
    Canvassing,
    Edit,
    Errand,
    Forbidden,
    Hold,
    Job,
    ListChannels,
    Post,
    Probe,
    Search,
    Task,
)
from services.delivery.methods import METHOD, METHOD_OF_CANVAS, METHOD_OF_TASK
from services.delivery.own_lane import making
from services.delivery.pause import may_go

MANY = 10
"""From so many stale channels on, one look at all of them is cheaper than one at each."""

SPARE = 20
"""Messages looked at beyond those that can be sent, for some will have to wait for a limit."""


@dataclass
class Claimed:
    """What to do now. `wait`: seconds until a limit allows more. `dropped`: messages that were pointless."""

    jobs: list[Job] = field(default_factory=list)
    wait: float | None = None
    dropped: int = 0


def claim(desk: Desk, limit: int, *, may_list: bool) -> Claimed:
    """Take up to `limit` jobs, in one transaction. `may_list`: looking at all channels at once is allowed."""
    with desk.database.write() as session:
        return _Claim(desk, session, limit, may_list).run()


class _Claim:
    """One claim's working memory."""

    def __init__(self, desk: Desk, session: Session, limit: int, may_list: bool) -> None:
        self._desk, self._session, self._limit, self._may_list = desk, session, limit, may_list
        self._t = machine_time(session)
        self._taken_at = time.monotonic()
        self._claimed = Claimed()
        self._held: dict[str, FreeLane] = {}
        self._unknown: list[tuple[FreeLane, Move, int | None, int | None]] = []

    def run(self) -> Claimed:
        may = may_go(self._session, self._t, self._desk.pace)
        if not may.go:
            self._claimed.wait = may.wait
            if may.probe:
                self._claimed.jobs.append(Probe())
            return self._claimed
        doubts = in_doubt(self._session, self._t, after=self._desk.doubt_after, limit=self._limit)
        surfaces = stale_surfaces(self._session, self._t, max(1, self._limit // 4))
        heads = next_of_free_lanes(self._session, self._t, self._limit + SPARE)
        tasks = open_tasks(self._session, self._t, max(1, self._limit // 4))
        canvases = open_canvases(self._session, self._t, max(1, self._limit // 4))
        if not (doubts or surfaces or heads or tasks or canvases):
            return self._claimed
        self._budget = Budget(self._session, self._t, self._desk.pace)
        messages = messages_to_send(self._session, [message_id for _, message_id in heads])
        self._make = of_lanes(
            self._session, {free.lane for free, _ in heads if is_own(free.lane) and free.opened is None}
        )
        self._know(
            [(free.opened or free.lane) if is_own(free.lane) else free.lane for free, _ in heads]
            + [s.free.lane if s.free.lane.startswith(DM) else s.channel for s in surfaces]
            + [canvas.reader for canvas in canvases if canvas.reader is not None]
        )
        for doubt in doubts:
            if self._room(doubt.free) and self._budget.take("conversations.history"):
                self._claimed.jobs.append(
                    Search(
                        self._hold(doubt.free),
                        doubt.message_id,
                        doubt.fence,
                        doubt.channel,
                        doubt.op_id,
                        doubt.oldest,
                        doubt.thread_ts,
                    )
                )
        for surface in surfaces:
            if not self._room(surface.free):
                continue
            move = self._move(surface.free, surface.audience, editing=surface.channel)
            if move.step is not Step.SEND:
                self._prepare(surface.free, move, None, surface.surface_id)
            elif self._budget.take("chat.update"):
                hold = self._hold(surface.free)
                self._claimed.jobs.append(
                    Edit(hold, surface.surface_id, surface.channel, surface.ts, surface.audience)
                )
        self._send([(free, messages[key]) for free, key in heads if key in messages])
        for task in tasks:
            if self._room(task.free) and self._budget.take(METHOD_OF_TASK[task.kind]):
                hold = self._hold(task.free)
                self._claimed.jobs.append(
                    Task(hold, task.task_id, task.kind, task.target, task.channel, task.wanted, task.ts)
                )
        self._tend(canvases)
        self._look_up()
        self._mark()
        self._budget.close()
        self._claimed.wait = self._budget.wait
        return self._claimed

    def _room(self, free: FreeLane) -> bool:
        return len(self._claimed.jobs) < self._limit and free.lane not in self._held

    def _hold(self, free: FreeLane) -> Hold:
        self._held[free.lane] = free
        return Hold(free.lane, free.fence + 1, self._taken_at)

    def _know(self, lanes: Sequence[str]) -> None:
        self._channels: dict[str, KnownChannel] = known_channels(
            self._session, {lane for lane in lanes if not lane.startswith(DM)}
        )
        self._people: dict[str, KnownPerson] = known_people(
            self._session, {lane.removeprefix(DM) for lane in lanes if lane.startswith(DM)}
        )

    def _move(self, free: FreeLane, audience: Audience, *, editing: str | None = None) -> Move:
        t, pace = self._t, self._desk.pace
        if free.lane.startswith(DM):
            user = free.lane.removeprefix(DM)
            opened = editing or free.opened
            return to_person(user, opened, self._people.get(user), audience, t=t, pace=pace)
        if is_own(free.lane) and not (editing or free.opened):
            return making(self._make.get(free.lane))
        channel = editing or (free.opened if is_own(free.lane) and free.opened else free.lane)
        return to_channel(
            channel, self._channels.get(channel), audience, t=t, pace=pace, editing=editing is not None
        )

    def _send(self, heads: Sequence[tuple[FreeLane, OutboxMessage]]) -> None:
        parents = parents_of(self._session, [message for _, message in heads])
        now = self._desk.now()
        self._sending: list[dict[str, Any]] = []
        for free, message in heads:
            if not self._room(free):
                continue
            if message.pointless_after is not None and message.pointless_after <= now:
                message.state = MessageState.DROPPED
                message.error = "pointless"
                self._claimed.dropped += 1
                continue
            move = self._move(free, message.audience)
            for_customer = message.audience is Audience.CUSTOMER
            if move.step is Step.SEND and for_customer and not is_theirs(self._session, message):
                move = Move(Step.REFUSE, move.target, NOT_THEIRS)
            if move.step is not Step.SEND:
                self._prepare(free, move, message.id, None)
            elif self._budget.take(METHOD[Step.SEND]):
                hold = self._hold(free)
                parent = parents.get(message.thread_of) if message.thread_of is not None else None
                in_thread = (
                    parent is not None and parent.channel_id == move.target and not _at_the_top(parent)
                )
                self._claimed.jobs.append(
                    Post(
                        hold,
                        message.id,
                        move.target,
                        parent.ts if parent is not None and in_thread else None,
                        message.op_id,
                        message.audience,
                        message.plain,
                    )
                )
                self._sending.append({"of": message.id, "with": hold.fence, "to": move.target})

    def _tend(self, canvases: Sequence[OpenCanvas]) -> None:
        """One is written at a time: to word a document takes many reads, and messages wait for them."""
        writes = False
        for canvas in canvases:
            if not self._room(canvas.free):
                continue
            known = self._channels.get(canvas.reader or "")
            act = next_act(self._session, canvas, known, t=self._t, pace=self._desk.pace)
            if act is None or (act is CanvasAct.WRITE and writes):
                continue
            if self._budget.take(METHOD_OF_CANVAS[act]):
                writes = writes or act is CanvasAct.WRITE
                self._claimed.jobs.append(
                    Canvassing(
                        self._hold(canvas.free),
                        canvas.row_id,
                        act,
                        canvas.reader or "",
                        canvas.canvas_id,
                        canvas.wanted,
                        canvas.plain,
                    )
                )

    def _prepare(self, free: FreeLane, move: Move, message_id: int | None, surface_id: int | None) -> None:
        if move.step is Step.REFUSE:
            self._claimed.jobs.append(Forbidden(self._hold(free), move.code, message_id, surface_id))
        elif move.step is Step.LOOK_UP_CHANNEL:
            self._unknown.append((free, move, message_id, surface_id))
        else:
            self._errand(free, move, message_id, surface_id)

    def _errand(self, free: FreeLane, move: Move, message_id: int | None, surface_id: int | None) -> None:
        if self._room(free) and self._budget.take(METHOD[move.step]):
            self._claimed.jobs.append(
                Errand(self._hold(free), move.step, move.target, message_id, surface_id)
            )

    def _look_up(self) -> None:
        if len(self._unknown) >= MANY and self._may_list and self._budget.take("conversations.list"):
            self._claimed.jobs.append(ListChannels())
            return
        for free, move, message_id, surface_id in self._unknown:
            self._errand(free, move, message_id, surface_id)

    def _mark(self) -> None:
        if self._held:
            self._session.execute(
                update(LANES)
                .where(LANES.c.lane == bindparam("of"))
                .values(
                    holder=self._desk.holder, lease_until=self._t + self._desk.lease, fence=LANES.c.fence + 1
                ),
                [{"of": lane} for lane in sorted(self._held)],
            )
        if self._sending:
            self._session.execute(
                update(OUTBOX)
                .where(OUTBOX.c.id == bindparam("of"))
                .values(
                    state=MessageState.SENDING,
                    fence=bindparam("with"),
                    channel_id=bindparam("to"),
                    sending_since=self._t,
                    attempts=OUTBOX.c.attempts + 1,
                ),
                self._sending,
            )


def _at_the_top(parent: OutboxMessage) -> bool:
    """In a channel of an escalation's own, the channel is the card's thread."""
    return is_own(parent.lane) and parent.template == "card"
