"""Who has it: handed over, taken, declined, stood in for; and who follows it. Each one act with what chance chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from policy.kinds import DeadlineKind
from services.accept_hand_over import accept_hand_over
from services.decline_hand_over import DeclineHandOver, decline_hand_over
from services.end_cover import end_cover
from services.follow import follow
from services.hand_over import ProposeHandOver, hand_over
from services.office import Office
from services.set_cover import SetCover, set_cover
from services.unfollow import unfollow
from services.withdraw_hand_over import withdraw_hand_over
from tests.builders.escalations import a_request
from tests.builders.office import COLLEAGUES, GONE, GUEST
from tests.lifecycle.act import Act, owed


def _hand_over(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    reason = chance.choice([row.key for row in office.rulebook.current.policy.hand_over_reason])
    to = chance.choice((*COLLEAGUES, GUEST, GONE))
    hand_over(office, ProposeHandOver(a_request(), of, by, to, reason, "A flight at noon"), now)


def _accept(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    for row in owed(office, of, DeadlineKind.HAND_OVER):
        accept_hand_over(office, of, row.id, by=_mostly(row.owner, by, chance), now=now)


def _decline(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    for row in owed(office, of, DeadlineKind.HAND_OVER):
        no = DeclineHandOver(a_request(), of, row.id, _mostly(row.owner, by, chance), "I have two of these")
        decline_hand_over(office, no, now)


def _withdraw(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    for row in owed(office, of, DeadlineKind.HAND_OVER):
        withdraw_hand_over(office, of, row.id, by=by, now=now)


def _mostly(owner: str, by: str, chance: Random) -> str:
    """The one who was asked, or anybody: the others are refused."""
    return owner if chance.random() < 0.8 else by


def _set_cover(office: Office, of: int, by: str, now: datetime, chance: Random) -> None:
    person = chance.choice((None, *COLLEAGUES, GONE))
    until = chance.choice((None, *(now + timedelta(hours=hours) for hours in (-1, 2, 15, 200, 2000))))
    set_cover(office, SetCover(a_request(), of, by, person, until), now)


def _end_cover(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    end_cover(office, of, by=by, now=now)


def _follow(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    follow(office, of, by=by, now=now)


def _unfollow(office: Office, of: int, by: str, now: datetime, _chance: Random) -> None:
    unfollow(office, of, by=by, now=now)


HANDS: Mapping[str, Act] = {
    "accept_hand_over": _accept,
    "decline_hand_over": _decline,
    "end_cover": _end_cover,
    "follow": _follow,
    "hand_over": _hand_over,
    "set_cover": _set_cover,
    "unfollow": _unfollow,
    "withdraw_hand_over": _withdraw,
}
