"""Escalations that have one cause in common: how many customers it hits, and which escalations those are. Row Y5."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.escalation import LIVE, Escalation


def of_cause(key: str) -> tuple[ColumnElement[bool], ...]:
    """Live, no drill, and linked to the cause of this key."""
    return (
        Escalation.common_cause_key == key,
        Escalation.status.in_(LIVE),
        Escalation.drill.is_(False),
    )


def customers_affected(session: Session, escalation_id: int) -> int:
    """How many customers the cause of this escalation hits now, its own among them: 1 where it is linked to none."""
    found = session.get(Escalation, escalation_id)
    if found is None or found.common_cause_key is None:
        return 1
    query = select(func.count(Escalation.customer_key.distinct())).where(*of_cause(found.common_cause_key))
    return max(session.scalar(query) or 0, 1)


def linked(session: Session, key: str) -> Sequence[Escalation]:
    """What is linked to the cause of this key and live, the oldest first."""
    return session.scalars(select(Escalation).where(*of_cause(key)).order_by(Escalation.id)).all()


def names(session: Session, *where: ColumnElement[bool], limit: int = 50) -> list[str]:
    """Names of causes that something live is linked to, the one that was linked last first."""
    rows = session.execute(
        select(func.min(Escalation.common_cause), func.max(Escalation.id).label("latest"))
        .where(Escalation.common_cause_key.is_not(None), Escalation.status.in_(LIVE), *where)
        .where(Escalation.drill.is_(False))
        .group_by(Escalation.common_cause_key)
        .order_by(func.max(Escalation.id).desc())
        .limit(limit)
    )
    return [name for name, _ in rows if name]


def linked_with(session: Session, escalation_id: int) -> Sequence[Escalation]:
    """What is linked to the same cause as this one, itself among them; nothing where it is linked to none."""
    found = session.get(Escalation, escalation_id)
    return linked(session, found.common_cause_key) if found and found.common_cause_key else ()
