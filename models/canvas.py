"""A tracking document as a canvas of Slack's: ours alone to write, read by the members of its escalation's channel."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Float, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText

CANVAS = "canvas:"
"""How the lane of a canvas begins: a document that takes its time must not hold up what is said in the channel."""


class CanvasStep(StrEnum):
    """What comes next for a canvas, one call each. Row M8."""

    MAKE = "make"
    """claimed in the database; Slack may have an empty one already, which nobody reads"""
    FILL = "fill"
    """it is there and empty, or reads as it did before"""
    SHARE = "share"
    """it reads right; the channel's members cannot see it yet"""
    LINK = "link"
    """they can, and do not know where it is"""
    KEEP = "keep"
    """it is edited as the record changes"""
    GONE = "gone"
    """it was taken away"""


_OPEN = "error IS NULL AND step <> 'gone' AND (step <> 'keep' OR wanted > shown OR over IS NOT NULL)"


class Canvas(Base):
    """One document's canvas. Its row is committed before Slack is asked; ten changes of the record are one edit.

    `over` says why it is to be taken away: its channel is another's now, or its words are erased. `error` is set once
    Slack has refused for good. `plain`: its formatting was refused.
    """

    __tablename__ = "canvases"
    __table_args__ = (
        UniqueConstraint("escalation_id", "private", name="uq_canvases_escalation_id"),
        Index("ix_canvases_open", "not_before", postgresql_where=text(_OPEN), sqlite_where=text(_OPEN)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"))
    # Of an open channel, or of the private one that it moved to.
    private: Mapped[bool]
    lane: Mapped[str] = mapped_column(String(60), unique=True)
    canvas_id: Mapped[str | None] = mapped_column(String(40))
    step: Mapped[CanvasStep] = mapped_column(EnumText(CanvasStep), default=CanvasStep.MAKE)
    wanted: Mapped[int] = mapped_column(default=1)
    shown: Mapped[int] = mapped_column(default=0)
    plain: Mapped[bool] = mapped_column(default=False)
    over: Mapped[str | None] = mapped_column(String(80))
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[float] = mapped_column(Float, default=0.0)
    error: Mapped[str | None] = mapped_column(Text)


def canvas_lane(escalation_id: int, *, private: bool) -> str:
    """The lane of an escalation's canvas for its open or its private channel."""
    return f"{CANVAS}{escalation_id}:private" if private else f"{CANVAS}{escalation_id}"
