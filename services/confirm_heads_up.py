"""*They know*: an owner says that a customer of theirs was told, or all of them. Row M10, Y9."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.heads_up import HeadsUp, HeadsUpCustomer, HeadsUpOwner
from models.queries import heads_ups
from services.authorise import require_internal
from services.heads_up.messages import show_all_of
from services.office import Office
from services.refusal import Refused


def confirm_heads_up(office: Office, customer_id: int, *, by: str, now: datetime) -> None:
    """One customer knows; said once more it changes nothing. Raises Refused where it was called off."""
    with office.database.write() as session:
        require_internal(session, by)
        customer = session.get(HeadsUpCustomer, customer_id)
        if customer is None or customer.owner_id is None:
            raise Refused("no_such_heads_up")
        owner = _still_asked(session, customer.owner_id)
        _told(session, owner, by, now, only=customer_id)


def confirm_all_heads_up(office: Office, owner_id: int, *, by: str, now: datetime) -> None:
    """All of one owner's customers know. Raises Refused where it was called off."""
    with office.database.write() as session:
        require_internal(session, by)
        _told(session, _still_asked(session, owner_id), by, now)


def _still_asked(session: Session, owner_id: int) -> HeadsUpOwner:
    owner = session.get(HeadsUpOwner, owner_id)
    heads_up = heads_ups.locked(session, owner.heads_up_id) if owner is not None else None
    if owner is None or heads_up is None:
        raise Refused("no_such_heads_up")
    if heads_up.called_off_at is not None:
        raise Refused("heads_up_called_off", by=heads_up.called_off_by)
    return owner


def _told(session: Session, owner: HeadsUpOwner, by: str, now: datetime, *, only: int | None = None) -> None:
    theirs = update(HeadsUpCustomer).where(
        HeadsUpCustomer.owner_id == owner.id, HeadsUpCustomer.told_at.is_(None)
    )
    if only is not None:
        theirs = theirs.where(HeadsUpCustomer.id == only)
    session.execute(theirs.values(told_at=now, told_by=by))
    counted = heads_ups.counted(session, owner_id=owner.id)
    if counted.told == counted.customers:
        owner.next_at = None
    show_all_of(session, session.get_one(HeadsUp, owner.heads_up_id))
