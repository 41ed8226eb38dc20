"""Finding what the customer was told: one word as it stands, after all its corrections."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.escalation import CustomerContact


def as_it_stands(session: Session, contact_id: int) -> CustomerContact | None:
    """The latest correction of a word to the customer, or the word itself."""
    contact = session.get(CustomerContact, contact_id)
    while contact is not None and contact.superseded_by is not None:
        contact = session.get_one(CustomerContact, contact.superseded_by)
    return contact


def as_they_stand(session: Session, escalation_id: int) -> Sequence[CustomerContact]:
    """Everything that the customer was told, as it stands after all corrections, oldest first."""
    return session.scalars(
        select(CustomerContact)
        .where(CustomerContact.escalation_id == escalation_id, CustomerContact.superseded_by.is_(None))
        .order_by(CustomerContact.told_at, CustomerContact.id)
    ).all()
