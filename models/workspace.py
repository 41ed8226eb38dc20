"""The one workspace this database serves, the rules it has run by, and the processes that run it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Float, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Workspace(Base):
    """The Slack workspace of this database; a token of another is refused at start. One row, id 1."""

    __tablename__ = "workspace"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(40))
    team_name: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    bot_user_id: Mapped[str] = mapped_column(String(40))
    bot_id: Mapped[str | None] = mapped_column(String(40))
    # Set while nothing can leave: a revoked token, a missing scope.
    paused: Mapped[str | None] = mapped_column(Text)
    paused_until: Mapped[float] = mapped_column(Float, default=0.0)


class RulesVersion(Base):
    """A policy or team file, whole, by the hash that deadlines name."""

    __tablename__ = "rules_versions"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    first_used_at: Mapped[datetime]


class SetupStanding(Base):
    """How a name of policy or team stood at the last look, so that what became worse is told once (row Y4)."""

    __tablename__ = "setup_standings"

    about: Mapped[str] = mapped_column(String(20), primary_key=True)
    what: Mapped[str] = mapped_column(String(300), primary_key=True)
    standing: Mapped[str] = mapped_column(String(10))


class Replica(Base):
    """A running process and the rules it runs by, so that doctor can see replicas that differ."""

    __tablename__ = "replicas"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    role: Mapped[str] = mapped_column(String(10))
    policy_hash: Mapped[str] = mapped_column(String(64))
    team_hash: Mapped[str] = mapped_column(String(64))
    seen_at: Mapped[float] = mapped_column(Float)
    last_tick_at: Mapped[float | None] = mapped_column(Float)
