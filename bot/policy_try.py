"""`policy try`: what would happen for given facts, and by which rows of a policy. Nothing is looked up or kept."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from policy.asking_rows import Asking
from policy.durations import format_duration
from policy.facts import Found, Value, holding_facts, holds
from policy.kinds import FLAGS, NUMBERS, Measure
from policy.path import starting_tier
from policy.path_checks import VALUES_OF
from policy.path_rows import PathRule
from policy.path_rules import Fired, firing, holding, is_higher
from policy.problems import Gravity, PolicyErrors, Problem
from policy.schema import Notify, Policy
from policy.severity import propose
from policy.sponsor import most_urgent


def tried(policy: Policy, file: Path) -> list[str]:
    """Lines to read. Raises PolicyErrors with everything that is wrong with the facts."""
    values = _values(policy, file)
    severity = str(values.get(Measure.SEVERITY) or "")
    lines = []
    impact = values.get(Measure.IMPACT)
    if impact is not None:
        proposed = propose(policy, str(impact))
        lines.append(f"severity {proposed.severity} is proposed: {proposed.because.sentence}")
        lines.append(f"  by {proposed.because.row}, for impact = {impact}")
        severity = severity or proposed.severity
    tier, because = starting_tier(policy, severity)
    lines += [f"starts at tier {tier}: {because.sentence}", f"  by {because.row}"]
    for number, row in enumerate(policy.severity[severity].notify):
        lines += [f"{_told(row)}: {row.because}", f"  by severity.{severity}.notify[{number}]"]
    known = {Measure.TIER: tier, **values, Measure.SEVERITY: severity}
    lines += [f"fact: {_found(policy, fact)}" for fact in holding_facts(policy, known).values()]
    lines += _owner(policy, known)
    tier = str(known[Measure.TIER])
    all_fired = firing(policy, known)
    urgent = most_urgent(all_fired)
    for fired in all_fired:
        lines += [*_led(policy, fired.rule, tier), *_sponsor(policy, severity, fired.rule, urgent)]
        lines.append(f"  by path_rule.{fired.rule.key}, for {_facts(policy, fired.facts)}")
        tier = fired.rule.tier if fired.rule.tier and is_higher(policy, fired.rule.tier, tier) else tier
    for late in holding(policy, {row.key for row in policy.path_rule if row.after is not None}, known):
        rule = late.rule
        assert rule.after is not None, "only rules that wait were looked at"
        calendar = rule.calendar or policy.severity[severity].calendar
        led = [*_led(policy, rule, tier), *_sponsor(policy, severity, rule, urgent or late)]
        lines += [f"after {format_duration(rule.after)} ({calendar}): {line}" for line in led]
        lines.append(f"  by path_rule.{rule.key}, for {_facts(policy, late.facts) or 'every case'}")
    return lines


def _owner(policy: Policy, known: Mapping[Measure, Value]) -> Iterator[str]:
    """The rows that suggest a DRI, in order: the first that names somebody who can be reached counts."""
    rows = ((number, row, holds(policy, row, known)) for number, row in enumerate(policy.suggest_dri))
    named = [(number, row, facts) for number, row, facts in rows if facts is not None]
    if named:
        number, row, facts = named[0]
        others = "".join(f", else {row.role or row.who}" for _, row, _ in named[1:])
        yield f"suggested as the DRI: {row.role or row.who}{others}: {row.because}"
        yield f"  by suggest_dri[{number}]" + (f", for {_facts(policy, facts)}" if facts else "")


def _values(policy: Policy, file: Path) -> dict[Measure, Value]:
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyErrors([Problem(Gravity.ERROR, str(file), f"cannot be read: {error}")]) from None
    problems = [
        Problem(Gravity.ERROR, f"{file}: {key}", said)
        for key, value in raw.items()
        for said in _faults(policy, key, value)
    ]
    if not {Measure.IMPACT, Measure.SEVERITY} & raw.keys():
        problems.append(Problem(Gravity.ERROR, str(file), "say the `impact`, or the `severity`"))
    if problems:
        raise PolicyErrors(problems)
    return {Measure(key): value for key, value in raw.items()}


def _faults(policy: Policy, key: str, value: Any) -> Iterator[str]:
    if key not in set(Measure):
        close = get_close_matches(key, list(Measure), n=1)
        yield f"no such fact: {f'did you mean {close[0]}?' if close else ', '.join(Measure)}"
        return
    measure = Measure(key)
    if measure in NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield "is a number"
    elif measure in FLAGS:
        if not isinstance(value, bool):
            yield "is true or false"
    elif not isinstance(value, str):
        yield "is a word in quotes"
    elif measure in VALUES_OF and value not in (there := _keys(policy, measure)):
        yield f"{value} is none of {', '.join(there)}"


def _keys(policy: Policy, measure: Measure) -> list[str]:
    rows = getattr(policy, VALUES_OF[measure])
    return list(rows) if isinstance(rows, Mapping) else [row.key for row in rows]


def _told(row: Notify) -> str:
    where = row.channel or f"the channel of {row.tier}"
    who = f"{row.role} is told" if row.role else "it is told"
    return f"{who} in {where}{_asked(row)}"


def _asked(row: Asking) -> str:
    return f" and asked: {row.ask}, within {format_duration(row.within)}" if row.ask and row.within else ""


def _led(policy: Policy, rule: PathRule, tier: str) -> list[str]:
    """Where a rule leads, from this tier."""
    lines = []
    if rule.tier and is_higher(policy, rule.tier, tier):
        lines.append(f"goes up to {rule.tier}: {rule.because}")
    elif rule.tier and not rule.roles and not rule.who and not rule.channel:
        lines.append(f"stays at {tier}, which is {rule.tier} or above: {rule.because}")
    who = " or ".join(rule.roles) or rule.who
    where = rule.channel or (f"the channel of {rule.tier}" if rule.tier else "")
    if who:
        lines.append(f"{who} is told in {where}{_asked(rule)}: {rule.because}")
    elif rule.channel:
        lines.append(f"it is told in {where}: {rule.because}")
    return lines


def _sponsor(policy: Policy, severity: str, rule: PathRule, urgent: Fired | None) -> list[str]:
    """What a rule does about the executive sponsor: of several the most urgent calls them in, or asks whether to."""
    if rule.sponsor_within is None or policy.sponsor is None:
        return []
    if urgent is not None and urgent.rule.key != rule.key:
        return [f"the executive sponsor is called for already: {rule.because}"]
    within = format_duration(rule.sponsor_within)
    if policy.severity[severity].calls_in_sponsor:
        return [f"the executive sponsor is called in, and speaks with theirs within {within}: {rule.because}"]
    row = policy.sponsor.proposed
    if row is None:
        return [f"nobody is asked whether to call in the executive sponsor: {rule.because}"]
    who = " or ".join(row.roles)
    return [f"{who} is told in {row.channel}{_asked(row)}: {rule.because}"]


def _facts(policy: Policy, found: tuple[Found, ...]) -> str:
    return ", ".join(_found(policy, one) for one in found)


def _found(policy: Policy, found: Found) -> str:
    if found.made_of:
        return f"{found.fact} ({_facts(policy, found.made_of)})"
    if found.value is True or found.value is None:
        return found.fact
    value = f"{found.value:g}" if isinstance(found.value, float) else found.value
    return f"{found.fact} = {value}"
