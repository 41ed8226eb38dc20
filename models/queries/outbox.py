"""Finding what waits to be said or shown: each free lane's next message, stale surfaces, what is in doubt.

The states are written as literals, so that both databases use the partial indexes: the cost follows what is
unsent, not what was ever said. Times are machine time on the database's clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from models.outbox import Audience, Lane, MessageState, OutboxMessage, Surface
from models.own_channel import OWN


@dataclass(frozen=True)
class FreeLane:
    """A lane that nobody holds, locked on PostgreSQL, with its fencing number before the claim.

    `opened` is the conversation of a DM lane, once there is one.
    """

    lane: str
    fence: int
    opened: str | None


@dataclass(frozen=True)
class StaleSurface:
    """A surface to be edited, and the message that it edits."""

    free: FreeLane
    surface_id: int
    channel: str
    ts: str
    audience: Audience


@dataclass(frozen=True)
class InDoubt:
    """A message of which nobody knows whether it arrived. Look for it in `channel` after `oldest`.

    `fence` is the number that its row carries, of whoever handed it over.
    """

    free: FreeLane
    message_id: int
    fence: int | None
    channel: str
    op_id: str
    oldest: str
    thread_ts: str | None


def _state(state: MessageState, message: type[OutboxMessage] = OutboxMessage) -> ColumnElement[bool]:
    return message.state == literal_column(f"'{state.value}'")


_Parent = aliased(OutboxMessage)
_Other = aliased(OutboxMessage)
_T = bindparam("t", type_=Float())
_LIMIT = bindparam("limit", type_=Integer())

_PARENT_IS_OVER = or_(
    OutboxMessage.thread_of.is_(None),
    _Parent.state.in_((MessageState.SENT, MessageState.GIVEN_UP, MessageState.DROPPED)),
)
_NOTHING_IN_FLIGHT = ~exists().where(_Other.lane == Lane.lane, _state(MessageState.SENDING, _Other))
_STALE = and_(
    Surface.wanted > Surface.shown, Surface.error.is_(None), OutboxMessage.state == MessageState.SENT
)

_CANDIDATES = (
    select(
        OutboxMessage.id,
        OutboxMessage.lane,
        OutboxMessage.priority,
        func.row_number()
        .over(partition_by=OutboxMessage.lane, order_by=(OutboxMessage.priority, OutboxMessage.id))
        .label("place"),
    )
    .outerjoin(_Parent, _Parent.id == OutboxMessage.thread_of)
    .where(_state(MessageState.WAITING), OutboxMessage.not_before <= _T, _PARENT_IS_OVER)
    .subquery()
)

# Made once: to put such a statement together costs more than to run it.
_NEXT = (
    select(Lane.lane, Lane.fence, Lane.channel_id, _CANDIDATES.c.id)
    .join(_CANDIDATES, _CANDIDATES.c.lane == Lane.lane)
    .where(_CANDIDATES.c.place == 1, Lane.lease_until <= _T, Lane.next_at <= _T, _NOTHING_IN_FLIGHT)
    .order_by(_CANDIDATES.c.priority, _CANDIDATES.c.id)
    .limit(_LIMIT)
    .with_for_update(of=Lane, skip_locked=True)
)
_STALE_SURFACES = (
    select(
        Lane.lane,
        Lane.fence,
        Lane.channel_id,
        Surface.id,
        OutboxMessage.channel_id,
        OutboxMessage.ts,
        OutboxMessage.audience,
    )
    .join(OutboxMessage, OutboxMessage.id == Surface.message_id)
    .join(Lane, Lane.lane == OutboxMessage.lane)
    .where(_STALE, Surface.not_before <= _T, Lane.lease_until <= _T, _NOTHING_IN_FLIGHT)
    .order_by(Surface.not_before, Surface.id)
    .limit(_LIMIT)
    .with_for_update(of=Lane, skip_locked=True)
)
_IN_DOUBT = (
    select(
        Lane.lane,
        Lane.fence,
        Lane.channel_id,
        Lane.last_ts,
        OutboxMessage.id,
        OutboxMessage.fence,
        OutboxMessage.channel_id,
        OutboxMessage.op_id,
        OutboxMessage.sending_since,
        _Parent.ts,
    )
    .join(Lane, Lane.lane == OutboxMessage.lane)
    .outerjoin(
        _Parent,
        and_(
            _Parent.id == OutboxMessage.thread_of,
            _Parent.channel_id == OutboxMessage.channel_id,
            ~and_(_Parent.lane.startswith(OWN), _Parent.template == "card"),
        ),
    )
    .where(
        _state(MessageState.SENDING),
        OutboxMessage.sending_since <= bindparam("since", type_=Float()),
        Lane.lease_until <= _T,
        Lane.next_at <= _T,
    )
    .order_by(OutboxMessage.sending_since, OutboxMessage.id)
    .limit(_LIMIT)
    .with_for_update(of=Lane, skip_locked=True)
)


def next_of_free_lanes(session: Session, t: float, limit: int) -> Sequence[tuple[FreeLane, int]]:
    """The id of the next message of each lane that may send now, most urgent first.

    Within a lane by priority, then age; a thread's child only once its parent is over.
    """
    rows = session.execute(_NEXT, {"t": t, "limit": limit})
    return [(FreeLane(lane, fence, opened), message_id) for lane, fence, opened, message_id in rows]


def messages_to_send(session: Session, ids: Iterable[int]) -> dict[int, OutboxMessage]:
    """Those of these messages that still wait, locked; one that a verb is just changing is left to it."""
    found = session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.id.in_(list(ids)), OutboxMessage.state == MessageState.WAITING)
        .order_by(OutboxMessage.id)
        .with_for_update(skip_locked=True)
    )
    return {message.id: message for message in found}


def parents_of(session: Session, messages: Iterable[OutboxMessage]) -> dict[int, OutboxMessage]:
    """The messages in whose threads these are said."""
    ids = {message.thread_of for message in messages if message.thread_of is not None}
    if not ids:
        return {}
    return {
        parent.id: parent
        for parent in session.scalars(select(OutboxMessage).where(OutboxMessage.id.in_(ids)))
    }


def stale_surfaces(session: Session, t: float, limit: int) -> Sequence[StaleSurface]:
    """What no longer reads as it should and can be edited now, longest waiting first."""
    return [
        StaleSurface(FreeLane(lane, fence, opened), surface_id, channel, ts, audience)
        for lane, fence, opened, surface_id, channel, ts, audience in session.execute(
            _STALE_SURFACES, {"t": t, "limit": limit}
        )
        if channel is not None and ts is not None
    ]


def in_doubt(session: Session, t: float, *, after: float, limit: int) -> Sequence[InDoubt]:
    """Messages handed over more than `after` seconds ago by somebody whose lease is over."""
    rows = session.execute(_IN_DOUBT, {"t": t, "since": t - after, "limit": limit})
    return [
        InDoubt(
            FreeLane(lane, fence, opened),
            message_id,
            sent_with,
            channel or lane,
            op_id,
            last_ts or f"{(since or t) - _BEFORE_THE_FIRST:.6f}",
            thread_ts,
        )
        for lane, fence, opened, last_ts, message_id, sent_with, channel, op_id, since, thread_ts in rows
    ]


_BEFORE_THE_FIRST = 3600.0
"""Seconds before it was handed over from which history is read, where the lane never sent anything: more than
Slack's clock and the database's may differ."""


def surfaces_of(session: Session, message_ids: Iterable[int]) -> dict[int, Surface]:
    """Surfaces by the message they edit."""
    found = session.scalars(select(Surface).where(Surface.message_id.in_(list(message_ids))))
    return {surface.message_id: surface for surface in found}


def surfaces_to_change(
    session: Session, *, ids: Iterable[int], message_ids: Iterable[int]
) -> dict[int, Surface]:
    """Surfaces by their own id, locked; one that a verb is just changing is left out and edited again."""
    found = session.scalars(
        select(Surface)
        .where(or_(Surface.id.in_(list(ids)), Surface.message_id.in_(list(message_ids))))
        .order_by(Surface.id)
        .with_for_update(skip_locked=True)
    )
    return {surface.id: surface for surface in found}


def locked_surface(session: Session, surface_id: int) -> Surface:
    """The surface to be changed, locked. Lock its escalation before."""
    return session.scalars(
        select(Surface)
        .where(Surface.id == surface_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def locked_message(session: Session, message_id: int) -> OutboxMessage:
    """The message to be changed, locked. Lock its escalation before."""
    return session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.id == message_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def soonest(session: Session, t: float, *, doubt_after: float) -> float | None:
    """Seconds until something can leave, 0 where it can now, None where nothing waits.

    A child whose parent has not been sent does not count: its parent does.
    """
    moments = [
        max(next_at, lease_until, not_before)
        for next_at, lease_until, not_before in session.execute(
            select(Lane.next_at, Lane.lease_until, func.min(OutboxMessage.not_before))
            .join(OutboxMessage, OutboxMessage.lane == Lane.lane)
            .outerjoin(_Parent, _Parent.id == OutboxMessage.thread_of)
            .where(_state(MessageState.WAITING), _PARENT_IS_OVER)
            .group_by(Lane.lane, Lane.next_at, Lane.lease_until)
        )
    ]
    moments += [
        max(next_at, lease_until, (since or t) + doubt_after)
        for next_at, lease_until, since in session.execute(
            select(Lane.next_at, Lane.lease_until, OutboxMessage.sending_since)
            .join(OutboxMessage, OutboxMessage.lane == Lane.lane)
            .where(_state(MessageState.SENDING))
        )
    ]
    moments += [
        max(not_before, lease_until)
        for not_before, lease_until in session.execute(
            select(Surface.not_before, Lane.lease_until)
            .join(OutboxMessage, OutboxMessage.id == Surface.message_id)
            .join(Lane, Lane.lane == OutboxMessage.lane)
            .where(_STALE)
        )
    ]
    return max(0.0, min(moments) - t) if moments else None
