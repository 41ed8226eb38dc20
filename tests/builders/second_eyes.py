"""Words that somebody else reads first: asked about, and approved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.queries import reviews
from models.review import Review
from services.approve_words import approve_words
from services.ask_second_eyes import AskSecondEyes, ask_second_eyes
from services.close_out import WriteCloseOut, close_out
from services.drafting.second_eyes import SecondEyesWanted
from services.office import Office
from tests.builders.escalations import a_request


def the_review(office: Office, escalation_id: int, verb: str = "post_update") -> Review:
    """The last one of a form's words."""
    with office.database.read() as session:
        found = reviews.latest_of(session, escalation_id, verb)
    assert found is not None
    return found


def asks(
    office: Office, wanted: SecondEyesWanted, escalation_id: int, verb: str, by: str, now: datetime
) -> Review:
    """Whoever wrote it has it read."""
    form = {"typed": {"words": wanted.words}, "flagged": None, "anyway": None}
    command = AskSecondEyes(a_request(), escalation_id, by, verb, wanted.kind, wanted.words, form)
    ask_second_eyes(office, command, now)
    return the_review(office, escalation_id, verb)


def carries_out(
    office: Office, verb: Callable[[Office, Any, datetime], object], command: Any, now: datetime
) -> None:
    """What a form says is done; where somebody else reads its words first, they have found nothing to change."""
    try:
        verb(office, command, now)
    except SecondEyesWanted as wanted:
        review = asks(office, wanted, command.escalation_id, verb.__name__, command.by, now)
        assert review.deadline_id is not None
        approve_words(office, command.escalation_id, review.deadline_id, by=review.reader, now=now)
        verb(office, replace(command, request_key=a_request()), now)


def closes_out(office: Office, command: WriteCloseOut, now: datetime) -> None:
    """The close-out is written, and read first where the policy wants that."""
    carries_out(office, close_out, command, now)
