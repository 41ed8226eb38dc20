"""The second pair of eyes: whether these words may go out by now, or who is to read them first. Row Y6."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import CustomerContact, Escalation
from models.queries import deadlines, reviews
from models.review import MAY_GO_OUT, Review, ReviewEnd
from models.timeline import Event
from policy.because import Because
from policy.draft_rows import DraftReason
from policy.kinds import DeadlineKind, DraftKind
from policy.promises import Planned
from policy.second_eyes import plan_review, read_first, reader_of
from services.change import Change
from services.office import Rules
from services.outbox import show_anew
from services.path.up import facts_of
from services.tell_customer import Told

KEEPS = {
    "post_update": (DeadlineKind.ACKNOWLEDGE, DeadlineKind.UPDATE),
    "resolve": (DeadlineKind.ACKNOWLEDGE, DeadlineKind.UPDATE),
    "close_out": (DeadlineKind.CLOSE_OUT,),
    "record_sponsor_letter": (DeadlineKind.SPONSOR_LETTER,),
}
"""Which promise to the customer the words of a form keep, by its verb: the first of these that is open."""


class SecondEyesWanted(Exception):
    """Somebody else is to read these words before they count, so nothing was changed.

    `reader` is who would be asked, `answer_by` when they would have to answer; `promise_due` is when the customer was
    promised to have it. `reasons` are those for which nobody needs to read them any more; empty where there are none.
    """

    def __init__(
        self,
        kind: DraftKind,
        words: str,
        because: Because,
        reader: str,
        answer_by: datetime,
        promise_due: datetime | None,
        reasons: tuple[DraftReason, ...],
    ) -> None:
        self.kind, self.words, self.because = kind, words, because
        self.reader, self.answer_by, self.promise_due, self.reasons = reader, answer_by, promise_due, reasons
        super().__init__(because.sentence)


@dataclass(frozen=True)
class Passed:
    """Why words that somebody else reads first may go out: read, not answered in time, or for a reason read by nobody.

    `nobody` is so where there is nobody else to ask, `reason` the label of why they need not be read.
    """

    because: Because
    review: Review | None = None
    reason: str | None = None
    nobody: bool = False


def digest_of(words: str) -> str:
    """What tells words from others; how they are spaced does not."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()


def require_read(
    change: Change, verb: str, kind: DraftKind, words: str, told: Told | None = None
) -> Passed | None:
    """None where nobody needs to read them. Raises SecondEyesWanted.

    `told` is how they go out, where they go out by this: of a call nobody's very words are recorded. An approval counts
    for the words that were approved, and only while nobody has been asked about others since.
    """
    policy, escalation = change.rules.policy, change.escalation
    if policy.draft is None or (told is not None and told.channel not in policy.draft.written):
        return None
    because = read_first(policy, kind, words)
    if because is None:
        return None
    reasons = tuple(row for row in policy.draft.reason if row.of_stops) if told is not None else ()
    reason = _reason_of(told, reasons)
    if reason is not None:
        return Passed(because, reason=reason.label)
    review = reviews.latest_of(change.session, escalation.id, verb)
    if review is not None and review.digest == digest_of(words) and review.ended_as in MAY_GO_OUT:
        return Passed(because, review)
    reader = reader_for(escalation, change.rules, change.now, change.by)
    if reader is None:
        return Passed(because, nobody=True)
    promise = promise_kept_by(change.session, escalation, verb)
    planned = planned_for(escalation, change.rules, change.now, reader, verb, promise, because)
    raise SecondEyesWanted(
        kind, words, because, reader, planned.due_at, promise.due_at if promise else None, reasons
    )


def _reason_of(told: Told | None, reasons: tuple[DraftReason, ...]) -> DraftReason | None:
    """They went out already, or are not the words that went out: a reason given for either question is one for both."""
    if told is None:
        return None
    given = (told.unread, told.anyway.reason if told.anyway else None)
    return next((row for row in reasons if row.key in given), None)


def reader_for(
    escalation: Escalation, rules: Rules, now: datetime, author: str, besides: tuple[str, ...] = ()
) -> str | None:
    """Who would be asked; nobody where there is nobody else. A drill reaches its author alone."""
    if escalation.drill or escalation.tier not in rules.policy.tier:
        return None
    found = reader_of(rules.policy, rules.roster, facts_of(escalation, now), now, (author, *besides))
    return found.user_id if found else None


def promise_kept_by(session: Session, escalation: Escalation, verb: str) -> Deadline | None:
    """What the customer waits for meanwhile."""
    owed = {row.kind: row for row in reversed(deadlines.open_of(session, escalation.id))}
    return next((owed[kind] for kind in KEEPS.get(verb, ()) if kind in owed), None)


def planned_for(
    escalation: Escalation,
    rules: Rules,
    now: datetime,
    reader: str,
    verb: str,
    promise: Deadline | None,
    because: Because,
) -> Planned:
    """By when they answer, and what asks them for it."""
    return plan_review(
        rules.policy,
        escalation.severity,
        asked_at=now,
        calendar=rules.roster.person(reader).calendar,
        promise_due=promise.due_at if promise else None,
        because=because,
        subject=verb,
    )


def note_what_became(change: Change, words: str, contact: CustomerContact | None) -> None:
    """Words that were read and given to Slack are on record as `contact` now; without one, they never went."""
    for verb in KEEPS:
        review = reviews.latest_of(change.session, change.escalation.id, verb)
        if review is None or review.sent_at is None or review.digest != digest_of(words):
            continue
        if contact is not None:
            review.contact_id = contact.id
        else:
            review.sent_at = review.sent_by = None
        change.session.flush()
        show_anew(change.session, review.end_message_id)


def note_passed(change: Change, passed: Passed | None, contact: CustomerContact | None) -> None:
    """The words went out: the review says so, and the timeline where nobody else has read them."""
    if passed is None:
        return
    review = passed.review
    if review is not None:
        review.sent_at, review.sent_by = change.now, change.by
        review.contact_id = contact.id if contact else None
        change.session.flush()
        show_anew(change.session, review.end_message_id)
        if review.ended_as is ReviewEnd.APPROVED:
            return
    cause = "unanswered" if review else "nobody" if passed.nobody else "reason"
    change.note(
        Event.SENT_UNREAD,
        cause=cause,
        person=review.reader if review else None,
        reason_label=passed.reason,
        because_sentence=passed.because.sentence,
    )
