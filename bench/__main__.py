"""`python -m bench [goal …]`: measure these goals, or all of them, and say which are met."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable

from bench.acknowledging import measure as acknowledging
from bench.burst import measure as burst
from bench.delivering import measure as delivering
from bench.form import measure as form
from bench.forms_at_once import measure as forms_at_once
from bench.idle_tick import measure as idle_tick
from bench.memory import measure as memory
from bench.pressed import measure as pressed
from bench.queue import measure as queue
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
    "G11": memory,
}


def main(names: list[str]) -> int:
    """Measure; the exit status says whether it could be measured, not whether the goals are met."""
    wanted = [name.upper() for name in names] or list(GOALS)
    unknown = [name for name in wanted if name not in GOALS]
    if unknown:
        print(f"No such goal: {', '.join(unknown)}. There are {', '.join(GOALS)}.", file=sys.stderr)
        return 2
    logging.disable(logging.ERROR)
    cores = os.cpu_count()
    print(f"{cores} cores. Ratios inside one run; figures of two runs do not compare.\n", flush=True)
    for name in wanted:
        for verdict in GOALS[name]():
            print(f"{name:<4} {verdict}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
