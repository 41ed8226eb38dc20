"""What is to be said and shown: the outbox, the surfaces, and the lanes and limits that delivery keeps to.

Times here come in two kinds. Business time is an aware datetime. Machine time (leases, pacing, Retry-After)
is seconds since the epoch on the database's clock (`models.database.machine_now`), never moved by anybody.
"""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, cast

from sqlalchemy import Float, ForeignKey, Index, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, JsonObject


class MessageState(StrEnum):
    """The life of a message that is said once."""

    WAITING = "waiting"
    """committed; not yet handed to Slack"""
    SENDING = "sending"
    """handed to Slack; only such a row is in doubt after a crash or a lost reply"""
    SENT = "sent"
    """Slack has it; `channel_id` and `ts` say where"""
    DROPPED = "dropped"
    """overtaken or pointless before it left"""
    GIVEN_UP = "given_up"
    """Slack will never take it; `error` says why, and the next target was taken"""


class Audience(StrEnum):
    """Who may read it. An internal message never enters a shared or unknown channel. Row X8."""

    INTERNAL = "internal"
    CUSTOMER = "customer"


class Priority(IntEnum):
    """Lower leaves first."""

    URGENT = 0
    """the highest severities and every first notice"""
    NUDGE = 10
    ROUTINE = 20
    DIGEST = 30


NUDGES = "template IN ('nudge', 'nudges_gathered')"
"""Which messages ask somebody by themselves, as SQL: both databases use the index only where it says the same."""


class OutboxMessage(Base):
    """One thing to say once. Its key is semantic, so saying it again says nothing."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_unsent",
            "lane",
            "priority",
            "id",
            postgresql_where=text("state = 'waiting'"),
            sqlite_where=text("state = 'waiting'"),
        ),
        # The few that are in flight or in doubt: while a lane has one, nothing else leaves by it.
        Index(
            "ix_outbox_sending",
            "lane",
            postgresql_where=text("state = 'sending'"),
            sqlite_where=text("state = 'sending'"),
        ),
        # Whose parent is moved to another lane or lost.
        Index(
            "ix_outbox_children",
            "thread_of",
            postgresql_where=text("state = 'waiting' AND thread_of IS NOT NULL"),
            sqlite_where=text("state = 'waiting' AND thread_of IS NOT NULL"),
        ),
        # What a channel has been asked lately.
        Index(
            "ix_outbox_nudges",
            "lane",
            "created_at",
            postgresql_where=text(NUDGES),
            sqlite_where=text(NUDGES),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalations.id"), index=True)
    # A channel id ("C…") or "dm:U…", which becomes a channel when it is sent.
    lane: Mapped[str] = mapped_column(String(60))
    # The message whose thread this is said in. If that one was given up, this goes to its lane's top level.
    thread_of: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    template: Mapped[str] = mapped_column(String(80))
    # None: made from the record at the moment of sending.
    context: Mapped[JsonObject | None]
    audience: Mapped[Audience] = mapped_column(EnumText(Audience), default=Audience.INTERNAL)
    priority: Mapped[int]
    # Lanes to try in turn when Slack says "never" to this one.
    else_lanes: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    pointless_after: Mapped[datetime | None]

    state: Mapped[MessageState] = mapped_column(EnumText(MessageState), default=MessageState.WAITING)
    op_id: Mapped[str] = mapped_column(String(36))
    attempts: Mapped[int] = mapped_column(default=0)
    plain: Mapped[bool] = mapped_column(default=False)
    not_before: Mapped[float] = mapped_column(Float, default=0.0)
    sending_since: Mapped[float | None] = mapped_column(Float)
    fence: Mapped[int | None]
    channel_id: Mapped[str | None] = mapped_column(String(40))
    ts: Mapped[str | None] = mapped_column(String(40))
    error: Mapped[str | None] = mapped_column(Text)


class Surface(Base):
    """Something kept true by editing: a card, a nudge that was settled. Ten changes are one edit.

    `wanted` counts changes, `shown` is the count that Slack last showed. `template` and `context` say what
    it should read; a context of None is made from the record when it is sent. `error` is set once Slack has
    said that this message can never be edited again; nothing is tried after that.
    """

    __tablename__ = "surfaces"
    __table_args__ = (
        Index(
            "ix_surfaces_stale",
            "not_before",
            postgresql_where=text("wanted > shown AND error IS NULL"),
            sqlite_where=text("wanted > shown AND error IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int | None] = mapped_column(ForeignKey("escalations.id"), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), unique=True)
    template: Mapped[str] = mapped_column(String(80))
    context: Mapped[JsonObject | None]
    wanted: Mapped[int] = mapped_column(default=0)
    shown: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[float] = mapped_column(Float, default=0.0)
    error: Mapped[str | None] = mapped_column(Text)


class Lane(Base):
    """One channel's turn-taking: one message in flight, the next a second after the answer, in order.

    `lane` is what outbox rows name; `channel_id` is filled when a DM has been opened.
    """

    __tablename__ = "lanes"

    lane: Mapped[str] = mapped_column(String(60), primary_key=True)
    channel_id: Mapped[str | None] = mapped_column(String(40))
    holder: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[float] = mapped_column(Float, default=0.0)
    fence: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[float] = mapped_column(Float, default=0.0)
    last_ts: Mapped[str | None] = mapped_column(String(40))


class Bucket(Base):
    """What the workspace allows of one Web API method: tokens, and a pause that Slack asked for.

    A first 429 is its lane's own; `limited_lane` remembers it until `limited_until`. A second one, from
    another lane within that time, is the workspace's limit and pauses the method.
    """

    __tablename__ = "buckets"

    method: Mapped[str] = mapped_column(String(80), primary_key=True)
    tokens: Mapped[float] = mapped_column(Float)
    refilled_at: Mapped[float] = mapped_column(Float)
    paused_until: Mapped[float] = mapped_column(Float, default=0.0)
    limited_lane: Mapped[str | None] = mapped_column(String(60))
    limited_until: Mapped[float] = mapped_column(Float, default=0.0)


LANES = cast(Table, Lane.__table__)
OUTBOX = cast(Table, OutboxMessage.__table__)
"""The same tables, for statements that mark many rows at once."""


def new_lane_row(lane: str) -> dict[str, Any]:
    """The row that an outbox insert makes sure of."""
    return {"lane": lane, "lease_until": 0.0, "fence": 0, "next_at": 0.0}
