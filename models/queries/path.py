"""What the timeline says of the internal path: decisions with their rows, rules that fired, reports of the same."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.timeline import Event, TimelineEntry


def decided_by_rows(session: Session, escalation_id: int) -> Sequence[TimelineEntry]:
    """What was decided by a row of the policy, in order."""
    return session.scalars(
        select(TimelineEntry)
        .where(TimelineEntry.escalation_id == escalation_id, TimelineEntry.because.is_not(None))
        .order_by(TimelineEntry.id)
    ).all()


def rules_fired(session: Session, escalation_id: int) -> frozenset[str]:
    """Keys of the path rules that fired since it was opened, or opened again."""
    reopened = (
        select(func.coalesce(func.max(TimelineEntry.id), 0))
        .where(TimelineEntry.escalation_id == escalation_id, TimelineEntry.event == Event.REOPENED)
        .scalar_subquery()
    )
    rows = session.scalars(
        select(TimelineEntry.because).where(
            TimelineEntry.escalation_id == escalation_id,
            TimelineEntry.event == Event.RULE_FIRED,
            TimelineEntry.id > reopened,
        )
    )
    return frozenset(row.partition(".")[2] for row in rows if row)


def reported_again(session: Session, escalation_id: int) -> int:
    """How often the same was reported after the first time: merged in, or added as another report."""
    entries = session.scalars(
        select(TimelineEntry).where(
            TimelineEntry.escalation_id == escalation_id,
            TimelineEntry.event.in_((Event.MERGED_IN, Event.NOTE_ADDED)),
        )
    )
    return sum(row.event is Event.MERGED_IN or bool(row.data.get("reported_again")) for row in entries)
