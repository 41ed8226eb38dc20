"""What Slack has taken for a customer is on record from then on; what it never takes, the DRI hears of. Rows Y2, X8."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from models.escalation import CustomerContact
from models.outbox import MessageState, OutboxMessage, Priority
from models.queries import deadlines, sendings
from models.queries.lanes import machine_time
from models.sending import Sending
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.acknowledge import record_acknowledgement
from services.change import Change, changing_by_itself
from services.channels.places import person_or_author
from services.drafting.second_eyes import note_what_became
from services.office import Office
from services.outbox import say
from services.post_update import record_update
from services.record import unix_or_none
from services.tell_customer import Told

log = logging.getLogger(__name__)

AT_ONCE = 100

RECORD: Mapping[str, Callable[[Change, Told], CustomerContact]] = {
    "acknowledge": record_acknowledgement,
    "post_update": record_update,
}
"""How what was sent from a form is recorded, by its verb."""

SHARED_CHANNEL = "shared_channel"
"""How the customer was told, as the forms call it."""


def record_sent(office: Office, now: datetime) -> int:
    """How many messages to customers were written down: as said, or as never said. Again it changes nothing."""
    with office.database.read() as session:
        found = sendings.answered(session, AT_ONCE)
    return sum(_written_down(office, escalation_id, sending_id, now) for escalation_id, sending_id in found)


def _written_down(office: Office, escalation_id: int, sending_id: int, now: datetime) -> bool:
    try:
        with changing_by_itself(office, escalation_id, office.rulebook.current, now) as change:
            sending = change.session.get_one(Sending, sending_id)
            if sending.ended_at is not None:
                return False
            message = change.session.get_one(OutboxMessage, sending.message_id)
            if message.state is MessageState.SENT:
                _was_said(replace(change, by=sending.sent_by), sending, message)
            else:
                _was_not_said(change, sending, message)
            return True
    except Exception:  # the job loop: one that cannot be written down starves nobody, and is tried again
        log.exception("ESC-%d: what was sent to the customer could not be recorded", escalation_id)
        return False


def _was_said(change: Change, sending: Sending, message: OutboxMessage) -> None:
    """By whoever wrote it, at the moment at which Slack took it."""
    told = Told(
        sending.words,
        SHARED_CHANNEL,
        sending.recipients,
        told_at=_taken_at(change, sending, message),
        next_update_at=sending.next_update_at,
        later_reason=sending.later_reason,
    )
    contact = RECORD[sending.verb](change, told)
    sending.ended_at, sending.contact_id = change.now, contact.id
    note_what_became(change, sending.words, contact)


def _taken_at(change: Change, sending: Sending, message: OutboxMessage) -> datetime:
    """How long ago Slack took it is machine time; counted back from now on the business clock."""
    since = machine_time(change.session) - float(message.ts or 0.0)
    return min(max(change.now - timedelta(seconds=max(since, 0.0)), sending.committed_at), change.now)


def _was_not_said(change: Change, sending: Sending, message: OutboxMessage) -> None:
    """The customer knows nothing of it; whatever was promised to them is still due."""
    escalation = change.escalation
    sending.ended_at, sending.error = change.now, message.error or message.state.value
    note_what_became(change, sending.words, None)
    change.note(Event.NOT_SENT, words=sending.words, channel=sending.channel, error=sending.error)
    if (
        not escalation.live
        and deadlines.open_of_kind(change.session, escalation.id, DeadlineKind.UPDATE) is None
    ):
        return  # it was called off meanwhile
    owed = next(
        (
            row
            for row in deadlines.open_of(change.session, escalation.id)
            if row.kind in (DeadlineKind.ACKNOWLEDGE, DeadlineKind.UPDATE)
        ),
        None,
    )
    say(
        change.session,
        f"not_sent:{escalation.ref}:{sending.id}",
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="not_sent",
        now=change.now,
        escalation=escalation,
        context={
            "person": person_or_author(escalation, escalation.dri),
            "by": sending.sent_by,
            "sending": sending.id,
            "channel_name": sending.channel,
            "error": sending.error,
            "words": sending.words,
            "due": unix_or_none(owed.due_at if owed else None),
        },
        priority=Priority.URGENT,
    )
