"""Words that somebody else reads first: asked about, approved, sent back, each one act with what chance chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from random import Random

from policy.kinds import DeadlineKind
from services.approve_words import approve_words
from services.ask_for_change import AskForChange, ask_for_change
from services.drafting.second_eyes import SecondEyesWanted
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.tell_customer import Told
from tests.builders.escalations import a_request
from tests.builders.second_eyes import asks
from tests.lifecycle.act import Act, owed

CLAIMS = (
    "The root cause is a stale lock. You hear from me by 11:00.",
    "The root cause is a full disk. You hear from me by 11:00.",
)


def _claim(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    """A root cause, by mail: it is recorded where these very words were read, else somebody is asked to read them."""
    said = PostUpdate(a_request(), of, by, Told(chance.choice(CLAIMS), "email", "Priya Raman"))
    try:
        post_update(office, said, now)
    except SecondEyesWanted as wanted:
        asks(office, wanted, of, "post_update", by, now)


def _approve(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    for row in owed(office, of, DeadlineKind.REVIEW):
        approve_words(office, of, row.id, by=by, now=now)


def _ask_for_change(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    for row in owed(office, of, DeadlineKind.REVIEW):
        key = a_request()
        ask_for_change(office, AskForChange(key, of, row.id, by, f"Not so sure ({key})"), now)


EYES: Mapping[str, Act] = {
    "claim_root_cause": _claim,
    "approve_words": _approve,
    "ask_for_change": _ask_for_change,
}
