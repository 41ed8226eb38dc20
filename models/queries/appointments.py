"""Finding what is to be said at a set time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.appointment import Appointment


def any_due(session: Session, now: datetime) -> bool:
    """Whether the time of any has come: all that an idle tick asks."""
    return session.scalar(select(Appointment.name).where(Appointment.next_at <= now).limit(1)) is not None


def claim_due(session: Session, now: datetime) -> Appointment | None:
    """One whose time has come, locked; another worker's is skipped."""
    return session.scalar(
        select(Appointment)
        .where(Appointment.next_at <= now)
        .order_by(Appointment.next_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def next_after(session: Session, now: datetime) -> datetime | None:
    """When the next one comes, after `now`."""
    return session.scalar(select(func.min(Appointment.next_at)).where(Appointment.next_at > now))
