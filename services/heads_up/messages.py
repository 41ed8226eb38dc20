"""The messages about one heads-up, to be shown as they read now."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.heads_up import HeadsUp
from models.outbox import OutboxMessage
from models.queries import heads_ups
from services.outbox import show_all_anew


def show_all_of(session: Session, heads_up: HeadsUp) -> None:
    """Whoever was asked, once or again, and whoever gave it."""
    keys = [
        f"{what}:{owner.id}"
        for owner in heads_ups.owners_of(session, heads_up.id)
        for what in ("heads_up", "heads_up_again:2", "heads_up_again:3")
    ]
    asked = session.scalars(select(OutboxMessage.id).where(OutboxMessage.key.in_(keys))).all()
    show_all_anew(session, [*asked, *([heads_up.message_id] if heads_up.message_id else [])])
