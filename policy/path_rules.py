"""Which path rules fire for what is known, and whom each tells (Rows P4, M3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from policy.because import Because
from policy.dri import reachable_or_cover
from policy.facts import Holding, Values, holds
from policy.kinds import Who
from policy.path import Notice, first_held
from policy.path_rows import PathRule
from policy.promises import plan_ask
from policy.roster import Roster
from policy.schema import Policy


@dataclass(frozen=True)
class Fired:
    """A rule, and the facts for which it fired."""

    rule: PathRule
    facts: Holding

    @property
    def because(self) -> Because:
        """The rule as a reason; the facts are beside it."""
        return Because(f"path_rule.{self.rule.key}", self.rule.spec, self.rule.because)


def firing(
    policy: Policy, values: Values, before: Collection[str] = (), waited: Collection[str] = ()
) -> tuple[Fired, ...]:
    """Rules that hold now, in the policy's order, but for those that fired `before`.

    Of rules with `after` only those that have `waited` so long.
    """
    looked_at = {row.key for row in policy.path_rule if row.after is None or row.key in waited}
    return holding(policy, looked_at.difference(before), values)


def holding(policy: Policy, keys: Collection[str], values: Values) -> tuple[Fired, ...]:
    """Of the rules of these keys those that hold now, in the policy's order."""
    found = [(rule, holds(policy, rule, values)) for rule in policy.path_rule if rule.key in keys]
    return tuple(Fired(rule, facts) for rule, facts in found if facts is not None)


def is_higher(policy: Policy, tier: str | None, than: str) -> bool:
    """Whether a tier is above another; false for one that the policy does not have."""
    tiers = policy.tiers()
    return tier in tiers and than in tiers and tiers.index(tier) > tiers.index(than)


def told_by(
    policy: Policy, severity: str, roster: Roster, fired: Fired, people: Mapping[Who, str], now: datetime
) -> Notice | None:
    """Whom the rule tells besides the tier that it leads to; None where it only leads to a tier.

    `people` are whom the account and the report name, by user id.
    """
    rule = fired.rule
    if not (rule.roles or rule.who or rule.channel):
        return None
    held = first_held(roster, rule.roles, now)
    person = held.person if held else None
    if rule.who is not None and (user_id := reachable_or_cover(roster, people.get(rule.who), now)):
        person = roster.person(user_id)
    planned = None
    if person is not None:
        planned = plan_ask(
            policy,
            severity,
            rule,
            subject=f"rule:{rule.key}",
            asked_at=now,
            calendar=person.calendar,
            because=fired.because,
        )
    return Notice(
        cause=f"rule:{rule.key}",
        channel_key=rule.channel or (policy.tier[rule.tier].channel if rule.tier else policy.channel.home),
        role=held.role if held else None,
        person=person,
        fell_back_from=held.fell_back_from if held else (),
        ask=rule.ask if person else None,
        planned=planned,
        because=fired.because,
    )
