"""Another severity: at which tier, who is called in besides, and who is needed no longer (Rows M2b, M3d, X15)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from policy.owner import owner_notice
from policy.path import Notice, opening_notices, starting_tier, tiers_above
from policy.roster import Roster
from policy.schema import Policy


@dataclass(frozen=True)
class Called:
    """A call that stands: somebody was named, by a message. `ask` is what they were asked, None where nothing is
    asked or it is not asked any more; `tier` the one that they were called to when it was reached."""

    message_id: int
    person: str
    ask: str | None = None
    tier: str | None = None


@dataclass(frozen=True)
class Standing:
    """How an escalation stands on its path. `held`: somebody took it up to its tier by hand."""

    severity: str
    tier: str
    held: bool
    dri: str
    called: tuple[Called, ...]


@dataclass(frozen=True)
class Regrouping:
    """`told` are called in now. `over` are the calls that ask nothing any more; `released` says whether whoever
    they called may go as well. `stay` are the people still needed."""

    tier: str
    told: tuple[Notice, ...]
    over: tuple[Called, ...]
    released: bool
    stay: frozenset[str]


def graver(policy: Policy, severity: str, other: str) -> bool:
    """Whether `severity` is graver than the other. One that the policy no longer has is taken for less grave."""
    rows = policy.severity
    return other not in rows or rows[severity].rank < rows[other].rank


def tier_at(policy: Policy, standing: Standing, severity: str) -> str:
    """The tier after the change: up to where the new severity starts, or down to it unless it is held by hand."""
    starts, _ = starting_tier(policy, severity)
    if standing.tier not in policy.tier:
        return starts
    starts_higher = starts in tiers_above(policy, standing.tier)
    if graver(policy, severity, standing.severity):
        return starts if starts_higher else standing.tier
    return standing.tier if standing.held or starts_higher else starts


def regroup(
    policy: Policy,
    roster: Roster,
    standing: Standing,
    severity: str,
    now: datetime,
    *,
    named: Callable[[str], str] = str,
    informed: Collection[str] = (),
) -> Regrouping:
    """Whom the new severity calls in, and whom it needs no longer.

    Nobody is asked twice what they were asked before; `informed` are the causes for which a channel has read of it,
    and `named` says who is really called in somebody's place (a drill calls its author alone). Where it becomes
    graver nobody is sent away: only what the new severity does not ask is asked no more.
    """
    tier = tier_at(policy, standing, severity)
    above = tiers_above(policy, tier)
    worse = graver(policy, severity, standing.severity)
    owner = owner_notice(policy, severity, roster, standing.dri, now) if worse else None
    notices = (*opening_notices(policy, severity, roster, now), *([owner] if owner else []))
    wanted = {(named(one.person.user_id), one.ask) for one in notices if one.person}
    over = tuple(one for one in standing.called if _is_over(one, above, wanted))
    known = {(one.person, one.ask) for one in standing.called if one not in over}
    told = tuple(
        one
        for one in notices
        if ((named(one.person.user_id), one.ask) not in known if one.person else one.cause not in informed)
    )
    stay = {person for person, _ in known} | {named(one.person.user_id) for one in told if one.person}
    return Regrouping(tier, told, over, not worse, frozenset(stay))


def _is_over(one: Called, above: Collection[str], wanted: Collection[tuple[str, str | None]]) -> bool:
    if one.tier is not None:
        return one.tier in above
    if one.ask is None:
        return one.person not in {person for person, _ in wanted}
    return (one.person, one.ask) not in wanted
