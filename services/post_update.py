"""*Post update*: what the customer was told, and when they hear next; the next deadline follows. Rows D4, Y1, Y2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from models.deadline import Deadline, Outcome
from models.escalation import ContactKind, CustomerContact
from models.queries import deadlines
from models.timeline import Event
from models.waiting import WaitEnd
from policy.kinds import DeadlineKind, DraftKind
from services import waiting
from services.change import Change, changing
from services.drafting.check_words import note_overruled, require_fit
from services.drafting.second_eyes import note_passed, require_read
from services.office import Office
from services.record import unix
from services.refusal import Refused, refuse_all
from services.send_to_customer import send_to_customer
from services.tell_customer import Told, faults_of, met, promise_next, record_contact, settle_acknowledgement


@dataclass(frozen=True)
class PostUpdate:
    """The form's content; `request_key` is its view id.

    `seen_deadline` is the promise that was owed when the form was opened: where somebody else has kept it
    since, the person is told what was said before theirs is added. `still_waiting` of False: the customer whom we
    waited for came back.
    """

    request_key: str
    escalation_id: int
    by: str
    told: Told
    seen_deadline: int | None = None
    still_waiting: bool = True


def post_update(office: Office, command: PostUpdate, now: datetime) -> None:
    """Raises Refused, RefusedFields, Flagged or SecondEyesWanted, with nothing kept.

    After resolution it settles what is owed and ends there.
    """
    request = (command.request_key, asdict(command.told))
    with changing(
        office, command.escalation_id, "post_update", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation = change.escalation
        owed = deadlines.open_of_kind(change.session, escalation.id, DeadlineKind.UPDATE)
        if not escalation.live and owed is None:
            change.require_live()
        _refuse_overtaken(change, command, owed)
        if not command.still_waiting:
            waiting.end(change, WaitEnd.TOLD)
        tell_update(change, command.told)


def tell_update(change: Change, told: Told, *, together: Sequence[str] = ()) -> None:
    """Record it, or send it, once it may go out. Raises RefusedFields, Flagged or SecondEyesWanted.

    `together` are the references of all that are told in the same words at once, this one among them.
    """
    refuse_all(faults_of(told, change.escalation, change.rules, change.now))
    kind = DraftKind.UPDATE if change.escalation.live else DraftKind.RESOLUTION
    flagged = require_fit(change, kind, told)
    passed = require_read(change, "post_update", kind, told.words, told)
    contact = None
    if told.send:
        send_to_customer(change, "post_update", told)
    else:
        contact = record_update(change, told, together=together)
    note_overruled(change, contact.id if contact else None, flagged, told.anyway)
    note_passed(change, passed, contact)


def record_update(change: Change, told: Told, *, together: Sequence[str] = ()) -> CustomerContact:
    """They were told: what was owed is settled by that and, while it is live, the next update is promised."""
    others = [ref for ref in together if ref != change.escalation.ref]
    escalation = change.escalation
    contact = record_contact(change, ContactKind.UPDATE, told)
    # Whoever has had an update has been acknowledged.
    settle_acknowledgement(change, contact)
    outcome, next_at = None, None
    if escalation.live:
        change.move("acknowledge")
        outcome, following = promise_next(change, contact)
        next_at = unix(following.due_at)
    else:
        owed = deadlines.open_of_kind(change.session, escalation.id, DeadlineKind.UPDATE)
        outcome = met(change, owed, contact) if owed is not None else None
    said = {
        "words": contact.words,
        "channel": contact.channel,
        "recipients": contact.recipients,
        "told_at": unix(contact.told_at),
        "next_update_at": next_at,
        "outcome": outcome.value if outcome else None,
        "later_reason": contact.later_reason,
        **({"refs": others} if others else {}),
    }
    change.note(Event.UPDATE_POSTED, **said)
    message = change.thread_kept_true(
        f"update:{escalation.ref}:{contact.id}", "update_posted", contact_id=contact.id, **said
    )
    contact.message_id = message.id
    return contact


def _refuse_overtaken(change: Change, command: PostUpdate, owed: Deadline | None) -> None:
    if command.seen_deadline is None or (owed is not None and owed.id == command.seen_deadline):
        return
    seen = change.session.get(Deadline, command.seen_deadline)
    if seen is None or seen.settled_at is None or seen.escalation_id != command.escalation_id:
        return
    if seen.outcome not in (
        Outcome.KEPT,
        Outcome.LATE,
    ):  # replaced by another promise: nobody told them anything
        return
    raise Refused("update_overtaken", by=seen.settled_by, at=unix(seen.settled_at))
