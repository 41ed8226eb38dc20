"""From what is known to what holds: facts made from answers, and conditions over them (Rows M3e, P4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policy.kinds import FLAGS, NUMBERS, Measure
from policy.path_rows import Condition, When
from policy.schema import Policy

Value = str | float | bool | None
Values = Mapping[Measure, Value]
"""What was measured; None, or left out, is not known."""


@dataclass(frozen=True)
class Found:
    """A fact that held: what was measured, or a fact of the policy with the ones it was made of.

    `limit` is what a number was above or below.
    """

    fact: str
    value: Value = None
    limit: float | None = None
    made_of: tuple[Found, ...] = ()


Holding = tuple[Found, ...]
"""The facts for which something holds."""


def holds(policy: Policy, when: When, values: Values) -> Holding | None:
    """The facts for which these conditions hold; None where they do not."""
    needed = [_held(policy, condition, values) for condition in when.all]
    some = [_held(policy, condition, values) for condition in when.any]
    excluded = any(_held(policy, condition, values) is not None for condition in when.none)
    if excluded or None in needed or (some and not any(some)):
        return None
    return tuple(found for found in (*needed, *some) if found is not None)


def holding_facts(policy: Policy, values: Values) -> dict[str, Found]:
    """Every fact of the policy that holds."""
    made = {row.key: holds(policy, row, values) for row in policy.fact}
    return {key: Found(key, made_of=of) for key, of in made.items() if of is not None}


def measures_used(policy: Policy) -> frozenset[Measure]:
    """What has to be measured for path rules, triggers and the suggested DRI; the rest need not be looked up."""
    return frozenset(Measure(condition.fact) for condition in conditions_used(policy))


def conditions_used(policy: Policy) -> Iterator[Condition]:
    """Every condition over something measured: of path rules, triggers, the suggested DRI, and of their facts."""
    seen: set[str] = set()
    waiting: list[When] = [*policy.path_rule, *policy.watch, *policy.suggest_dri]
    facts = {row.key: row for row in policy.fact}
    while waiting:
        for condition in waiting.pop().conditions():
            if condition.fact not in facts:
                yield condition
            elif condition.fact not in seen:
                seen.add(condition.fact)
                waiting.append(facts[condition.fact])


def _held(policy: Policy, condition: Condition, values: Values) -> Found | None:
    row = next((row for row in policy.fact if row.key == condition.fact), None)
    if row is not None:
        of = holds(policy, row, values)
        return None if of is None else Found(row.key, made_of=of)
    measure = Measure(condition.fact)
    value = values.get(measure)
    if value is None:
        return None
    if measure in NUMBERS:
        return _number(condition, float(value))
    if measure in FLAGS:
        return Found(measure, value) if value else None
    return Found(measure, value) if value in condition.is_ else None


def _number(condition: Condition, value: float) -> Found | None:
    if condition.above is not None:
        return Found(condition.fact, value, condition.above) if value > condition.above else None
    assert condition.below is not None, "the checks ask for a limit"
    return Found(condition.fact, value, condition.below) if value < condition.below else None
