"""How much one person has to look after, when that is too much, and who has room (Row M11e)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from policy.because import Because
from policy.roster import Roster
from policy.schema import Policy

Counts = Mapping[str, int]
"""Severity → how many open escalations somebody is the DRI of."""


@dataclass(frozen=True)
class Workload:
    """Open escalations of the grave severities, and of all."""

    grave: int = 0
    open: int = 0


def workload(policy: Policy, counts: Counts) -> Workload:
    """What these counts come to."""
    return Workload(sum(counts.get(key, 0) for key in policy.load.grave), sum(counts.values()))


def too_much(policy: Policy, counts: Counts, severity: str | None = None) -> Because | None:
    """Why one more of this severity (None: of any) would be above the limit; None where it would not."""
    has = workload(policy, counts)
    grave = has.grave + (severity in policy.load.grave)
    if grave > policy.load.grave_at_most or has.open + 1 > policy.load.open_at_most:
        return Because("load", policy.load.spec, policy.load.because)
    return None


def is_above(policy: Policy, counts: Counts) -> bool:
    """Whether it is above the limit already."""
    has = workload(policy, counts)
    return has.grave > policy.load.grave_at_most or has.open > policy.load.open_at_most


def grave_label(policy: Policy) -> str:
    """The grave severities as people call them: SEV-1 or SEV-2."""
    return " or ".join(policy.severity[key].label for key in policy.load.grave if key in policy.severity)


def with_room(
    policy: Policy,
    roster: Roster,
    counts: Mapping[str, Counts],
    user_id: str,
    severity: str,
    now: datetime,
    *,
    at_most: int = 2,
) -> tuple[str, ...]:
    """Who holds one of the same roles, is here and has room for one more: those with the least first."""
    roles = [role for role, people in roster.roles.items() if user_id in people]
    roles = roles or list(policy.tier[policy.severity[severity].starts_at_tier].roles)
    peers = {one for role in roles for one in roster.roles.get(role, ()) if one != user_id}
    free = [
        one
        for one in peers
        if roster.person(one).reachable(now) and too_much(policy, counts.get(one, {}), severity) is None
    ]

    def has(one: str) -> tuple[int, int, str]:
        load = workload(policy, counts.get(one, {}))
        return load.grave, load.open, roster.person(one).name

    return tuple(sorted(free, key=has)[:at_most])
