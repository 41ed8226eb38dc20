"""Whom a tick asks for recovery's steps: their owner, by direct message; of one that is very late, who is over them.

The escalation's channel is archived a week after the resolution, and nobody reads its thread months later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from models.deadline import Deadline
from models.escalation import Escalation
from policy.due import Asked
from policy.kinds import DeadlineKind, Mention
from policy.recovery import owner_of
from services.nudging import asking
from services.office import Rules


def all_else(asks: Iterable[Asked], rows: Mapping[int, Deadline]) -> list[Asked]:
    """Without recovery: what is asked where the escalation is spoken of."""
    return [kept for asked in asks if (kept := _only(asked, rows, recovery=False)).deadlines]


def shares(
    escalation: Escalation, asks: Iterable[Asked], rows: Mapping[int, Deadline], rules: Rules, now: datetime
) -> Iterator[tuple[str, Sequence[Asked]]]:
    """Who is asked what for recovery: one message a person, for each owner of steps."""
    found: dict[tuple[str, str], list[Asked]] = {}
    for asked in asks:
        about = _only(asked, rows, recovery=True).deadlines
        for owner in dict.fromkeys(rows[i].owner for i in about):
            theirs = Asked(
                asked.to, asked.also_cover, owner, tuple(i for i in about if rows[i].owner == owner)
            )
            person = _person(escalation, theirs, owner, rules, now)
            found.setdefault((person, owner), []).append(theirs)
    for (person, _), share in found.items():
        yield person, share


def _only(asked: Asked, rows: Mapping[int, Deadline], *, recovery: bool) -> Asked:
    wanted = tuple(i for i in asked.deadlines if (rows[i].kind is DeadlineKind.RECOVERY) is recovery)
    return Asked(asked.to, asked.also_cover, asked.owner, wanted)


def _person(escalation: Escalation, asked: Asked, owner: str, rules: Rules, now: datetime) -> str:
    """Of an owner who has left the DRI, and where that is the same person, whoever was over them."""
    to = asked.to
    if to is not Mention.LINE and not rules.roster.person(owner).one_of_us:
        left_to = owner_of(rules.roster, None, escalation.dri, now)
        if left_to is not None and not escalation.drill:
            return left_to
        to = Mention.LINE
    return asking.person(escalation, Asked(to, asked.also_cover, owner, asked.deadlines), owner, rules, now)
