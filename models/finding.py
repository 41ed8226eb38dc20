"""What was found: the cause or the way to it, a workaround, an estimate; each with who found it. Row P3."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText
from policy.kinds import FindingKind


class Finding(Base):
    """One thing that was found. Later ones of a kind take the place of earlier ones on the card; all are kept."""

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    kind: Mapped[FindingKind] = mapped_column(EnumText(FindingKind))
    words: Mapped[str] = mapped_column(Text)
    found_by: Mapped[str] = mapped_column(String(40))
    found_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(40))
