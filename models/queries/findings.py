"""Finding what was found: the latest of each kind, and all of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.finding import Finding


def all_of(session: Session, escalation_id: int) -> Sequence[Finding]:
    """Every finding of an escalation, in the order in which they were recorded."""
    return session.scalars(
        select(Finding).where(Finding.escalation_id == escalation_id).order_by(Finding.id)
    ).all()
