"""What is kept of words that somebody reads first: for the form that answers, and for the form that sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.deadline import Deadline
from models.queries import reviews
from models.review import Review
from services.drafting.reviews import open_review, require_not_the_author
from services.office import Office
from services.readers import to_be_read
from services.record import unix_or_none
from services.refusal import Refused


@dataclass(frozen=True)
class KeptWords:
    """A form as its author left it: its verb, and what stood in it by field. `seen_deadline` is what it would keep."""

    escalation_id: int
    verb: str
    form: Mapping[str, Any]
    seen_deadline: int | None


def review_to_answer(office: Office, escalation_id: int, deadline_id: int, *, by: str) -> str:
    """The escalation's reference. Raises Refused for the author, and where it is answered or over."""
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        require_not_the_author(open_review(session, escalation, deadline_id), by)
        return escalation.ref


def words_to_send(office: Office, escalation_id: int, review_id: int, *, by: str) -> KeptWords:
    """Raises Refused where they were sent, where others were asked about since, and where they are no longer kept."""
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        review = session.get(Review, review_id)
        if review is None or review.escalation_id != escalation_id or review.form is None:
            raise Refused("no_such_ask")
        latest = reviews.latest_of(session, escalation_id, review.verb)
        if latest is not None and latest.id != review.id:
            raise Refused("words_replaced", by=latest.asked_by)
        if review.sent_at is not None:
            raise Refused(
                "words_sent", ref=escalation.ref, by=review.sent_by, at=unix_or_none(review.sent_at)
            )
        promise = session.get(Deadline, review.promise_id) if review.promise_id else None
        return KeptWords(escalation_id, review.verb, review.form, promise.id if promise else None)
