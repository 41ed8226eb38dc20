"""`python -m bench [goal …]`: measure these goals, or all of them, and say which are met."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterable

from bench import acknowledging, burst, delivering, form, forms_at_once, idle_tick, memory, pressed, queue, words
from bench.verdict import Verdict

GOALS: dict[str, Callable[[], Iterable[Verdict]]] = {
    "G1": acknowledging.measure,
    "G2": form.measure,
    "G3": forms_at_once.measure,
    "G4": idle_tick.measure,
    "G5": burst.measure,
    "G6": pressed.measure,
    "G7": delivering.measure,
    "G8": queue.measure,
    "G9": words.measure,
    "G11": memory.measure,
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
