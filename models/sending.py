"""Words that Heard sends to a customer itself: on their way, sent and recorded, or not taken by Slack. Rows P6, Y2."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Sending(Base):
    """One message for a customer's shared channel. On its way while `ended_at` is empty: nothing counts as said yet.

    `verb` is the form that it came from. Once Slack has it, `contact_id` is its record; `error` is why it never went.
    """

    __tablename__ = "sendings"
    __table_args__ = (
        Index(
            "ix_sendings_open",
            "message_id",
            postgresql_where=text("ended_at IS NULL"),
            sqlite_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    verb: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(Text)
    recipients: Mapped[str] = mapped_column(Text)
    next_update_at: Mapped[datetime | None]
    later_reason: Mapped[str | None] = mapped_column(Text)
    sent_by: Mapped[str] = mapped_column(String(40))
    committed_at: Mapped[datetime]
    # The channel's name as it was, and the message for it.
    channel: Mapped[str] = mapped_column(String(80))
    message_id: Mapped[int]

    ended_at: Mapped[datetime | None]
    contact_id: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(80))
