"""A copy of a policy: every severity, tier, role, ladder and ask has another name, and all is in seconds.

Scenarios run on it too: if one fails there, somebody has written a policy's name or number into Python.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from policy.durations import parse_duration

Names = dict[str, dict[str, str]]

_REFERS = {
    "severity": ("severity", "severities", "grave", "never"),
    "tier": ("tier", "starts_at_tier"),
    "role": ("role", "fallback", "owner_at_least", "roles", "next_person", "managers", "works_on", "readers"),
    "ladder": ("ladder",),
    "ask": ("ask",),
}
_DURATION = re.compile(r'"([0-9]+[smhdw])"')


def renamed_policy(text: str) -> tuple[str, Names]:
    """The policy's text with other names, and for each table what an old name has become.

    The new names sort the other way round, so that nothing can lean on their order.
    """
    raw = tomllib.loads(text)
    names: Names = {
        table: {key: f"{table[0]}x{len(raw[table]) - number:03}" for number, key in enumerate(raw[table])}
        for table in _REFERS
    }
    return "\n".join(_line(line, names) for line in text.splitlines()) + "\n", names


def renamed_team(text: str, names: Names) -> str:
    """A team file's text with the roles called as in the renamed policy."""
    before, header, after = text.partition("[roles]\n")
    for old, new in names["role"].items():
        after = re.sub(rf"(?m)^{old} =", f"{new} =", after)
    return before + header + after


def old_name(new: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """What a name of the renamed policy was called before; anything with such names in it is put back too."""
    for table in names.values():
        for old, now in table.items():
            new = re.sub(rf"\b{now}\b", old, new)
    return new


_CONDITION = re.compile(r'\{ fact = "(\w+)", is = (.*)')
"""A condition of a path rule whose values may be names."""


def _line(line: str, names: Names) -> str:
    if (condition := _CONDITION.search(line)) and condition[1] in names:
        values = condition[2]
        for old, new in names[condition[1]].items():
            values = values.replace(f'"{old}"', f'"{new}"')
        return line.replace(condition[2], values)
    if header := re.match(r"(\[\[?)(\w+)\.(\w+)(.*)", line):
        brackets, table, key, rest = header.groups()
        return f"{brackets}{table}.{names[table][key]}{rest}" if table in names else line
    for table, keys in _REFERS.items():
        if re.match(rf"(?:{'|'.join(keys)}) = ", line):
            for old, new in names[table].items():
                line = line.replace(f'"{old}"', f'"{new}"')
            return line
    return _DURATION.sub(lambda found: f'"{int(parse_duration(found[1]).total_seconds())}s"', line)
