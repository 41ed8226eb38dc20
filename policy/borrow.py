"""Rows that a policy takes from a shipped one, each by its name, where its own source says nothing.

A policy that repeats another's rows must be mended wherever they are repeated. Nothing is overridden: what a policy
borrows it does not write, so that every row stands in exactly one file.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
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
            found.wrong += [((BORROW, name, number), said) for said in _take(tables, source, taken, place)]
            found.places[place] = name
    return found


class Borrowed:
    """What came of borrowing: the tables, from which policy each borrowed row is, and what is wrong."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.places: dict[tuple[str, ...], str] = {}
        self.wrong: list[Finding] = []

    def lender(self, path: Path) -> str | None:
        """The shipped policy that a row at `path` was taken from; None where the file has it itself."""
        return next((name for place, name in self.places.items() if path[: len(place)] == place), None)


def _take(
    tables: Tables, source: Mapping[str, Any], taken: tuple[str, ...], place: tuple[str, ...]
) -> Iterator[str]:
    """Put one row or table of the source in its place; or say what stands in the way."""
    value: Any = source
    for key in taken:
        value = value.get(key) if isinstance(value, Mapping) else None
    if value is None or taken[0] == BORROW:
        yield f"it has no [{'.'.join(taken)}]"
        return
    target = tables
    for key in place[:-1]:
        target = target.setdefault(key, {})
        if not isinstance(target, dict):
            yield f"[{'.'.join(place[:-1])}] is written here as something else"
            return
    own = target.get(place[-1])
    if own is None:
        target[place[-1]] = copy.deepcopy(value)
        return
    rows = isinstance(own, dict) and isinstance(value, Mapping)
    both = sorted(own.keys() & value.keys()) if rows else []
    if rows and not both:
        target[place[-1]] = {**copy.deepcopy(value), **own}
        return
    what = ", ".join(f"[{'.'.join((*place, key))}]" for key in both) or f"[{'.'.join(place)}]"
    yield f"{what} is written here as well: take one of the two out"
