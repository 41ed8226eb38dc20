"""How an escalation ended: cause, remedy, what the customer says of it; and the close-out they were sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText
from policy.kinds import Remedy, Standing


class Resolution(Base):
    """One resolution of an escalation, and what came of it. Rows P3d, M11d, P9.

    What is opened again is resolved again: `number` counts them, and the last is the one that holds. `reopened_at`
    says when it turned out not to.
    """

    __tablename__ = "resolutions"
    __table_args__ = (
        UniqueConstraint("escalation_id", "number"),
        Index("ix_resolutions_root_cause_resolved_at", "root_cause", "resolved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    number: Mapped[int]
    root_cause: Mapped[str] = mapped_column(String(80))
    cause: Mapped[str] = mapped_column(Text)
    remedy: Mapped[Remedy] = mapped_column(EnumText(Remedy))
    fix: Mapped[str] = mapped_column(Text)
    prevention: Mapped[str] = mapped_column(Text)
    product_feedback: Mapped[str | None] = mapped_column(Text)
    resolved_at: Mapped[datetime]
    resolved_by: Mapped[str] = mapped_column(String(40))
    reopened_at: Mapped[datetime | None]
    # Taken back at once: it never held, and counts for nothing.
    undone_at: Mapped[datetime | None]

    # The customer's own word: who confirmed and when, or why not yet; noted once nobody waits for it any longer.
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None] = mapped_column(Text)
    unconfirmed_because: Mapped[str | None] = mapped_column(Text)
    unconfirmed_at: Mapped[datetime | None]

    followed_up_at: Mapped[datetime | None]
    standing: Mapped[Standing | None] = mapped_column(EnumText(Standing))
    satisfaction: Mapped[int | None]
    satisfaction_words: Mapped[str | None] = mapped_column(Text)
    satisfaction_at: Mapped[datetime | None]

    post_mortem_because: Mapped[str | None] = mapped_column(Text)
    post_mortem: Mapped[str | None] = mapped_column(Text)
    post_mortem_at: Mapped[datetime | None]
    post_mortem_by: Mapped[str | None] = mapped_column(String(40))

    waived_because: Mapped[str | None] = mapped_column(Text)

    @property
    def post_mortem_owed(self) -> bool:
        """Demanded and not there yet."""
        return self.post_mortem_because is not None and self.post_mortem_at is None


class CloseOut(Base):
    """What a customer gets in writing: six parts, and a link where the product is at fault. Row D5."""

    __tablename__ = "close_outs"

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolutions.id"))
    issue: Mapped[str] = mapped_column(Text)
    impact: Mapped[str] = mapped_column(Text)
    root_cause: Mapped[str] = mapped_column(Text)
    actions: Mapped[str] = mapped_column(Text)
    changes: Mapped[str] = mapped_column(Text)
    outlook: Mapped[str] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(40))
