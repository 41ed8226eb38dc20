"""Whom a tick asks: which steps share one message, and the one person it names. Row X4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from models.deadline import Deadline
from models.escalation import Escalation
from policy.due import Asked, Taken
from policy.kinds import DeadlineKind, Mention, Show
from policy.path import mentioned
from services.channels.places import person_or_author
from services.office import Rules
from services.path.up import facts_of

FURTHEST_FIRST = (Mention.CLIMB, Mention.NEXT_PERSON, Mention.LINE, Mention.DRI, Mention.OWNER)


def for_no_climb(asks: Iterable[Asked]) -> list[Asked]:
    """Without what the climb has told: its tier's channel names somebody."""
    return [asked for asked in asks if asked.to is not Mention.CLIMB]


def with_unread(asks: Iterable[Asked], unread: Iterable[Taken]) -> list[Asked]:
    """With those lines of a digest that no digest would bring to whoever they turn to."""
    found = {(asked.to, asked.owner): asked for asked in asks}
    for one in unread:
        for step in one.steps:
            if step.to is None or step.show is not Show.DIGEST:
                continue
            owner = one.deadline.owner if step.to in (Mention.OWNER, Mention.LINE) else None
            before = found.get((step.to, owner), Asked(step.to, False, owner, ()))
            about = tuple(dict.fromkeys((*before.deadlines, one.deadline.id)))
            found[step.to, owner] = Asked(step.to, before.also_cover or step.also_cover, owner, about)
    return list(found.values())


def at_the_top(asks: Iterable[Asked]) -> list[Asked]:
    """With nowhere to climb to, a climb turns to the next person: whoever that is reads one message, not two."""
    found: dict[tuple[Mention, str | None], Asked] = {}
    for asked in asks:
        to = Mention.NEXT_PERSON if asked.to is Mention.CLIMB else asked.to
        before = found.get((to, asked.owner), Asked(to, False, asked.owner, ()))
        about = tuple(dict.fromkeys((*before.deadlines, *asked.deadlines)))
        found[to, asked.owner] = Asked(to, before.also_cover or asked.also_cover, asked.owner, about)
    return list(found.values())


def only(asked: Asked, rows: Mapping[int, Deadline], *, asks: bool) -> Asked:
    """What is asked in the tiers' threads (`asks`), or all else, which is asked in the escalation's own."""
    wanted = tuple(i for i in asked.deadlines if (rows[i].kind is DeadlineKind.ASK) is asks)
    return Asked(asked.to, asked.also_cover, asked.owner, wanted)


def together(asks: list[Asked], *, late: bool, climbed: bool) -> list[Asked]:
    """After an outage all that fell due is one message, to whoever the furthest step turns to.

    That is the DRI where the furthest was a climb, and the climb has told its tier. The steps of a plan are clocks
    apart: their owners, and who is over those, have a message each.
    """
    if not late:
        return asks
    clocks: dict[str | None, list[Asked]] = {}
    for asked in asks:
        clocks.setdefault(asked.owner, []).append(asked)
    return [_furthest(of_one, climbed=climbed) for of_one in clocks.values()]


def _furthest(asks: list[Asked], *, climbed: bool) -> Asked:
    furthest = min(asks, key=lambda asked: FURTHEST_FIRST.index(asked.to))
    to = Mention.DRI if climbed and furthest.to is Mention.CLIMB else furthest.to
    everything = tuple(dict.fromkeys(i for asked in asks for i in asked.deadlines))
    return Asked(to, any(a.also_cover for a in asks), furthest.owner, everything)


def for_whom(escalation: Escalation, named: str, to: Mention) -> str:
    """In what place the person is named: dri, cover, next_person, owner or line."""
    if to is Mention.DRI:
        return "dri" if named == escalation.dri else "cover"
    return "next_person" if to is Mention.CLIMB else to.value


def person(escalation: Escalation, asked: Asked, owner: str, rules: Rules, now: datetime) -> str:
    """The one person whom a message names; there is always somebody."""
    if escalation.tier not in rules.policy.tier:  # a policy that no longer has it: the DRI still answers
        return escalation.dri
    facts = facts_of(escalation, now)
    if asked.to in (Mention.NEXT_PERSON, Mention.CLIMB):
        # Whoever stayed silent is not next: of an ask that is the person asked, of all else the DRI.
        facts = replace(facts, dri=owner, cover=facts.cover if owner == facts.dri else None)
    found = mentioned(
        rules.policy,
        rules.roster,
        facts,
        asked.to,
        now,
        owner=asked.owner or owner,
        also_cover=asked.also_cover,
    )
    return person_or_author(escalation, found.user_id if found else escalation.dri) or escalation.dri
