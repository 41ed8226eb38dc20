"""Which nudges become one message: where a channel would get too many within a minute, each person's own. Row X12."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

A_MINUTE = timedelta(minutes=1)
"""In which what a channel gets is counted."""

LONGEST = 20
"""Escalations in one gathered message; the rest of somebody's are in the next. Slack takes 50 rows."""


@dataclass(frozen=True)
class AskedThere:
    """One nudge as its channel sees it: where, whom it names, and whether it may be gathered with others."""

    lane: str
    person: Hashable
    gathers: bool


def gathered(
    asked: Sequence[AskedThere], at_most: int, already: Mapping[str, int]
) -> Iterator[tuple[int, ...]]:
    """Positions that become one message, in the order of their first. Whatever is in none stays by itself.

    All that a channel gets counts against `at_most`, also what may not be gathered, and what it got `already` in this
    minute. One alone stays in its thread.
    """
    here = Counter(one.lane for one in asked)
    crowded = {lane for lane, count in here.items() if count + already.get(lane, 0) > at_most}
    together: dict[tuple[str, Hashable], list[int]] = {}
    for position, one in enumerate(asked):
        if one.gathers and one.lane in crowded:
            together.setdefault((one.lane, one.person), []).append(position)
    for theirs in together.values():
        for first in range(0, len(theirs), LONGEST):
            part = tuple(theirs[first : first + LONGEST])
            if len(part) > 1:
                yield part
