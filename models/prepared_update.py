"""Words that somebody wrote once for all customers of one cause: with each of its escalations, for its DRI. Row Y5."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class PreparedUpdate(Base):
    """What can be told this customer; a draft is made from it and the escalation's own record when it is opened."""

    __tablename__ = "prepared_updates"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[datetime]
