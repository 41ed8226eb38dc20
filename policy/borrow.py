"""Rows that a policy takes from a shipped one, each by its name, where its own source says nothing.

A policy that repeats another's rows must be mended wherever they are repeated. Nothing is overridden: what a policy
borrows it does not write, so that every row stands in exactly one file. A row of a list is named by its `key`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from policy.locator import Path

BORROW = "borrow"
Tables = dict[str, Any]
Finding = tuple[Path, str]


def with_borrowed(raw: Mapping[str, Any], shipped: Callable[[str], Mapping[str, Any] | None]) -> Borrowed:
    """The tables of a policy file with what they borrow in its place.

    `shipped` gives a shipped policy's tables, or None where there is none of that name. What cannot be borrowed is
    found, and left out.
    """
    tables = copy.deepcopy(dict(raw))
    found = Borrowed(tables)
    wanted = raw.get(BORROW)
    for name, rows in wanted.items() if isinstance(wanted, Mapping) else ():
        source = shipped(name)
        if source is None:
            found.wrong.append(((BORROW, name), "no shipped policy is called so"))
            continue
        for number, dotted in enumerate(rows if isinstance(rows, list) else ()):
            there, _, here = str(dotted).partition(" as ")
            taken, place = tuple(there.split(".")), tuple((here or there).split("."))
            where, said = _take(tables, source, taken, place)
            found.wrong += [((BORROW, name, number), said)] if said else []
            found.places[where] = name
    return found


class Borrowed:
    """What came of borrowing: the tables, from which policy each borrowed row is, and what is wrong."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.places: dict[Path, str] = {}
        self.wrong: list[Finding] = []

    def lender(self, path: Path) -> str | None:
        """The shipped policy that a row at `path` was taken from; None where the file has it itself."""
        return next((name for place, name in self.places.items() if path[: len(place)] == place), None)


def _take(
    tables: Tables, source: Mapping[str, Any], taken: tuple[str, ...], place: tuple[str, ...]
) -> tuple[Path, str | None]:
    """Put one row or table of the source in its place: where that is, and what stands in the way or None."""
    value: Any = source
    for key in taken:
        value = _within(value, key)
    if value is None or taken[0] == BORROW:
        return place, f"it has no [{'.'.join(taken)}]"
    target = tables
    for key in place[:-2]:
        target = target.setdefault(key, {})
        if not isinstance(target, dict):
            return place, f"[{'.'.join(place[:-1])}] is written here as something else"
    if isinstance(_above(source, taken), list):
        return _into_list(target, value, place)
    for key in place[-2:-1]:
        target = target.setdefault(key, {})
        if not isinstance(target, dict):
            return place, f"[{'.'.join(place[:-1])}] is written here as something else"
    own = target.get(place[-1])
    if own is None:
        target[place[-1]] = copy.deepcopy(value)
        return place, None
    rows = isinstance(own, dict) and isinstance(value, Mapping)
    both = sorted(own.keys() & value.keys()) if rows else []
    if rows and not both:
        target[place[-1]] = {**copy.deepcopy(value), **own}
        return place, None
    what = ", ".join(f"[{'.'.join((*place, key))}]" for key in both) or f"[{'.'.join(place)}]"
    return place, f"{what} is written here as well: take one of the two out"


def _into_list(target: Tables, row: Mapping[str, Any], place: tuple[str, ...]) -> tuple[Path, str | None]:
    """One row of a list, behind the rows that the policy has itself; it keeps its key."""
    rows = target.setdefault(place[-2], [])
    if not isinstance(rows, list) or place[-1] != row["key"]:
        return place, f"[{'.'.join(place)}] is a row of a list, which keeps its key: write no `as`"
    if _within(rows, place[-1]) is not None:
        return place, f"[{'.'.join(place)}] is written here as well: take one of the two out"
    rows.append(copy.deepcopy(dict(row)))
    return (*place[:-1], len(rows) - 1), None


def _within(value: Any, key: str) -> Any:
    """What a table has under this key, or a list of tables as the row of this `key`; None where there is none."""
    if isinstance(value, list):
        return next((row for row in value if isinstance(row, Mapping) and row.get("key") == key), None)
    return value.get(key) if isinstance(value, Mapping) else None


def _above(source: Mapping[str, Any], taken: tuple[str, ...]) -> Any:
    value: Any = source
    for key in taken[:-1]:
        value = _within(value, key)
    return value
