"""Who follows an escalation: told by direct message when it changes, without being asked for anything. Row X19."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Follower(Base):
    """One person who follows one escalation. Whoever stops following has no row."""

    __tablename__ = "followers"
    __table_args__ = (UniqueConstraint("escalation_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"))
    user_id: Mapped[str] = mapped_column(String(40), index=True)
    since: Mapped[datetime]
