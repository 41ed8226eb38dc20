"""What makes path rules wrong together: unknown facts, circles, a climb that feeds itself, values that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from policy.kinds import FLAGS, NUMBERS, Measure
from policy.locator import Path

Finding = tuple[Path, str]
GROUPS = ("all", "any", "none")
VALUES_OF = {
    Measure.SEVERITY: "severity",
    Measure.TIER: "tier",
    Measure.IMPACT: "impact",
    Measure.TRIGGER: "trigger",
    Measure.CAUSE_TYPE: "cause_type",
    Measure.OUTCOME: "outcome",
}
"""Measures whose values are keys of a table."""


def check_path(raw: Mapping[str, object]) -> Iterator[Finding]:
    """Everything that is wrong between the path rules and the rest of a policy."""
    facts = {str(row.get("key")): row for row in _rows(raw, "fact")}
    for table in ("fact", "path_rule", "watch", "suggest_dri"):
        for number, row in enumerate(_rows(raw, table)):
            for path, condition in _conditions(row, (table, number)):
                yield from _condition(raw, facts, path, condition)
    for number, row in enumerate(_rows(raw, "fact")):
        if str(row.get("key")) in set(Measure):
            yield ("fact", number, "key"), f"{row['key']} is measured already: call it otherwise"
        circle = _circle(str(row.get("key")), facts)
        if circle:
            yield ("fact", number), f"goes in a circle: {' → '.join(circle)}"
    yield from _climbs(raw)
    yield from _watches(raw)
    yield from _calls(raw, facts)


def _climbs(raw: Mapping[str, object]) -> Iterator[Finding]:
    """A rule that waits for a tier must lead above it, and for more than a tier: else it climbs for ever by itself."""
    tiers = raw.get("tier")
    ranks = {
        key: row.get("rank")
        for key, row in (tiers.items() if isinstance(tiers, Mapping) else ())
        if isinstance(row, Mapping)
    }
    for number, row in enumerate(_rows(raw, "path_rule")):
        to = ranks.get(row.get("tier"))
        if not isinstance(to, int):
            continue
        wanted = [(path, c) for path, c in _conditions(row, ("path_rule", number)) if path[2] != "none"]
        for path, condition in wanted:
            waits_for = [ranks.get(tier) for tier in condition.get("is") or () if tier in ranks]
            if condition.get("fact") == Measure.TIER and any(
                isinstance(rank, int) and rank >= to for rank in waits_for
            ):
                yield path, f"leads to {row['tier']}, which is not above the tier that it waits for"
        if wanted and "after" not in row and all(c.get("fact") == Measure.TIER for _, c in wanted):
            yield (
                ("path_rule", number),
                "climbs by itself, step by step: wait for a fact of the case, or `after`",
            )


def _calls(raw: Mapping[str, object], facts: Mapping[str, Any]) -> Iterator[Finding]:
    """How calls are written: for one kind of reader in each channel, and by a fact that there is."""
    row = raw.get("call")
    if not isinstance(row, Mapping):
        return
    for channel in sorted({*_words(row.get("team"))} & {*_words(row.get("leadership"))}):
        yield ("call", "leadership"), f"{channel} is among `team` already: its calls are written one way"
    churn = row.get("churn")
    if churn is not None and churn not in facts:
        close = get_close_matches(str(churn), list(facts), n=1)
        meant = f'did you mean "{close[0]}"?' if close else f"there is: {', '.join(facts) or 'nothing'}"
        yield ("call", "churn"), f"no [[fact]] is called {churn}: {meant}"


def _words(value: object) -> list[str]:
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def _watches(raw: Mapping[str, object]) -> Iterator[Finding]:
    """What a trigger names: its phrase, and what it answers in intake's place."""
    for number, row in enumerate(_rows(raw, "watch")):
        for key, table in (
            ("phrase", "phrase"),
            ("theme", "phrase"),
            ("impact", "impact"),
            ("trigger", "trigger"),
        ):
            there = [str(other.get("key")) for other in _rows(raw, table)]
            if key in row and row[key] not in there:
                close = get_close_matches(str(row[key]), there, n=1)
                meant = (
                    f'did you mean "{close[0]}"?' if close else f"there is: {', '.join(there) or 'nothing'}"
                )
                yield ("watch", number, key), f"no [[{table}]] is called {row[key]}: {meant}"
    if _rows(raw, "watch") and "watching" not in raw:
        yield ("watch",), "needs [watching]: how old is too old, and when the same counts again"


def _condition(
    raw: Mapping[str, object], facts: Mapping[str, Any], path: Path, condition: Mapping[str, Any]
) -> Iterator[Finding]:
    fact = condition.get("fact")
    known = [*facts, *Measure]
    if not isinstance(fact, str) or fact not in known:
        close = get_close_matches(str(fact), known, n=1)
        meant = f'did you mean "{close[0]}"?' if close else f"there is: {', '.join(known)}"
        yield (*path, "fact"), f"no fact is called {fact}: {meant}"
        return
    compared = [word for word in ("is", "above", "below") if word in condition]
    if fact in facts or fact in FLAGS:
        if compared:
            yield path, f"{fact} holds or does not: leave out `{compared[0]}`"
    elif fact in NUMBERS:
        if compared not in (["above"], ["below"]):
            yield path, f"{fact} is a number: write `above` or `below`"
    elif compared != ["is"]:
        yield path, f"{fact} is one of several words: write `is`"
    else:
        yield from _values(raw, Measure(fact), path, condition["is"])


def _values(raw: Mapping[str, object], measure: Measure, path: Path, values: object) -> Iterator[Finding]:
    table = raw.get(VALUES_OF.get(measure, ""))
    if isinstance(table, list):
        there = [str(row.get("key")) for row in table if isinstance(row, Mapping)]
    elif isinstance(table, Mapping):
        there = list(table)
    else:
        return
    for number, value in enumerate(values if isinstance(values, list) else ()):
        if value not in there:
            close = get_close_matches(str(value), there, n=1)
            meant = f'did you mean "{close[0]}"?' if close else f"there is: {', '.join(there)}"
            yield (*path, "is", number), f"no {measure} is called {value}: {meant}"


def _circle(key: str, facts: Mapping[str, Any], way: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The way back to the fact itself, where it is made of itself; only the first fact of a circle tells of it."""
    if key in way:
        return (*way, key) if way[0] == key and key == min(way) else ()
    row = facts.get(key)
    for _, condition in _conditions(row, ()) if isinstance(row, Mapping) else ():
        if condition.get("fact") in facts and (found := _circle(condition["fact"], facts, (*way, key))):
            return found
    return ()


def _rows(raw: Mapping[str, object], table: str) -> list[Mapping[str, Any]]:
    rows = raw.get(table)
    return [row if isinstance(row, Mapping) else {} for row in rows] if isinstance(rows, list) else []


def _conditions(row: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for group in GROUPS:
        inner = row.get(group)
        for number, condition in enumerate(inner if isinstance(inner, list) else ()):
            if isinstance(condition, Mapping):
                yield (*path, group, number), condition
