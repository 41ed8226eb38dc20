"""A channel of an escalation's own: what it is called, how far it is, and what is to be done there besides talking."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Float, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText

OWN = "own:"
"""How the lane of such a channel begins; the escalation's number follows, and `:private` where it is. It becomes a
channel when it is made."""


class OwnState(StrEnum):
    """How far a channel of its own is. Row X11."""

    WANTED = "wanted"
    """claimed in the database under `name`; Slack may have it already"""
    TAKEN = "taken"
    """Slack has a channel of that name: whether it is ours is being looked up"""
    MADE = "made"
    """it is there, and the escalation lives in it"""
    ARCHIVED = "archived"
    """it was closed some days after the resolution"""
    LOST = "lost"
    """it could not be made, or can be used no longer; the escalation lives in the home channel"""


class OwnChannel(Base):
    """One escalation's channel. Its row is committed before Slack is asked, and only one is ever asked for."""

    __tablename__ = "own_channels"

    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    # Counts the names that were tried.
    attempt: Mapped[int] = mapped_column(default=1)
    private: Mapped[bool]
    state: Mapped[OwnState] = mapped_column(EnumText(OwnState), default=OwnState.WANTED)
    channel_id: Mapped[str | None] = mapped_column(String(40), unique=True)
    # Machine time: a channel of that name which is older is another's.
    asked_at: Mapped[float] = mapped_column(Float)
    error: Mapped[str | None] = mapped_column(Text)

    @property
    def lane(self) -> str:
        """By which its messages go."""
        return own_lane(self.escalation_id, private=self.private)


class TaskKind(StrEnum):
    """What is done to a channel besides talking. Each is best effort: where Slack refuses, it is left out."""

    INVITE = "invite"
    PIN = "pin"
    TOPIC = "topic"
    BOOKMARK = "bookmark"
    ARCHIVE = "archive"


class ChannelTask(Base):
    """One thing to do to a channel, wanted so many times; ten changes of a topic are one call.

    `target` is the person to invite, or the message to pin or to link; empty where there is only one.
    `error` is set once Slack has said that it never will; nothing is tried after that.
    """

    __tablename__ = "channel_tasks"
    __table_args__ = (
        Index("uq_channel_tasks_key", "escalation_id", "kind", "target", unique=True),
        Index(
            "ix_channel_tasks_open",
            "not_before",
            postgresql_where=text("wanted > done AND error IS NULL"),
            sqlite_where=text("wanted > done AND error IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"))
    lane: Mapped[str] = mapped_column(String(60))
    kind: Mapped[TaskKind] = mapped_column(EnumText(TaskKind))
    target: Mapped[str] = mapped_column(String(60), default="")
    wanted: Mapped[int] = mapped_column(default=1)
    done: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[float] = mapped_column(Float, default=0.0)
    error: Mapped[str | None] = mapped_column(Text)


def own_lane(escalation_id: int, *, private: bool = False) -> str:
    """The lane of an escalation's own channel. What is restricted later moves from its open one to a private one."""
    return f"{OWN}{escalation_id}:private" if private else f"{OWN}{escalation_id}"


def whose_lane(lane: str) -> int:
    """The escalation whose own channel a lane leads to."""
    return int(lane.split(":")[1])


def is_own(lane: str) -> bool:
    """Whether a lane is that of a channel of an escalation's own."""
    return lane.startswith(OWN)
