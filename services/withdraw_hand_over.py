"""*Withdraw*: whoever asked somebody to take over takes it back, or the DRI does. Row Y7."""

from __future__ import annotations

from datetime import datetime

from models.hand_over import HandOverEnd
from models.timeline import Event
from services.ask_to_take_over import end_hand_over
from services.change import changing
from services.lookups.people import open_question
from services.office import Office
from services.refusal import Refused


def withdraw_hand_over(
    office: Office, escalation_id: int, deadline_id: int, *, by: str, now: datetime
) -> None:
    """Raises Refused for anybody else, and where it is answered already. The message that asked says so."""
    with changing(office, escalation_id, "withdraw_hand_over", by=by, now=now) as change:
        asked = open_question(change.session, change.escalation, deadline_id)
        if by not in (asked.proposed_by, change.escalation.dri):
            raise Refused("hand_over_not_yours_to_withdraw", ref=change.escalation.ref, by=asked.proposed_by)
        end_hand_over(change, asked, HandOverEnd.WITHDRAWN)
        change.note(Event.HAND_OVER_WITHDRAWN, person=asked.to_person)
