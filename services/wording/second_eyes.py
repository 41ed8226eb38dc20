"""Words that somebody else reads first, as the messages about them speak of it: open, answered, or sent. Row Y6."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.queries import reviews
from models.review import Review
from policy.schema import Policy
from services.record import unix, unix_or_none
from services.wording import facts

READING_VERBS = ("approve_words", "ask_for_change")


Made = tuple[str, dict[str, Any]]


def as_it_stands(session: Session, message: OutboxMessage, escalation: Escalation, policy: Policy) -> Made:
    """A message about a review: its template and what it is told besides its own context."""
    review = session.get_one(Review, (message.context or {})["review"])
    if message.template == "second_eyes_asked":
        return _asked(session, message, review, policy)
    return message.template, _ended(session, escalation, review)


def _asked(session: Session, message: OutboxMessage, review: Review, policy: Policy) -> Made:
    """The message that asks: the words and the buttons while it waits here, else how it ended."""
    deadline = session.get_one(Deadline, review.deadline_id)
    if deadline.settled_at is not None or review.message_id != message.id:
        moved = deadline.settled_at is None
        return "second_eyes_ended", {
            "end": "moved" if moved else review.ended_as.value if review.ended_as else "overtaken",
            "ended_by": review.ended_by,
            "why": review.end_reason,
            "at": unix_or_none(deadline.settled_at),
        }
    promise = session.get(Deadline, review.promise_id) if review.promise_id is not None else None
    owed = promise is not None and promise.settled_at is None
    return "second_eyes_asked", {
        "words": review.words,
        "verb": review.verb,
        "answer_by": unix(deadline.due_at),
        "promise": facts.deadline_label(promise, policy) if promise is not None and owed else None,
        "promise_due": unix(promise.due_at) if promise is not None and owed else None,
        "deadline_id": deadline.id,
        "because": review.because,
        "buttons": list(READING_VERBS),
    }


def _ended(session: Session, escalation: Escalation, review: Review) -> dict[str, Any]:
    """Whoever goes on has the button that opens the form with the words, until they are sent."""
    latest = reviews.latest_of(session, escalation.id, review.verb)
    current = latest is not None and latest.id == review.id and review.form is not None
    promise = session.get(Deadline, review.promise_id) if review.promise_id is not None else None
    owed = promise is not None and promise.settled_at is None
    return {
        "verb": review.verb,
        "sent": {"by": review.sent_by, "at": unix(review.sent_at)} if review.sent_at else None,
        "replaced": latest is not None and latest.id != review.id,
        "offers": current and review.sent_at is None and not escalation.over_for_good,
        "promise_due": unix(promise.due_at) if promise is not None and owed else None,
    }
