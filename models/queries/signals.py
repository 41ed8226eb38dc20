"""Finding what other systems said of one account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.signal import Signal

MOST = 2000


def between(
    session: Session, account_id: int, kind: str, since: datetime, until: datetime
) -> Sequence[Signal]:
    """What was said of it of one kind, of these moments, whenever it came; the latest of very many."""
    return session.scalars(
        select(Signal)
        .where(Signal.account_id == account_id, Signal.type == kind, Signal.at >= since, Signal.at <= until)
        .order_by(Signal.at.desc())
        .limit(MOST)
    ).all()
