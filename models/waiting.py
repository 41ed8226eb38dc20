"""Waiting for the customer: since when, until when at most, why, and how it ended. Row Y8."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText


class WaitEnd(StrEnum):
    """Why a wait was over."""

    SAID = "said"
    """somebody said that the customer came back"""
    TOLD = "told"
    """an update said so"""
    OVER = "over"
    """the escalation ended"""
    CEILING = "ceiling"
    """its time was up"""


class WaitingPeriod(Base):
    """One wait. The latest goes on until it is ended last: a resolution that is taken back goes on waiting."""

    __tablename__ = "waiting_periods"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(40))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_why: Mapped[WaitEnd | None] = mapped_column(EnumText(WaitEnd))
