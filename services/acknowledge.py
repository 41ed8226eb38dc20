"""*Customer told*: the customer knows that we heard them, who owns it, and when they hear next. Rows M2c, Y2."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.escalation import ContactKind, CustomerContact
from models.timeline import Event
from policy.kinds import DraftKind
from services.change import Change, changing
from services.drafting.check_words import note_overruled, require_fit
from services.office import Office
from services.outbox import show_anew
from services.post_update import record_update
from services.record import unix
from services.refusal import Refused, refuse_all
from services.send_to_customer import send_to_customer
from services.tell_customer import Told, faults_of, promise_next, record_contact, settle_acknowledgement


@dataclass(frozen=True)
class Acknowledge:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    told: Told


def acknowledge(office: Office, command: Acknowledge, now: datetime) -> None:
    """Raises Refused where the customer had been told before: a further word to them is an update."""
    request = (command.request_key, asdict(command.told))
    with changing(
        office, command.escalation_id, "acknowledge", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation = change.escalation
        change.require_live()
        if escalation.acknowledged_at is not None:
            raise Refused("already_acknowledged", ref=escalation.ref, at=unix(escalation.acknowledged_at))
        refuse_all(faults_of(command.told, escalation, change.rules, now))
        flagged = require_fit(change, DraftKind.ACKNOWLEDGEMENT, command.told)
        if command.told.send:
            send_to_customer(change, "acknowledge", command.told)
            note_overruled(change, None, flagged, command.told.anyway)
            return
        contact = record_acknowledgement(change, command.told)
        note_overruled(change, contact.id, flagged, command.told.anyway)


def record_acknowledgement(change: Change, told: Told) -> CustomerContact:
    """They know that we have it; where they had been told meanwhile, or it is over, it is one more word to them."""
    escalation = change.escalation
    if escalation.acknowledged_at is not None or not escalation.live:
        return record_update(change, told)
    contact = record_contact(change, ContactKind.ACKNOWLEDGEMENT, told)
    outcome = settle_acknowledgement(change, contact)
    change.move("acknowledge")
    _, following = promise_next(change, contact)
    said = {
        "words": contact.words,
        "channel": contact.channel,
        "recipients": contact.recipients,
        "told_at": unix(contact.told_at),
        "next_update_at": unix(following.due_at),
    }
    change.note(Event.ACKNOWLEDGED, outcome=outcome.value if outcome else None, **said)
    message = change.thread_kept_true(
        f"acknowledged:{escalation.ref}", "customer_acknowledged", contact_id=contact.id, **said
    )
    contact.message_id = message.id
    show_anew(change.session, escalation.dri_message_id)
    return contact
