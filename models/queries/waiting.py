"""Finding waits for the customer: the latest, and all of one escalation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.waiting import WaitingPeriod


def latest(session: Session, escalation_id: int) -> WaitingPeriod | None:
    """The last wait that began."""
    return session.scalar(
        select(WaitingPeriod)
        .where(WaitingPeriod.escalation_id == escalation_id)
        .order_by(WaitingPeriod.id.desc())
        .limit(1)
    )


def latest_of_many(session: Session, ids: Sequence[int]) -> dict[int, WaitingPeriod]:
    """As `latest`, for many at once: by escalation."""
    if not ids:
        return {}
    found = session.scalars(
        select(WaitingPeriod).where(WaitingPeriod.escalation_id.in_(ids)).order_by(WaitingPeriod.id)
    )
    return {period.escalation_id: period for period in found}


def all_of(session: Session, escalation_id: int) -> Sequence[WaitingPeriod]:
    """Every wait of one escalation, in order."""
    return session.scalars(
        select(WaitingPeriod).where(WaitingPeriod.escalation_id == escalation_id).order_by(WaitingPeriod.id)
    ).all()
