"""Finding what people chose, and how far the morning digests have come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.preference import Mornings, Preference
from models.queries.insert_once import insert_once


def without_digest(session: Session) -> frozenset[str]:
    """Who turned the morning digest off."""
    return frozenset(session.scalars(select(Preference.user_id).where(Preference.digest.is_(False))))


def wants_digest(session: Session, user_id: str) -> bool:
    """Whether somebody gets a morning digest: unless they turned it off."""
    chosen = session.get(Preference, user_id)
    return chosen is None or chosen.digest


def set_digest(session: Session, user_id: str, *, on: bool) -> bool:
    """From now on; False where it was so before."""
    insert_once(session, Preference, {"user_id": user_id, "digest": True})
    chosen = session.get_one(Preference, user_id, with_for_update=True, populate_existing=True)
    changed = chosen.digest is not on
    chosen.digest = on
    return changed


def mornings_done_until(session: Session) -> datetime | None:
    """None before the very first look."""
    return session.scalar(select(Mornings.done_until).where(Mornings.id == 1))


def claim_mornings(session: Session, first: datetime) -> Mornings:
    """The row, locked; begun at `first` where there is none."""
    insert_once(session, Mornings, {"id": 1, "done_until": first})
    return session.get_one(Mornings, 1, with_for_update=True, populate_existing=True)
