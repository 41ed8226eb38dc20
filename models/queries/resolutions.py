"""Finding how escalations ended: the resolution that holds, its close-out, and others of the same cause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.resolution import CloseOut, Resolution


def latest(session: Session, escalation_id: int) -> Resolution | None:
    """The last resolution, which holds unless it was opened again since."""
    return session.scalar(
        select(Resolution)
        .where(Resolution.escalation_id == escalation_id, Resolution.undone_at.is_(None))
        .order_by(Resolution.number.desc())
        .limit(1)
    )


def next_number(session: Session, escalation_id: int) -> int:
    """The number that the next resolution of this escalation gets."""
    highest = session.scalar(
        select(func.max(Resolution.number)).where(Resolution.escalation_id == escalation_id)
    )
    return (highest or 0) + 1


def of_same_cause(
    session: Session, root_cause: str, since: datetime, *, other_than: int
) -> tuple[Sequence[Escalation], bool]:
    """Other escalations of any customer that this cause was found for since then; drills aside. Row M11d.

    What came before the last post-mortem that was demanded for it is a matter of that one: true where there is one.
    """
    of_cause = (
        Resolution.root_cause == root_cause,
        Resolution.resolved_at >= since,
        Resolution.undone_at.is_(None),
        Resolution.escalation_id != other_than,
    )
    last_demand = session.scalar(
        select(func.max(Resolution.id)).where(*of_cause, Resolution.post_mortem_because.is_not(None))
    )
    counted = select(Resolution.escalation_id).where(*of_cause, Resolution.id > (last_demand or 0))
    found = session.scalars(
        select(Escalation)
        .where(Escalation.id.in_(counted), Escalation.drill.is_(False))
        .order_by(Escalation.id)
    ).all()
    return found, last_demand is not None


def made_at(session: Session, escalation_id: int, at: datetime) -> Resolution | None:
    """The resolution of this moment, where there is one."""
    found = latest(session, escalation_id)
    return found if found is not None and found.resolved_at == at else None


def close_out_of(session: Session, resolution: Resolution) -> CloseOut | None:
    """The newest close-out that was written for it."""
    return session.scalar(
        select(CloseOut).where(CloseOut.resolution_id == resolution.id).order_by(CloseOut.id.desc()).limit(1)
    )
