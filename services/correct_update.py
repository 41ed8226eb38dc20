"""*Correct*: what the log says the customer was told was not quite so. The old words stay on record. Row X7."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from models.deadline import Outcome
from models.escalation import ContactKind, CustomerContact
from models.queries import contacts, deadlines
from models.timeline import Event
from policy.kinds import DeadlineKind
from services import promises
from services.change import Change, changing
from services.office import Office
from services.outbox import show_anew
from services.record import unix, unix_or_none
from services.refusal import Refused, refuse_all
from services.tell_customer import Told, faults_of, promise_update


@dataclass(frozen=True)
class CorrectUpdate:
    """The form's content; `request_key` is its view id. `told.next_update_at` of None leaves the next time as it is."""

    request_key: str
    escalation_id: int
    by: str
    contact_id: int
    told: Told


def correct_update(office: Office, command: CorrectUpdate, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept. Who told the customer, and that they did, stays."""
    request = (command.request_key, asdict(command.told))
    with changing(
        office, command.escalation_id, "correct_update", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        old = change.session.get(CustomerContact, command.contact_id)
        if old is None or old.escalation_id != change.escalation.id:
            raise Refused("no_such_contact", ref=change.escalation.ref)
        if old.superseded_by is not None:
            latest = contacts.as_it_stands(change.session, old.id)
            assert latest is not None
            raise Refused("contact_corrected_before", by=latest.corrected_by, at=unix(latest.recorded_at))
        told = replace(command.told, told_at=command.told.told_at or old.told_at)
        refuse_all(faults_of(told, change.escalation, change.rules, now))
        promised_anew = _promises_anew(change, old, told)
        if not promised_anew and _same(old, told):
            raise Refused("contact_unchanged")
        new = _record(change, old, told)
        outcome = _count_anew(change, old, new)
        next_at = _promise_anew(change, old, new) if promised_anew else None
        change.note(
            Event.UPDATE_CORRECTED,
            before=_as_said(old),
            after=_as_said(new),
            outcome=outcome.value if outcome else None,
            next_update_at=next_at,
        )
        _show(change, old, new)


def _same(old: CustomerContact, told: Told) -> bool:
    assert told.told_at is not None
    before = (old.words, old.channel, old.recipients, unix(old.told_at))
    return before == (told.words.strip(), told.channel, told.recipients.strip(), unix(told.told_at))


def _record(change: Change, old: CustomerContact, told: Told) -> CustomerContact:
    assert told.told_at is not None
    new = CustomerContact(
        escalation_id=old.escalation_id,
        kind=old.kind,
        words=told.words.strip(),
        channel=told.channel,
        recipients=told.recipients.strip(),
        told_at=min(told.told_at, change.now),
        recorded_at=change.now,
        told_by=old.told_by,
        next_update_at=told.next_update_at or old.next_update_at,
        later_reason=told.later_reason or old.later_reason,
        message_id=old.message_id,
        corrects=old.id,
        corrected_by=change.by,
    )
    change.session.add(new)
    change.session.flush()
    old.superseded_by = new.id
    return new


def _count_anew(change: Change, old: CustomerContact, new: CustomerContact) -> Outcome | None:
    """Kept or late goes by when they were told; how the update stands now, where that is another."""
    changed = None
    for row in deadlines.met_by(change.session, old.id):
        row.met_by = new.id
        outcome = Outcome.KEPT if new.told_at <= row.due_at else Outcome.LATE
        if outcome is not row.outcome:
            row.outcome = changed = outcome
    for row in deadlines.promised_in(change.session, old.id):
        row.promised_in = new.id
    if old.kind is ContactKind.ACKNOWLEDGEMENT or change.escalation.acknowledged_at == old.told_at:
        change.escalation.acknowledged_at = new.told_at
    change.session.flush()
    return changed


def _promises_anew(change: Change, old: CustomerContact, told: Told) -> bool:
    """Whether another next time is given for the update that is still owed, and that these words promised."""
    owed = deadlines.open_of_kind(change.session, change.escalation.id, DeadlineKind.UPDATE)
    if told.next_update_at is None or owed is None or owed.promised_in != old.id:
        return False
    return unix(told.next_update_at) != unix(owed.due_at)


def _promise_anew(change: Change, old: CustomerContact, new: CustomerContact) -> int:
    owed = deadlines.open_of_kind(change.session, change.escalation.id, DeadlineKind.UPDATE)
    assert owed is not None
    promises.settle(change.session, owed, by=change.by, now=change.now, outcome=Outcome.REPLACED)
    return unix(promise_update(change, new).due_at)


def _as_said(contact: CustomerContact) -> dict[str, Any]:
    return {
        "words": contact.words,
        "channel": contact.channel,
        "recipients": contact.recipients,
        "told_at": unix(contact.told_at),
        "next_update_at": unix_or_none(contact.next_update_at),
    }


def _show(change: Change, old: CustomerContact, new: CustomerContact) -> None:
    """In the thread it stands corrected where it was said; what was said elsewhere is corrected in a message."""
    if new.message_id is not None:
        show_anew(change.session, new.message_id)
    else:
        change.thread(
            f"corrected:{change.escalation.ref}:{new.id}",
            "update_corrected",
            before=_as_said(old),
            after=_as_said(new),
        )
