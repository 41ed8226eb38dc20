"""Promises: every deadline with its owner and ladder, and who has been told what for which cause."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, JsonObject
from policy.kinds import DeadlineKind


class Outcome(StrEnum):
    """How a deadline ended. Kept, late and missed promises are the headline metric (row Y1)."""

    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"
    """past its time and never kept: replaced or stood down when it was overdue"""
    REPLACED = "replaced"
    STOOD_DOWN = "stood_down"


class Deadline(Base):
    """One promise: what is owed, by whom, until when, and the steps that ask for it. Row M2c.

    `steps` are the ladder's steps as they were resolved when the promise was made (each
    `{"name", "at", "show", "to", …}`), `again` how it repeats afterwards; both outlive any change of policy.
    `number` counts deadlines of one kind within an escalation, so that a message's key is semantic.
    `subject` tells deadlines of one kind apart that are open together (a plan step's id, a recovery step's key);
    `what` says in words what is owed where the kind alone does not.
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        UniqueConstraint("escalation_id", "kind", "number"),
        Index(
            "ix_deadlines_open",
            "escalation_id",
            postgresql_where=text("settled_at IS NULL"),
            sqlite_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    kind: Mapped[DeadlineKind] = mapped_column(EnumText(DeadlineKind))
    number: Mapped[int]
    subject: Mapped[str | None] = mapped_column(String(80))
    what: Mapped[str | None] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(40))
    # Before this it cannot be kept.
    opens_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    due_local: Mapped[str] = mapped_column(String(40))
    zone: Mapped[str] = mapped_column(String(80))
    promised: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]

    # An ask only: what was asked, of which role, by which message, and what the answer was.
    ask: Mapped[str | None] = mapped_column(String(80))
    ask_role: Mapped[str | None] = mapped_column(String(80))
    ask_message_id: Mapped[int | None] = mapped_column(index=True)
    answer: Mapped[str | None] = mapped_column(Text)
    answer_named: Mapped[str | None] = mapped_column(String(40))

    steps: Mapped[list[Any]]
    again: Mapped[JsonObject | None]
    next_step: Mapped[int] = mapped_column(default=0)
    next_step_at: Mapped[datetime | None]
    repeats: Mapped[int] = mapped_column(default=0)
    # The first nudge of the moment that asks for it now; those of earlier moments have been edited to say so.
    nudge_message_id: Mapped[int | None] = mapped_column(index=True)
    # A nudge that was put off; the promise is due when it was due. Row X6.
    snoozed_until: Mapped[datetime | None]
    snoozed_by: Mapped[str | None] = mapped_column(String(40))
    snoozed_because: Mapped[str | None] = mapped_column(Text)
    snoozes: Mapped[int] = mapped_column(default=0, server_default=text("0"))

    # The words to the customer that promised this time, and those that kept it; they may be corrected. Row X7.
    promised_in: Mapped[int | None] = mapped_column()
    met_by: Mapped[int | None] = mapped_column(index=True)

    because_row: Mapped[str] = mapped_column(String(160))
    because_spec: Mapped[str] = mapped_column(String(20))
    because: Mapped[str] = mapped_column(Text)
    policy_hash: Mapped[str] = mapped_column(String(64))
    team_hash: Mapped[str] = mapped_column(String(64))

    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(String(40))
    outcome: Mapped[Outcome | None] = mapped_column(EnumText(Outcome))

    @property
    def opened(self) -> bool:
        """Whether it can be kept by now: its first step, where it opens later than it was made, says so."""
        return self.opens_at is None or self.next_step > 0


class Told(Base):
    """A person has been told of an escalation for a cause; nobody is told twice for the same one. Row M3d."""

    __tablename__ = "told"
    __table_args__ = (UniqueConstraint("escalation_id", "user_id", "cause"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"))
    user_id: Mapped[str] = mapped_column(String(40))
    cause: Mapped[str] = mapped_column(String(160))
    told_at: Mapped[datetime]
    message_id: Mapped[int]
    stood_down: Mapped[bool] = mapped_column(default=False)
