"""Writing down what Slack said of channels and people; what was seen later wins.

A channel that is doubted carries the moment of the doubt as a negative number. It counts as never seen, and
an answer that was asked for before the doubt does not dispel it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base
from models.database import machine_now
from models.directory import KnownChannel, KnownPerson
from models.outbox import Lane
from policy.roster import DirectoryPerson
from services.slack_port import ChannelFacts

_DOUBT = -machine_now()


def remember_channels(session: Session, facts: Sequence[ChannelFacts], seen_at: float) -> None:
    """Channels as Slack described them at `seen_at`, machine time before the call."""
    _remember(session, KnownChannel, "channel_id", [{**asdict(fact), "seen_at": seen_at} for fact in facts])


def remember_people(session: Session, facts: Sequence[DirectoryPerson], seen_at: float) -> None:
    """People as Slack described them at `seen_at`, machine time before the call."""
    _remember(session, KnownPerson, "user_id", [{**asdict(fact), "seen_at": seen_at} for fact in facts])


def remember_person(session: Session, fact: DirectoryPerson, seen_at: float) -> None:
    """One person as Slack described them at `seen_at`."""
    remember_people(session, [fact], seen_at)


def doubt_channel(session: Session, channel_id: str) -> None:
    """Something says that a channel is not what we believe: look again before the next message."""
    session.execute(update(KnownChannel).where(KnownChannel.channel_id == channel_id).values(seen_at=_DOUBT))


def left(session: Session, channel_id: str) -> None:
    """We are no member of this channel any more."""
    session.execute(
        update(KnownChannel).where(KnownChannel.channel_id == channel_id).values(member=False, seen_at=_DOUBT)
    )


def joined(session: Session, channel_id: str) -> None:
    """We are a member of this channel now."""
    session.execute(update(KnownChannel).where(KnownChannel.channel_id == channel_id).values(member=True))


def opened(session: Session, lane: str, channel_id: str) -> None:
    """The conversation with a person has this channel id."""
    session.execute(update(Lane).where(Lane.lane == lane).values(channel_id=channel_id))


def _remember(session: Session, table: type[Base], key: str, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    columns = table.__table__.columns
    statement = insert.on_conflict_do_update(
        index_elements=[key],
        set_={name: insert.excluded[name] for name in rows[0] if name != key},
        where=func.abs(columns["seen_at"]) <= insert.excluded["seen_at"],
    )
    session.connection().execute(statement, list(rows))
