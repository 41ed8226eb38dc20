"""Finding what a lane's message meets: its channel or person as last seen, the method's limits, the pause."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models.database import machine_now
from models.directory import KnownChannel, KnownPerson
from models.outbox import NUDGES, Bucket, OutboxMessage
from models.workspace import Workspace


def machine_time(session: Session) -> float:
    """The database's clock now, in seconds since the epoch."""
    return float(session.execute(select(machine_now())).scalar_one())


def known_channels(session: Session, ids: Iterable[str]) -> dict[str, KnownChannel]:
    """Channels as last seen; one that was never seen is missing."""
    wanted = list(ids)
    if not wanted:
        return {}
    found = session.scalars(select(KnownChannel).where(KnownChannel.channel_id.in_(wanted)))
    return {channel.channel_id: channel for channel in found}


def known_people(session: Session, ids: Iterable[str]) -> dict[str, KnownPerson]:
    """People as last seen; one who was never seen is missing."""
    wanted = list(ids)
    if not wanted:
        return {}
    found = session.scalars(select(KnownPerson).where(KnownPerson.user_id.in_(wanted)))
    return {person.user_id: person for person in found}


def locked_buckets(session: Session) -> dict[str, Bucket]:
    """Every method's limits, locked: whoever takes a token takes turns."""
    return {
        bucket.method: bucket
        for bucket in session.scalars(select(Bucket).order_by(Bucket.method).with_for_update())
    }


def the_workspace(session: Session) -> Workspace | None:
    """The one workspace of this database; None before the first start."""
    return session.get(Workspace, 1)


def lanes_of(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """By which lane each of these messages goes."""
    wanted = list(ids)
    if not wanted:
        return {}
    found = session.execute(select(OutboxMessage.id, OutboxMessage.lane).where(OutboxMessage.id.in_(wanted)))
    return {row.id: row.lane for row in found}


def nudges_in(session: Session, lanes: Iterable[str], after: datetime, until: datetime) -> dict[str, int]:
    """How many nudges each of these lanes got later than `after` and not later than `until`, by business time."""
    found = session.execute(
        select(OutboxMessage.lane, func.count())
        .where(
            OutboxMessage.lane.in_(list(lanes)),
            OutboxMessage.created_at > after,
            OutboxMessage.created_at <= until,
            text(NUDGES),
        )
        .group_by(OutboxMessage.lane)
    )
    return {row[0]: row[1] for row in found}
