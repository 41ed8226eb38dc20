"""What the form that corrects a word to the customer starts with: the word as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.queries import contacts, deadlines, escalations
from policy.kinds import DeadlineKind
from services.office import Office
from services.readers import to_be_read
from services.refusal import Refused


@dataclass(frozen=True)
class Contact:
    """`next_update_at` is the update that is still owed because of these words; None where it no longer is."""

    escalation_id: int
    contact_id: int
    words: str
    channel: str
    recipients: str
    told_at: datetime
    next_update_at: datetime | None


def contact_to_correct(office: Office, escalation_id: int, contact_id: int | None, *, by: str) -> Contact:
    """The word as it stands, or the last one where none is named. Raises Refused where there is none."""
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        if contact_id is None:
            found = escalations.last_contact(session, escalation_id)
        else:
            found = contacts.as_it_stands(session, contact_id)
        if found is None or found.escalation_id != escalation_id:
            raise Refused("no_such_contact", ref=escalation.ref)
        owed = deadlines.open_of_kind(session, escalation_id, DeadlineKind.UPDATE)
        return Contact(
            escalation_id=escalation_id,
            contact_id=found.id,
            words=found.words,
            channel=found.channel,
            recipients=found.recipients,
            told_at=found.told_at,
            next_update_at=owed.due_at if owed is not None and owed.promised_in == found.id else None,
        )
