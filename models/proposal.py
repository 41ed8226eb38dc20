"""An escalation that Heard proposes: somebody is asked whether it shall be; unanswered, it opens. Row M4."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText


class Answer(StrEnum):
    """How a proposal ended."""

    OPENED = "opened"
    DISMISSED = "dismissed"
    SEEN_TO = "seen_to"
    """whoever was asked has spoken with the customer, and it is no escalation"""
    UNANSWERED = "unanswered"
    """nobody answered in time, and it was opened"""
    JOINED = "joined"
    """the customer had one open by then, which it joined"""


class Proposal(Base):
    """One question to one person. `watch` is the policy's row; what it says is kept: a policy may be exchanged.

    `words` is what set it off, a customer's words, erased like all others; `reopens` what would be opened again.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        Index(
            "ix_proposals_open",
            "due_at",
            postgresql_where=text("answered_at IS NULL"),
            sqlite_where=text("answered_at IS NULL"),
        ),
        Index("ix_proposals_account_id_watch", "account_id", "watch"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    watch: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    reopens: Mapped[int | None]
    asked: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    message_id: Mapped[int | None]

    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(String(40))
    answer: Mapped[Answer | None] = mapped_column(EnumText(Answer))
    escalation_id: Mapped[int | None]
