"""Finding channels of an escalation's own, and what is to be done to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Float, Integer, and_, bindparam, exists, literal_column, or_, select
from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.outbox import Lane, MessageState, OutboxMessage, Surface
from models.own_channel import ChannelTask, OwnChannel, OwnState, TaskKind, whose_lane
from models.queries.outbox import FreeLane


@dataclass(frozen=True)
class OpenTask:
    """Something to do to a channel that is there; `ts` is that of the message it is about, where it is about one."""

    free: FreeLane
    task_id: int
    kind: TaskKind
    target: str
    wanted: int
    channel: str
    ts: str | None


def of_lanes(session: Session, lanes: Iterable[str]) -> dict[str, OwnChannel]:
    """Channels by their lane."""
    ids = [whose_lane(lane) for lane in lanes]
    if not ids:
        return {}
    found = session.scalars(select(OwnChannel).where(OwnChannel.escalation_id.in_(ids)))
    return {row.lane: row for row in found}


def locked_own_channel(session: Session, escalation_id: int) -> OwnChannel | None:
    """The row to be changed, locked. Lock its escalation before, where it changes too."""
    return session.scalar(
        select(OwnChannel)
        .where(OwnChannel.escalation_id == escalation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def by_channel(session: Session, channel_id: str) -> OwnChannel | None:
    """Whose own channel this is, if anybody's."""
    return session.scalar(select(OwnChannel).where(OwnChannel.channel_id == channel_id))


def lives_in(session: Session, channel_id: str) -> Escalation | None:
    """The escalation that lives in this channel of its own; None where it has left it, or nobody's it is."""
    return session.scalar(
        select(Escalation)
        .join(OwnChannel, OwnChannel.escalation_id == Escalation.id)
        .where(OwnChannel.channel_id == channel_id, OwnChannel.state == OwnState.MADE)
    )


def is_claimed(session: Session, name: str) -> bool:
    """Whether this name was claimed for any escalation."""
    return session.scalar(select(OwnChannel.escalation_id).where(OwnChannel.name == name)) is not None


def locked_task(session: Session, task_id: int) -> ChannelTask:
    """The task to be changed, locked. Lock its escalation before."""
    return session.scalars(
        select(ChannelTask)
        .where(ChannelTask.id == task_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


_OPEN_TASK = and_(ChannelTask.wanted > ChannelTask.done, ChannelTask.error.is_(None))

ABOUT_A_MESSAGE = (TaskKind.PIN, TaskKind.BOOKMARK)
"""Whose target is a message of the outbox."""

_T = bindparam("t", type_=Float())
_OTHER_IN_FLIGHT = exists().where(
    OutboxMessage.lane == Lane.lane,
    OutboxMessage.state == literal_column(f"'{MessageState.SENDING.value}'"),
)

_READS_OTHERWISE = exists().where(
    OutboxMessage.lane == ChannelTask.lane,
    Surface.message_id == OutboxMessage.id,
    Surface.wanted > Surface.shown,
    Surface.error.is_(None),
)
_IN_ITS_ORDER = or_(ChannelTask.kind != literal_column(f"'{TaskKind.ARCHIVE.value}'"), ~_READS_OTHERWISE)
"""A channel is archived when everything in it reads as it should: it can be edited no more."""

_OPEN = (
    select(
        Lane.lane,
        Lane.fence,
        Lane.channel_id,
        ChannelTask.id,
        ChannelTask.kind,
        ChannelTask.target,
        ChannelTask.wanted,
    )
    .join(Lane, Lane.lane == ChannelTask.lane)
    .where(
        _OPEN_TASK,
        ChannelTask.not_before <= _T,
        Lane.channel_id.is_not(None),
        Lane.lease_until <= _T,
        ~_OTHER_IN_FLIGHT,
        _IN_ITS_ORDER,
    )
    .order_by(ChannelTask.not_before, ChannelTask.id)
    .limit(bindparam("limit", type_=Integer()))
    .with_for_update(of=Lane, skip_locked=True)
)


def open_tasks(session: Session, t: float, limit: int) -> Sequence[OpenTask]:
    """What is to be done to channels that are there and free, longest waiting first."""
    rows = session.execute(_OPEN, {"t": t, "limit": limit}).all()
    about = {int(row.target) for row in rows if row.kind in ABOUT_A_MESSAGE}
    found = session.execute(select(OutboxMessage.id, OutboxMessage.ts).where(OutboxMessage.id.in_(about)))
    stands = {str(message_id): ts for message_id, ts in found} if about else {}
    return [
        OpenTask(
            FreeLane(lane, fence, channel),
            task_id,
            kind,
            target,
            wanted,
            channel or "",
            stands.get(target) if kind in ABOUT_A_MESSAGE else None,
        )
        for lane, fence, channel, task_id, kind, target, wanted in rows
    ]


def soonest_task(session: Session, t: float) -> float | None:
    """Seconds until something can be done to a channel that is there; None where nothing is to be done."""
    moments = [
        max(not_before, lease_until)
        for not_before, lease_until in session.execute(
            select(ChannelTask.not_before, Lane.lease_until)
            .join(Lane, Lane.lane == ChannelTask.lane)
            .where(_OPEN_TASK, Lane.channel_id.is_not(None), _IN_ITS_ORDER)
        )
    ]
    return max(0.0, min(moments) - t) if moments else None
