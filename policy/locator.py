"""Finds the line of a TOML file on which a table, a row or a key stands, so that an error can name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_ASSIGNMENT = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=\s*(.*)""")
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")
_ELEMENT = re.compile(r"\s*\{")

Path = tuple[str | int, ...]


def locate(text: str, path: Sequence[str | int]) -> int | None:
    """The line, from 1, of the deepest part of `path` that the text holds; None when it holds none of it."""
    lines = _lines(text)
    for length in range(len(path), 0, -1):
        if (line := lines.get(tuple(path[:length]))) is not None:
            return line
    return None


def _lines(text: str) -> dict[Path, int]:
    """Where each table, array element and key begins."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    inside: Path | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.fullmatch(line):
            table, inside = _parts(header[2]), None
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                found.setdefault(table, number)
                table = (*table, counts[table])
            # A table below a row of an array belongs to its latest row.
            table = _into_latest_rows(table, counts)
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], number)
        elif inside is not None and _ELEMENT.match(line):
            counts[inside] = counts.get(inside, -1) + 1
            found[(*inside, counts[inside])] = number
        elif assignment := _ASSIGNMENT.fullmatch(line):
            key = (*table, *_parts(assignment[1]))
            for length in range(len(table) + 1, len(key) + 1):
                found.setdefault(key[:length], number)
            inside = key if assignment[2].startswith("[") else None
    return found


def _parts(dotted: str) -> Path:
    return tuple(
        next(part for part in match.groups() if part is not None) for match in _PART.finditer(dotted)
    )


def _into_latest_rows(table: Path, counts: dict[Path, int]) -> Path:
    built: Path = ()
    for position, part in enumerate(table):
        built = (*built, part)
        if built in counts and position + 1 < len(table) and not isinstance(table[position + 1], int):
            built = (*built, counts[built])
    return built
