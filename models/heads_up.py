"""A heads-up: what the owners of customers are told before it troubles them, and whom of theirs they have told. M10."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText
from policy.kinds import HeadsUpKind


class HeadsUp(Base):
    """One warning. `title`, `effect` and `workaround` are words for customers, `inside` is for colleagues alone.

    It waits until `tell_at`; `told_at` is when the owners were told.
    """

    __tablename__ = "heads_ups"
    __table_args__ = (
        Index(
            "ix_heads_ups_waiting",
            "tell_at",
            postgresql_where=text("told_at IS NULL AND called_off_at IS NULL"),
            sqlite_where=text("told_at IS NULL AND called_off_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[HeadsUpKind] = mapped_column(EnumText(HeadsUpKind))
    title: Mapped[str] = mapped_column(Text)
    effect: Mapped[str] = mapped_column(Text)
    workaround: Mapped[str | None] = mapped_column(Text)
    inside: Mapped[str | None] = mapped_column(Text)
    begins_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]

    given_by: Mapped[str] = mapped_column(String(40))
    given_at: Mapped[datetime]
    tell_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    called_off_at: Mapped[datetime | None]
    called_off_by: Mapped[str | None] = mapped_column(String(40))
    message_id: Mapped[int | None]


class HeadsUpOwner(Base):
    """One person who was asked to tell their customers, by `due_at`.

    `next_at` is when the clock asks next, None where it asks no more; `asked` how often it has, `passed_to` who was
    asked after them.
    """

    __tablename__ = "heads_up_owners"
    __table_args__ = (
        UniqueConstraint("heads_up_id", "owner"),
        Index(
            "ix_heads_up_owners_next_at",
            "next_at",
            postgresql_where=text("next_at IS NOT NULL"),
            sqlite_where=text("next_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    heads_up_id: Mapped[int] = mapped_column(ForeignKey("heads_ups.id"))
    owner: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    asked: Mapped[int] = mapped_column(default=1)
    passed_to: Mapped[str | None] = mapped_column(String(40))
    message_id: Mapped[int | None]


class HeadsUpCustomer(Base):
    """One customer of a heads-up, and whoever says that they know. `owner_id` is None until the owners are told."""

    __tablename__ = "heads_up_customers"
    __table_args__ = (
        UniqueConstraint("heads_up_id", "account_id"),
        Index("ix_heads_up_customers_owner_id", "owner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    heads_up_id: Mapped[int] = mapped_column(ForeignKey("heads_ups.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("heads_up_owners.id"))
    told_at: Mapped[datetime | None]
    told_by: Mapped[str | None] = mapped_column(String(40))
