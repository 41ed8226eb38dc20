"""`python -m bench [name …]`: measure these goals, or all, and say which are met; the long drills only by name."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable

from bench.acknowledging import measure as acknowledging
from bench.burst import measure as burst
from bench.delivering import measure as delivering
from bench.drafts import measure as drafts
from bench.fire import measure as fire
from bench.form import measure as form
from bench.forms_at_once import measure as forms_at_once
from bench.home import measure as home
from bench.idle_tick import measure as idle_tick
from bench.many_hands import measure as many_hands
from bench.memory import measure as memory
from bench.oracle import measure as oracle
from bench.pressed import measure as pressed
from bench.queue import measure as queue
from bench.records import measure as records
from bench.three_months import measure as three_months
from bench.verdict import Verdict
from bench.words import measure as words

GOALS: dict[str, Callable[[], Iterable[Verdict]]] = {
    "G1": acknowledging,
    "G2": form,
    "G3": forms_at_once,
    "G4": idle_tick,
    "G5": burst,
    "G6": pressed,
    "G7": delivering,
    "G8": queue,
    "G9": words,
    "G10": lambda: (*home(), *records()),
    "G11": memory,
    "DRAFTS": drafts,
}

DRILLS: dict[str, Callable[[], Iterable[Verdict]]] = {
    "FIRE": fire,
    "MANY_HANDS": many_hands,
    "ORACLE": oracle,
    "THREE_MONTHS": three_months,
}
"""What the tests do in short, at length: a quarter of an hour and more each."""


def main(names: list[str]) -> int:
    """Measure; the exit status says whether it could be measured, not whether the goals are met."""
    wanted = [name.upper() for name in names] or list(GOALS)
    known = {**GOALS, **DRILLS}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"There is no {', '.join(unknown)}, but {', '.join(known)}.", file=sys.stderr)
        return 2
    logging.disable(logging.ERROR)
    cores = os.cpu_count()
    print(f"{cores} cores. Ratios inside one run; figures of two runs do not compare.\n", flush=True)
    for name in wanted:
        for verdict in known[name]():
            print(f"{name:<6} {verdict}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
