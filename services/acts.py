"""What Heard does by itself when a promise's time comes, in the tick's own transaction. Rows Y6, Y8, X11."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.queries import hand_overs, reviews
from policy.kinds import DeadlineKind
from services.afterwards import note_unconfirmed
from services.ask_to_take_over import pass_on
from services.change import heards_own
from services.channels.archive import archive
from services.cover import finish_cover
from services.drafting.reviews import give_up_on_answer
from services.office import Rules
from services.path.follow import look_at_rule
from services.stop_waiting import time_is_up

Act = Callable[[Session, Escalation, Deadline, Rules, datetime], None]
"""Does it and settles the deadline that it was due by."""


def _pass_on(session: Session, escalation: Escalation, due: Deadline, rules: Rules, now: datetime) -> None:
    asked = hand_overs.by_deadline(session, escalation.id, due.id)
    assert asked is not None, "a hand-over and its deadline are made together"
    pass_on(heards_own(session, escalation, rules, now), asked)


def _not_read(session: Session, escalation: Escalation, due: Deadline, rules: Rules, now: datetime) -> None:
    review = reviews.by_deadline(session, escalation.id, due.id)
    assert review is not None, "a review and its deadline are made together"
    give_up_on_answer(heards_own(session, escalation, rules, now), review)


def _end_cover(session: Session, escalation: Escalation, due: Deadline, rules: Rules, now: datetime) -> None:
    finish_cover(heards_own(session, escalation, rules, now))


ACTS: Mapping[DeadlineKind, Act] = {
    DeadlineKind.ARCHIVE: archive,
    DeadlineKind.HAND_OVER: _pass_on,
    DeadlineKind.REVIEW: _not_read,
    DeadlineKind.COVER: _end_cover,
    DeadlineKind.CONFIRMATION: note_unconfirmed,
    DeadlineKind.PATH_RULE: look_at_rule,
    DeadlineKind.WAITING: time_is_up,
}


def carry_out(session: Session, escalation: Escalation, due: Deadline, rules: Rules, now: datetime) -> None:
    """Raises KeyError for a kind that nothing is done for: the policy asks for an act that Heard cannot do."""
    ACTS[due.kind](session, escalation, due, rules, now)
