"""A customer company: what other systems say of it, who is there, how its health went. Row X2."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Account(Base):
    """One customer. Its figures and its people are facts for colleagues alone (row X8).

    `external_id` is what the CRM calls it, `domain` their e-mail domain in small letters; one that somebody only typed
    has neither and is `to_complete`. `arr` is in whole units of the company's currency, `health` from 0 to 100,
    `checkin_every` a duration as policies write it, `csm` and `executive_sponsor` are e-mail addresses,
    `slack_channel` a channel's name or id without the hash. `as_of` says of each field from when its value is, in unix
    seconds: what arrives late is known by it.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        Index("ix_accounts_name_key", "name_key"),
        Index(
            "ix_accounts_slack_channel",
            "slack_channel",
            postgresql_where=text("slack_channel IS NOT NULL"),
            sqlite_where=text("slack_channel IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    domain: Mapped[str | None] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text)
    to_complete: Mapped[bool] = mapped_column(default=False)

    segment: Mapped[str | None] = mapped_column(String(80))
    arr: Mapped[int | None] = mapped_column(BigInteger)
    health: Mapped[int | None]
    renewal_on: Mapped[date | None]
    timezone: Mapped[str | None] = mapped_column(String(80))
    csm: Mapped[str | None] = mapped_column(Text)
    executive_sponsor: Mapped[str | None] = mapped_column(Text)
    # One whose word in public counts; one of the ten largest.
    named: Mapped[bool] = mapped_column(default=False)
    top: Mapped[bool] = mapped_column(default=False)
    next_qbr_on: Mapped[date | None]
    checkin_every: Mapped[str | None] = mapped_column(String(20))
    slack_channel: Mapped[str | None] = mapped_column(String(80))

    as_of: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class AccountContact(Base):
    """Somebody at the customer. `role` is `executive`, `champion`, `user` or the CRM's own word."""

    __tablename__ = "account_contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text, index=True)
    role: Mapped[str | None] = mapped_column(String(80))
    # How they want to be reached.
    preferred: Mapped[str | None] = mapped_column(String(80))


class HealthReading(Base):
    """The account's health score at one moment; each moment has one."""

    __tablename__ = "health_readings"
    __table_args__ = (UniqueConstraint("account_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
    score: Mapped[int]
