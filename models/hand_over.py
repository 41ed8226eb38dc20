"""Hand-overs: who was asked to take an escalation over, by whom and why, and how it ended. Rows M11a, Y7."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText


class HandOverEnd(StrEnum):
    """How a hand-over ended. What ends without any of these was overtaken: the escalation is over."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed_on"
    UNANSWERED = "unanswered"


class HandOver(Base):
    """One person asked to become the DRI. Open for as long as its deadline is; without one it took effect at once.

    `reason` is a key of the policy's closed list. `after_id` is the hand-over that nobody answered before this one.
    """

    __tablename__ = "hand_overs"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    from_person: Mapped[str] = mapped_column(String(40))
    to_person: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(80))
    remark: Mapped[str | None] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(String(40))
    proposed_at: Mapped[datetime]
    after_id: Mapped[int | None]
    deadline_id: Mapped[int | None] = mapped_column(index=True)
    message_id: Mapped[int | None]

    ended_as: Mapped[HandOverEnd | None] = mapped_column(EnumText(HandOverEnd))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(40))
    end_reason: Mapped[str | None] = mapped_column(Text)
