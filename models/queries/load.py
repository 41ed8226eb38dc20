"""Counting what each person owns. Row M11e."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.escalation import LIVE, Escalation


def open_by_dri(session: Session) -> Sequence[tuple[str, str, int]]:
    """DRI, severity and how many of it are open; drills left out."""
    rows = session.execute(
        select(Escalation.dri, Escalation.severity, func.count())
        .where(Escalation.status.in_(LIVE), Escalation.drill.is_(False))
        .group_by(Escalation.dri, Escalation.severity)
    )
    return [(dri, severity, count) for dri, severity, count in rows]
