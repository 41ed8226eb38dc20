"""What must hold between the rows that say who may do what: known verbs, each in one row, one row for all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from policy.locator import Path
from policy.verbs import GOVERNED, WAY_TO

TABLE = "may"


def check_may(raw: Mapping[str, object]) -> Iterator[tuple[Path, str]]:
    """Everything that is wrong between these rows: the place and a sentence each."""
    rows = raw.get(TABLE)
    rows = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    taken: dict[object, int] = {}
    for number, row in enumerate(rows):
        verbs = row.get("verbs")
        for place, verb in enumerate(verbs if isinstance(verbs, list) else ()):
            where = (TABLE, number, "verbs", place)
            if verb not in GOVERNED:
                yield where, f"there is no verb {verb}{_hint(str(verb))}"
            elif verb in taken:
                yield (
                    where,
                    f"{verb} is in row {taken[verb] + 1} of this table as well: who may do it stands once",
                )
            taken.setdefault(verb, number)
    if rows:
        others = [number for number, row in enumerate(rows) if not row.get("verbs")]
        for number in others[1:]:
            yield (
                (TABLE, number),
                f"row {others[0] + 1} is without `verbs` as well: only one is for all others",
            )
        if not others:
            yield (TABLE,), "one row must be without `verbs`: it is for all that no other row names"


def _hint(verb: str) -> str:
    if verb in WAY_TO:
        return f": it is a way to {WAY_TO[verb]}"
    close = get_close_matches(verb, sorted(GOVERNED), n=1)
    return f': did you mean "{close[0]}"?' if close else ""
