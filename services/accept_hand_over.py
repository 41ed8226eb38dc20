"""*I take it over*: from this moment they are the DRI, and all that was owed by the old one is theirs. Row Y7."""

from __future__ import annotations

from datetime import datetime

from models.hand_over import HandOverEnd
from services.ask_to_take_over import end_hand_over
from services.change import changing
from services.change_dri import change_dri
from services.lookups.people import open_question, require_asked
from services.office import Office


def accept_hand_over(office: Office, escalation_id: int, deadline_id: int, *, by: str, now: datetime) -> None:
    """Raises Refused where somebody else was asked, or it is answered, taken back or over."""
    with changing(office, escalation_id, "accept_hand_over", by=by, now=now) as change:
        asked = open_question(change.session, change.escalation, deadline_id)
        require_asked(change.escalation, asked, by)
        end_hand_over(change, asked, HandOverEnd.ACCEPTED)
        change_dri(change, asked)
