"""Finding what the customer was told: one word as it stands, after all its corrections."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.escalation import CustomerContact


def as_it_stands(session: Session, contact_id: int) -> CustomerContact | None:
    """The latest correction of a word to the customer, or the word itself."""
    contact = session.get(CustomerContact, contact_id)
    while contact is not None and contact.superseded_by is not None:
        contact = session.get_one(CustomerContact, contact.superseded_by)
    return contact
