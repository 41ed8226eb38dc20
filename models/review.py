"""Reviews: words to the customer that somebody else reads before they count as said. Row Y6."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, JsonObject


class ReviewEnd(StrEnum):
    """How a review ended. What ends without any of these was overtaken: what it was for is over."""

    APPROVED = "approved"
    CHANGE_WANTED = "change_wanted"
    UNANSWERED = "unanswered"
    """nobody answered in time: the DRI may send it"""
    REPLACED = "replaced"
    """other words were asked about instead"""


MAY_GO_OUT = (ReviewEnd.APPROVED, ReviewEnd.UNANSWERED)


class Review(Base):
    """One person asked to read words. Open for as long as its deadline is.

    `verb` is the form that they were typed into and `form` what stood in it, by field, so that nothing typed is lost;
    `digest` is what tells these words from others. `contact_id` is the word to the customer that they became.
    """

    __tablename__ = "reviews"
    __table_args__ = (Index("ix_reviews_escalation_id_verb", "escalation_id", "verb"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"))
    verb: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    form: Mapped[JsonObject | None]
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime]
    reader: Mapped[str] = mapped_column(String(40))
    because: Mapped[str] = mapped_column(Text)
    # What they are to keep: the promise to the customer that was open when they were written.
    promise_id: Mapped[int | None]
    deadline_id: Mapped[int | None] = mapped_column(index=True)
    message_id: Mapped[int | None]

    ended_as: Mapped[ReviewEnd | None] = mapped_column(EnumText(ReviewEnd))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(40))
    end_reason: Mapped[str | None] = mapped_column(Text)
    # The message that says how it ended, and with it offers to send the words.
    end_message_id: Mapped[int | None]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[str | None] = mapped_column(String(40))
    contact_id: Mapped[int | None]
