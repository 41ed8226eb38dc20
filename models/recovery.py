"""Recovery: the steps that are owed to a customer for months after the resolution, and what came of each. Row M9/P8."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText


class StepOutcome(StrEnum):
    """How a step ended. One that was stood down has none: only its promise is settled."""

    DONE = "done"
    WAIVED = "waived"


class RecoveryStep(Base):
    """One step, begun by a resolution. Its owner and its time are those of its deadline, which moving it replaces.

    What the policy said of it is kept with it: a policy that is exchanged strands nothing. `date_asked` is the question
    whose answer is its date, until there is one. `words` are what came of it, or why it was waived.
    """

    __tablename__ = "recovery_steps"
    __table_args__ = (
        Index(
            "ix_recovery_steps_open",
            "escalation_id",
            postgresql_where=text("ended_at IS NULL"),
            sqlite_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadlines.id"), unique=True)
    key: Mapped[str] = mapped_column(String(80))
    phase: Mapped[str] = mapped_column(String(80))
    label: Mapped[str] = mapped_column(String(80))
    button: Mapped[str] = mapped_column(String(80))
    role: Mapped[str | None] = mapped_column(String(80))
    ladder: Mapped[str] = mapped_column(String(80))
    closes: Mapped[bool]
    spoken: Mapped[bool]
    doubtful: Mapped[bool]
    date_asked: Mapped[str | None] = mapped_column(String(80))
    begun_at: Mapped[datetime]

    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(40))
    outcome: Mapped[StepOutcome | None] = mapped_column(EnumText(StepOutcome))
    channel: Mapped[str | None] = mapped_column(String(80))
    words: Mapped[str | None] = mapped_column(Text)
