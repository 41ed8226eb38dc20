"""Where a channel would get too many nudges within a minute, each person has one message instead. Row X12.

Worked out over all walks of a world once each has said what it would say alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from tests.oracle.expected import Item, Said, Walk
from tests.oracle.promised import Row

MINUTE = timedelta(minutes=1)


class Gathered(NamedTuple):
    """One message for all that one person is asked; its items name their escalations."""

    at: datetime
    place: str
    person: str
    items: tuple[tuple[int, Item], ...]
    late: int | None


def heard(walks: Sequence[Walk], policy: Row) -> tuple[list[list[Said]], list[Gathered]]:
    """What each walk says by itself in the end, and what is said for several in one."""
    alone = [list(walk.said) for walk in walks]
    quiet = policy.get("quiet")
    if quiet is None:
        return alone, []
    turns: dict[tuple[datetime, int, int, int], list[tuple[int, int]]] = {}
    for case, walk in enumerate(walks):
        for number, said in enumerate(walk.said):
            if said.kind == "nudge":
                act = walk.after_act.get(number)
                # The clock takes everybody's at once; then people act, one after the other.
                turn = (said.at, 0, 0, 0) if act is None else (said.at, 1, case, act)
                turns.setdefault(turn, []).append((case, number))
    together: list[Gathered] = []
    got: list[tuple[datetime, str]] = []
    for at, *rest in sorted(turns):
        here = turns[(at, *rest)]  # type: ignore[index]
        lanes = {(case, number): _lane(walks[case], number, case, policy) for case, number in here}
        counts = Counter(lanes.values()) + Counter(lane for then, lane in got if then > at - MINUTE)
        share: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for (case, number), lane in lanes.items():
            walk = walks[case]
            gathers = number in walk.asks_dri and walk.case.severity not in quiet.get("never", ())
            if gathers and counts[lane] > quiet["nudges_a_minute"]:
                share.setdefault((lane, walk.said[number].person or ""), []).append((case, number))
        for (lane, person), theirs in share.items():
            if len(theirs) > 1:
                together.append(_one(walks, at, lane, person, theirs))
                got.append((at, lane))
                for one in theirs:
                    alone[one[0]].remove(walks[one[0]].said[one[1]])
                    del lanes[one]
        got += [(at, lane) for lane in lanes.values()]
    return alone, together


def _one(
    walks: Sequence[Walk], at: datetime, lane: str, person: str, theirs: Sequence[tuple[int, int]]
) -> Gathered:
    said = [(case, walks[case].said[number]) for case, number in theirs]
    items = tuple(sorted((case, item) for case, one in said for item in one.items))
    late = max((one.late or 0 for _, one in said), default=0) or None
    return Gathered(at, lane, person, items, late)


def _lane(walk: Walk, number: int, case: int, policy: Row) -> str:
    """Which channel that is: a thread stands at home, or in the escalation's own."""
    said = walk.said[number]
    if said.place == "dm":
        return f"dm:{said.person}"
    if said.place != "thread":
        return said.place
    own = policy.get("own_channel", {}).get("severities", ())
    return f"own:{case}" if walk.case.severity in own else str(policy["channel"]["home"])
