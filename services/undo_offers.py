"""Offers to take something back: whether one stands, and ending those whose time is over or that others overtook.

Row X7. The message that offers it is edited: a button that would only be refused is not left standing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.queries import escalations, undoables
from models.undoable import Undoable
from services.office import Office
from services.outbox import show_anew


def stands(session: Session, offer: Undoable, now: datetime) -> bool:
    """Whether it may still be taken back."""
    in_time = offer.undone_at is None and now < offer.until
    return in_time and not undoables.changed_since(session, offer)


def end(session: Session, offers: Iterable[Undoable]) -> None:
    """These are over: what was kept for them goes, and their messages offer nothing."""
    for offer in offers:
        show_anew(session, offer.message_id)
        session.delete(offer)
    session.flush()


def end_overtaken(session: Session, offers: Iterable[Undoable]) -> None:
    """Of these, the ones that somebody has changed something after."""
    end(session, [one for one in offers if one.undone_at is None and undoables.changed_since(session, one)])


def end_offers(office: Office, now: datetime) -> int:
    """Every offer whose time is over; in how many escalations there was one."""
    with office.database.read() as session:
        over = undoables.with_time_over(session, now)
    for escalation_id in over:
        with office.database.write() as session:
            escalations.locked(session, escalation_id)
            end(session, [one for one in undoables.open_of(session, escalation_id) if one.until <= now])
    return len(over)
