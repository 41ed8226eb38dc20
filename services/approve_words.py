"""*Approve*: somebody else has read the words, and they may go out as they are. Row Y6."""

from __future__ import annotations

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


def approve_words(office: Office, escalation_id: int, deadline_id: int, *, by: str, now: datetime) -> None:
    """By whoever was asked, or anybody else who may but their author. What the customer was promised stays due.

    Raises Refused for the author, and where it was answered, replaced by other words, or is over.
    """
    with changing(office, escalation_id, "approve_words", by=by, now=now) as change:
        review = open_review(change.session, change.escalation, deadline_id)
        require_not_the_author(review, by)
        end(change, review, ReviewEnd.APPROVED)
        change.note(Event.WORDS_APPROVED, author=review.asked_by, verb=review.verb)
        tell_how_it_ended(change, review, "words_approved", who_goes_on(change, review))
