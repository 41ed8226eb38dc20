"""Every key of the policy and team files as Markdown: what each takes, what holds without it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

NAMED = "NAME"
"""Stands for a name that the file's author chooses."""

KINDS = {
    "^[0-9]{1,12}[smhdw]$": "duration",
    "^([01][0-9]|2[0-3]):[0-5][0-9]$": "time of day",
    "^[a-z][a-z0-9_]*$": "name",
}
"""Patterns that have a word of their own in the reference."""


HEAD = """# Every key of the policy and team files

Made from the schema by `python -m bot policy reference`; a test looks whether it is current. What the keys are for
is told in [policy-reference.md](policy-reference.md). *Left out* says what holds where a key is not written: its
default, nothing, or that the file is refused."""


def every_key_of_both(policy: Schema, team: Schema) -> str:
    """The whole page, of both files' JSON schemas."""
    return "\n\n".join([HEAD, *_section("Policy", policy), *_section("Team", team)]) + "\n"


def _section(title: str, schema: Schema) -> Iterator[str]:
    """Each table of the schema once, under all the places where it may stand."""
    places: dict[str, list[str]] = {}
    _find(schema, schema, "", places)
    yield f"## {title}"
    yield _table(schema, schema)
    for name, where in places.items():
        table = schema["$defs"][name]
        yield "### " + ", ".join(f"`{_as_written(place)}`" for place in where)
        about = " ".join(table.get("description", "").split("\n\n")[0].split())
        if about:
            yield about
        yield _table(table, schema)


def _as_written(place: str) -> str:
    """`[table]` and `[[rows]]` as TOML has them; what stands within a row as a path."""
    table, rows, within = place.partition("[]")
    if not rows:
        return f"[{table}]"
    return place if within else f"[[{table}]]"


def _find(table: Schema, schema: Schema, at: str, places: dict[str, list[str]]) -> None:
    """Where each table of `$defs` stands, in the order in which they are met."""
    for key, value in table.get("properties", {}).items():
        for of, place in _tables_in(value, f"{at}.{key}" if at else key):
            if "properties" not in schema["$defs"][of]:
                continue
            met = of in places
            places.setdefault(of, []).append(place)
            if not met:
                _find(schema["$defs"][of], schema, place, places)


def _tables_in(value: Schema, at: str) -> Iterator[tuple[str, str]]:
    """The tables that a value may hold, each with how its place is written."""
    if "$ref" in value:
        yield value["$ref"].rsplit("/", 1)[1], at
    for one in value.get("anyOf", ()):
        yield from _tables_in(one, at)
    if isinstance(value.get("items"), Mapping):
        yield from _tables_in(value["items"], f"{at}[]")
    for named in _named(value):
        yield from _tables_in(named, f"{at}.{NAMED}")


def _named(value: Schema) -> Iterator[Schema]:
    """What stands under names that the author chooses."""
    yield from value.get("patternProperties", {}).values()
    if isinstance(value.get("additionalProperties"), Mapping):
        yield value["additionalProperties"]


def _table(table: Schema, schema: Schema) -> str:
    required = table.get("required", ())
    rows = ["| key | takes | left out |", "|---|---|---|"]
    for key, value in table.get("properties", {}).items():
        left_out = "refused" if key in required else _default(value)
        rows.append(f"| `{key}` | {_takes(value, schema)} | {left_out} |")
    return "\n".join(rows)


def _takes(value: Schema, schema: Schema) -> str:
    if "$ref" in value:
        of = schema["$defs"][value["$ref"].rsplit("/", 1)[1]]
        return "one of " + ", ".join(f"`{one}`" for one in of["enum"]) if "enum" in of else "a table"
    if "anyOf" in value:
        return " or ".join(
            dict.fromkeys(_takes(one, schema) for one in value["anyOf"] if one != {"type": "null"})
        )
    if "const" in value or "enum" in value:
        return "one of " + ", ".join(f"`{one}`" for one in value.get("enum", [value.get("const")]))
    if value.get("type") == "array":
        of = _takes(value["items"], schema) if isinstance(value.get("items"), Mapping) else "values"
        return f"a list{_bounds(value, 'minItems', 'maxItems')} of: {of}"
    named = [_takes(one, schema) for one in _named(value)]
    if named:
        return f"a table; under each {NAMED}: {' or '.join(dict.fromkeys(named))}"
    if value.get("type") == "string":
        kind = KINDS.get(value.get("pattern", ""), "text")
        return kind if kind != "text" else f"text{_bounds(value, 'minLength', 'maxLength', ' characters')}"
    kinds = {"integer": "a whole number", "number": "a number", "boolean": "`true` or `false`"}
    return kinds.get(value.get("type", ""), "a value") + _bounds(value, "minimum", "maximum")


def _bounds(value: Schema, least: str, most: str, what: str = "") -> str:
    low, high = value.get(least), value.get(most)
    if high is not None:
        return f", {low}–{high}{what}" if low else f", at most {high}{what}"
    return f", at least {low}{what}" if low else ""


def _default(value: Schema) -> str:
    default = value.get("default")
    if default in (None, [], {}, "PT0S") or isinstance(default, Mapping):
        return ""
    return f"`{json.dumps(default, ensure_ascii=False)}`"
