"""Whom and what Slack knows: people, user groups and channels, as last seen there."""

from __future__ import annotations

from sqlalchemy import Float, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from policy.roster import DirectoryPerson


class KnownPerson(Base):
    """A Slack user. `internal` is false for anybody whose home is another workspace. Row X8."""

    __tablename__ = "people"

    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text, index=True)
    zone: Mapped[str | None] = mapped_column(String(80))
    is_bot: Mapped[bool]
    active: Mapped[bool]
    internal: Mapped[bool]
    guest: Mapped[bool]
    seen_at: Mapped[float] = mapped_column(Float)

    @property
    def facts(self) -> DirectoryPerson:
        """The person as the policy knows them."""
        return DirectoryPerson(
            user_id=self.user_id,
            name=self.name,
            email=self.email,
            zone=self.zone,
            is_bot=self.is_bot,
            active=self.active,
            internal=self.internal,
            guest=self.guest,
        )


class KnownChannel(Base):
    """A Slack channel. `shared` is true where people outside the company can read, or soon will.

    `seen_at` is when Slack was asked; below zero, when something made us doubt what it said.
    """

    __tablename__ = "channels"

    channel_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str | None] = mapped_column(Text, index=True)
    private: Mapped[bool]
    shared: Mapped[bool]
    member: Mapped[bool]
    archived: Mapped[bool]
    seen_at: Mapped[float] = mapped_column(Float)


class KnownGroup(Base):
    """A Slack user group and its people, in Slack's order."""

    __tablename__ = "user_groups"

    group_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    handle: Mapped[str] = mapped_column(Text)
    members: Mapped[list[str]]
    seen_at: Mapped[float] = mapped_column(Float)
