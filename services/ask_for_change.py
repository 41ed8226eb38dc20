"""*Ask for a change*: somebody else has read the words, and says what is to be said otherwise. Row Y6."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.review import ReviewEnd
from models.timeline import Event
from services.change import changing
from services.drafting.reviews import (
    end,
    open_review,
    require_not_the_author,
    tell_how_it_ended,
    who_goes_on,
)
from services.office import Office
from services.refusal import Refused


@dataclass(frozen=True)
class AskForChange:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    deadline_id: int
    by: str
    why: str


def ask_for_change(office: Office, command: AskForChange, now: datetime) -> None:
    """Raises Refused for the author, where it is answered already, or no reason is given."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "ask_for_change", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        review = open_review(change.session, change.escalation, command.deadline_id)
        require_not_the_author(review, command.by)
        why = command.why.strip()
        if not why:
            raise Refused("wanted_change_missing", field="why")
        end(change, review, ReviewEnd.CHANGE_WANTED, reason=why)
        change.note(Event.CHANGE_WANTED, author=review.asked_by, verb=review.verb, why=why)
        tell_how_it_ended(change, review, "change_wanted", who_goes_on(change, review), why=why)
