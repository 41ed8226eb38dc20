"""One measured figure with its goal beside it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median


class Bound(StrEnum):
    """Which side of the goal is good."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True)
class Verdict:
    """`measured` against `goal`, both in `unit`; `said` is what it was made of. No goal: told, not judged."""

    what: str
    measured: float
    unit: str
    bound: Bound | None = None
    goal: float = 0.0
    said: str = ""

    @property
    def met(self) -> bool:
        """Whether it is on the good side."""
        return self.measured >= self.goal if self.bound is Bound.AT_LEAST else self.measured <= self.goal

    def __str__(self) -> str:
        figure = f"{self.measured:.3g}{self.unit}"
        judged = (
            f"{self.bound} {self.goal:g}{self.unit}: {'met' if self.met else 'NOT MET'}" if self.bound else ""
        )
        return f"{self.what:<62} {figure:>9}  {judged:<26} {self.said}".rstrip()


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ratio(
    ours: Callable[[], float], theirs: Callable[[], float], rounds: int = 5
) -> tuple[float, float, float]:
    """Medians of `ours`, `theirs` and of their ratio, measured in turns: a machine drifts within minutes."""
    pairs = []
    for turn in range(rounds):
        if turn % 2:
            second, first = theirs(), ours()
        else:
            first, second = ours(), theirs()
        pairs.append((first, second))
    return (
        median(first for first, _ in pairs),
        median(second for _, second in pairs),
        median(first / second for first, second in pairs),
    )


def p99(figures: list[float]) -> float:
    """The figure that one in a hundred exceeds."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
