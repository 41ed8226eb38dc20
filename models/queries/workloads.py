"""Counting what each DRI has open, by severity. Row M11e."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.escalation import LIVE, Escalation


def open_by_dri(session: Session) -> dict[str, dict[str, int]]:
    """DRI → severity → how many are open. Drills weigh nothing."""
    found: dict[str, dict[str, int]] = {}
    for dri, severity, count in session.execute(
        select(Escalation.dri, Escalation.severity, func.count())
        .where(Escalation.status.in_(LIVE), Escalation.drill.is_(False))
        .group_by(Escalation.dri, Escalation.severity)
    ):
        found.setdefault(dri, {})[severity] = count
    return found
