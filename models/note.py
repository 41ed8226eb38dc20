"""Notes on an escalation: words that somebody kept, typed or taken from a message of Slack's. Row X12."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Note(Base):
    """One note. Of a message it holds who wrote it (a user id, where it was a person), where and when it was said.

    A message is kept once an escalation, however often somebody asks.
    """

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("escalation_id", "channel", "ts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"))
    words: Mapped[str] = mapped_column(Text)
    author: Mapped[str | None] = mapped_column(String(40))
    channel: Mapped[str | None] = mapped_column(String(40))
    ts: Mapped[str | None] = mapped_column(String(40))
    permalink: Mapped[str | None] = mapped_column(Text)
    kept_at: Mapped[datetime]
    kept_by: Mapped[str] = mapped_column(String(40))
