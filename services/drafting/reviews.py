"""Asking one person to read words before they go out, and how that ends: shared by every verb of it. Row Y6."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from models.deadline import Deadline, Outcome
from models.escalation import Escalation
from models.outbox import OutboxMessage, Priority
from models.queries import reviews
from models.review import Review, ReviewEnd
from models.timeline import Event
from policy.because import Because
from services import promises
from services.change import Change
from services.drafting.second_eyes import planned_for, promise_kept_by, reader_for
from services.notices import remember_told
from services.outbox import say
from services.readers import stays_inside
from services.record import unix, unix_or_none
from services.refusal import Refused

ENDED_AS = {ReviewEnd.UNANSWERED: Outcome.STOOD_DOWN, ReviewEnd.REPLACED: Outcome.REPLACED}
"""How the answer's deadline ends; an answer keeps it, in time or late."""


def ask(change: Change, review: Review, because: Because) -> None:
    """`review.reader` is asked in the thread, by name, with the words. The promise to the customer goes on."""
    session, escalation, now = change.session, change.escalation, change.now
    session.add(review)
    session.flush()
    promise = promise_kept_by(session, escalation, review.verb)
    review.promise_id = promise.id if promise else None
    planned = planned_for(escalation, change.rules, now, review.reader, review.verb, promise, because)
    deadline = promises.make(
        session, escalation, planned, owner=review.reader, now=now, rules=change.rules, subject=review.verb
    )
    review.deadline_id = deadline.id
    say_asked(change, review, deadline)
    change.note(
        Event.SECOND_EYES_ASKED,
        person=review.reader,
        verb=review.verb,
        words=review.words,
        answer_by=unix(deadline.due_at),
        promise_due=unix_or_none(promise.due_at if promise else None),
        because_sentence=review.because,
    )


def say_asked(change: Change, review: Review, deadline: Deadline, again: str = "") -> None:
    """The message that asks; `again` tells one that is said once more, elsewhere, from the first."""
    escalation = change.escalation
    message = say(
        change.session,
        f"second_eyes:{escalation.ref}:{review.id}{again}",
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="second_eyes_asked",
        now=change.now,
        escalation=escalation,
        context={"person": review.reader, "by": review.asked_by, "review": review.id},
        priority=Priority.URGENT,
        editable=True,
    )
    deadline.ask_message_id = review.message_id = message.id
    remember_told(
        change.session, escalation, review.reader, f"second_eyes:{review.id}{again}", message, change.now
    )


def end(change: Change, review: Review, ended_as: ReviewEnd, *, reason: str | None = None) -> None:
    """It is answered, not answered in time, or about words that nobody wants to send any more."""
    review.ended_as, review.ended_at, review.ended_by = ended_as, change.now, change.by
    review.end_reason = reason
    deadline = change.session.get_one(Deadline, review.deadline_id)
    if deadline.settled_at is None:
        promises.settle(
            change.session, deadline, by=change.by, now=change.now, outcome=ENDED_AS.get(ended_as)
        )


def tell_how_it_ended(change: Change, review: Review, template: str, person: str, **said: Any) -> None:
    """In the thread, to whoever goes on from here: the form with all that was typed is one button away."""
    message = change.thread_kept_true(
        f"{template}:{change.escalation.ref}:{review.id}",
        template,
        person=person,
        review=review.id,
        **said,
    )
    review.end_message_id = message.id


def open_review(session: Session, escalation: Escalation, deadline_id: int) -> Review:
    """The review that waits for this answer. Raises Refused, saying what is so now, where none does."""
    review = reviews.by_deadline(session, escalation.id, deadline_id)
    if review is None:
        raise Refused("no_such_ask")
    deadline = session.get_one(Deadline, deadline_id)
    if deadline.settled_at is not None:
        raise Refused(
            "review_ended",
            end=review.ended_as.value if review.ended_as else "overtaken",
            by=review.ended_by,
            at=unix(deadline.settled_at),
        )
    return review


def require_not_the_author(review: Review, by: str) -> None:
    """Raises Refused for whoever wrote it: two pairs of eyes are two people."""
    if by == review.asked_by:
        raise Refused("own_words", reader=review.reader)


def who_goes_on(change: Change, review: Review) -> str:
    """Whoever wrote it, while they are here; else the DRI."""
    author = change.rules.roster.person(review.asked_by)
    return review.asked_by if author.reachable(change.now) else change.escalation.dri


def give_up_on_answer(change: Change, review: Review) -> None:
    """Nobody answered in time: the DRI may send it as it is. Row Y6."""
    end(change, review, ReviewEnd.UNANSWERED)
    dri = change.escalation.dri
    change.note(Event.SECOND_EYES_UNANSWERED, person=review.reader, dri=dri)
    tell_how_it_ended(change, review, "second_eyes_unanswered", dri, reader=review.reader)


def ask_next(change: Change, review: Review) -> None:
    """Whoever was asked has left: the next reads it; where there is nobody else, the DRI sends it."""
    following = reader_for(
        change.escalation, change.rules, change.now, review.asked_by, besides=(review.reader,)
    )
    if following is None:
        give_up_on_answer(change, review)
        return
    end(change, review, ReviewEnd.REPLACED)
    deadline = change.session.get_one(Deadline, review.deadline_id)
    ask(
        change,
        Review(
            escalation_id=change.escalation.id,
            verb=review.verb,
            words=review.words,
            digest=review.digest,
            form=review.form,
            asked_by=review.asked_by,
            asked_at=change.now,
            reader=following,
            because=review.because,
        ),
        Because(deadline.because_row, deadline.because_spec, deadline.because),
    )


def ask_again_inside(change: Change) -> None:
    """It is restricted by now: what waits for an answer stands where only people by name read it. Row X17."""
    for review in reviews.open_of(change.session, change.escalation.id):
        asked = change.session.get_one(OutboxMessage, review.message_id)
        if stays_inside(change.escalation, asked.lane, change.rules):
            continue  # it had not left yet, and was taken along
        deadline = change.session.get_one(Deadline, review.deadline_id)
        say_asked(change, review, deadline, again=":inside")
