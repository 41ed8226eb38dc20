"""The internal path: who hears of an escalation, who is next, and where it climbs to (Rows M2, M3a)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from policy.because import Because
from policy.kinds import Mention
from policy.promises import Planned, plan_ask
from policy.roster import Held, Person, Roster
from policy.schema import Notify, Policy


@dataclass(frozen=True)
class Facts:
    """What the path needs to know of an escalation: keys of the policy, and user ids."""

    severity: str
    tier: str
    dri: str
    cover: str | None = None


@dataclass(frozen=True)
class Notice:
    """One posting of the opening. Without `person` it only informs the channel.

    `cause` tells notices apart, so that nobody is told twice for the same one (Row M3d). `planned` is the
    answer's deadline, owned by `person`; None where nothing is asked.
    """

    cause: str
    channel_key: str
    role: str | None
    person: Person | None
    fell_back_from: tuple[str, ...]
    ask: str | None
    planned: Planned | None
    because: Because

    @classmethod
    def of_climb(cls, climb: Climb) -> Notice:
        """What reaching a tier tells, as one more posting."""
        return cls(
            f"tier:{climb.tier}",
            climb.channel_key,
            climb.role,
            climb.person,
            climb.fell_back_from,
            climb.ask if climb.person else None,
            climb.planned,
            climb.because,
        )


@dataclass(frozen=True)
class Climb:
    """Reaching a tier: post in its channel and ask one person. Without `person` nobody can be asked."""

    tier: str
    channel_key: str
    role: str | None
    person: Person | None
    fell_back_from: tuple[str, ...]
    ask: str
    planned: Planned | None
    because: Because


def starting_tier(policy: Policy, severity: str) -> tuple[str, Because]:
    """The tier at which an escalation of this severity starts, and why."""
    level = policy.severity[severity]
    return level.starts_at_tier, Because(f"severity.{severity}.starts_at_tier", level.spec, level.because)


def opening_notices(policy: Policy, severity: str, roster: Roster, now: datetime) -> tuple[Notice, ...]:
    """Whom a new escalation of this severity tells at once, and what each is asked (Row M2).

    Where one person stands in for several roles, nobody is asked the same thing twice.
    """
    notices: list[Notice] = []
    for number, row in enumerate(policy.severity[severity].notify):
        held = next(iter(roster.holders(row.role, now)), None) if row.role else None
        person = held.person if held else None
        asked_before = any(person and notice.person == person and notice.ask == row.ask for notice in notices)
        if asked_before:
            person = None
        cause = f"opening:{severity}:{row.role or row.channel or row.tier}"
        because = Because(f"severity.{severity}.notify[{number}]", row.spec, row.because)
        planned = None
        if person is not None:
            planned = plan_ask(
                policy, severity, row, subject=cause, asked_at=now, calendar=person.calendar, because=because
            )
        notices.append(
            Notice(
                cause=cause,
                channel_key=_channel(policy, row),
                role=row.role,
                person=person,
                fell_back_from=held.fell_back_from if held else (),
                ask=row.ask if person else None,
                planned=planned,
                because=because,
            )
        )
    return tuple(notices)


def tier_above(policy: Policy, tier: str) -> str | None:
    """The next tier up; None at the top."""
    tiers = policy.tiers()
    position = tiers.index(tier) + 1
    return tiers[position] if position < len(tiers) else None


def tier_below(policy: Policy, tier: str) -> str | None:
    """The next tier down; None at the first line."""
    tiers = policy.tiers()
    position = tiers.index(tier)
    return tiers[position - 1] if position else None


def tiers_above(policy: Policy, tier: str) -> tuple[str, ...]:
    """Every tier above this one, from the next one up."""
    tiers = policy.tiers()
    return tiers[tiers.index(tier) + 1 :]


def climb(
    policy: Policy,
    facts: Facts,
    roster: Roster,
    now: datetime,
    already_told: Collection[str] = (),
    to: str | None = None,
) -> Climb | None:
    """Go up one tier from where the escalation is, or up `to` one; None at the top (Row M3a).

    The one person named is the first of the tier's roles who can be reached, rather somebody who has not
    been told yet (`already_told`, user ids) than somebody who has.
    """
    tier = to or tier_above(policy, facts.tier)
    if tier is None:
        return None
    row = policy.tier[tier]
    because = Because(f"tier.{tier}", row.spec, row.because)
    held = _first(_candidates(roster, row.roles, now), avoiding=already_told)
    planned = None
    if held is not None:
        planned = plan_ask(
            policy,
            facts.severity,
            row,
            subject=f"tier:{tier}",
            asked_at=now,
            calendar=held.person.calendar,
            because=because,
        )
    return Climb(
        tier=tier,
        channel_key=row.channel,
        role=held.role if held else None,
        person=held.person if held else None,
        fell_back_from=held.fell_back_from if held else (),
        ask=row.ask,
        planned=planned,
        because=because,
    )


def next_person(policy: Policy, roster: Roster, facts: Facts, now: datetime) -> Held | None:
    """The next person on the path: the first of the current tier to be reached, other than DRI and cover.

    None only where the workspace has nobody else to ask.
    """
    others = _others(policy, roster, facts, facts.tier, now)
    return next(iter(others), None)


def successors(policy: Policy, roster: Roster, facts: Facts, now: datetime) -> tuple[Held, ...]:
    """Who may take over, in the order in which they are asked: the path from the current tier up (Row Y7)."""
    tiers = policy.tiers()
    here = tiers.index(facts.tier) if facts.tier in tiers else 0
    found: dict[str, Held] = {}
    for tier in tiers[here:]:
        for held in _others(policy, roster, facts, tier, now):
            found.setdefault(held.person.user_id, held)
    return tuple(found.values())


def _others(policy: Policy, roster: Roster, facts: Facts, tier: str, now: datetime) -> list[Held]:
    """Everybody of a tier who can be reached, other than DRI and cover."""
    row = policy.tier[tier]
    return [
        held
        for held in _candidates(roster, row.next_person or row.roles, now)
        if held.person.user_id not in (facts.dri, _cover(roster, facts))
    ]


def in_line(policy: Policy, roster: Roster, owner: str, dri: str, now: datetime) -> Held | None:
    """Who is over the owner of a late step: the first to be reached of what their own roles fall back to (Row Y3).

    Neither the owner nor the DRI, who have both been asked. An owner without a role answers to `plan_step`'s.
    """
    roles = [role for role, members in roster.roles.items() if owner in members]
    over = [link for role in roles for link in roster.chains[role][1:]]
    silent = (owner, roster.person(owner).cover, dri)
    line = _candidates(roster, over or policy.plan_step.next_person, now)
    return next((held for held in line if held.person.user_id not in silent), None)


def mentioned(
    policy: Policy,
    roster: Roster,
    facts: Facts,
    to: Mention,
    now: datetime,
    *,
    owner: str,
    also_cover: bool = False,
) -> Person | None:
    """The one person whom a step turns to; `owner` is the deadline's, a user id.

    A cover named on the escalation answers for the DRI. The team file's cover does on leave, and outside hours
    only where the step says `also_cover`. A climb that has no tier left turns to the next person, and so does
    what was asked of somebody who left. None only where there is nobody to ask.
    """
    if to in (Mention.NEXT_PERSON, Mention.CLIMB):
        held = next_person(policy, roster, facts, now)
        return held.person if held else None
    if to is Mention.LINE:
        held = in_line(policy, roster, owner, facts.dri, now)
        return held.person if held else None
    asked = owner if to is Mention.OWNER else facts.dri
    person = roster.person(asked)
    named = facts.cover if asked == facts.dri else None
    away = named or not person.reachable(now) or (also_cover and not person.calendar.is_open(now))
    cover = roster.person(named or person.cover or "")
    if away and cover.reachable(now):
        return cover
    if asked in roster.people and not person.one_of_us:
        held = next_person(policy, roster, facts, now)
        return held.person if held else None
    return person


def first_held(roster: Roster, roles: Collection[str], now: datetime) -> Held | None:
    """The first who can answer for one of these roles."""
    return next(iter(_candidates(roster, roles, now)), None)


def _cover(roster: Roster, facts: Facts) -> str:
    """Who stands in for the DRI: named on the escalation, else in the team file; empty when nobody does."""
    return facts.cover or roster.person(facts.dri).cover or ""


def _candidates(roster: Roster, roles: Collection[str], now: datetime) -> tuple[Held, ...]:
    """Everybody who can answer for one of the roles, those who hold one before those who stand in."""
    found: dict[str, Held] = {}
    held = [one for role in roles for one in roster.holders(role, now)]
    for one in sorted(held, key=lambda one: one.distance):
        found.setdefault(one.person.user_id, one)
    return tuple(found.values())


def _first(candidates: Collection[Held], avoiding: Collection[str]) -> Held | None:
    fresh = [held for held in candidates if held.person.user_id not in avoiding]
    return next(iter((*fresh, *candidates)), None)


def _channel(policy: Policy, row: Notify) -> str:
    if row.channel is not None:
        return row.channel
    assert row.tier is not None, "the schema asks for a channel or a tier"
    return policy.tier[row.tier].channel
