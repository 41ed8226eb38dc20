"""What Slack did not take for a customer: its words for the form that sends them again."""

from __future__ import annotations

from models.queries import deadlines, sendings
from models.sending import Sending
from policy.kinds import DeadlineKind
from services.lookups.reviews import KeptWords
from services.office import Office
from services.readers import to_be_read
from services.record import unix_or_none
from services.refusal import Refused


def words_not_sent(office: Office, escalation_id: int, sending_id: int, *, by: str, way: str) -> KeptWords:
    """`way` is what stands in the form for sending it. Raises Refused where it was said, or something newer is."""
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        sending = session.get(Sending, sending_id)
        if sending is None or sending.escalation_id != escalation_id:
            raise Refused("no_such_ask")
        if sendings.since(session, sending):
            raise Refused("sending_over")
        verb = sending.verb if escalation.acknowledged_at is None else "post_update"
        owed = deadlines.open_of_kind(session, escalation_id, DeadlineKind.UPDATE)
        typed = {
            "words": sending.words,
            "channel": way,
            "recipients": sending.recipients,
            "next_update_at": unix_or_none(sending.next_update_at),
            "later_reason": sending.later_reason,
        }
        form = {"typed": {name: value for name, value in typed.items() if value is not None}}
        return KeptWords(escalation_id, verb, form, owed.id if owed else None)
