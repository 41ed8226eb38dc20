"""G4: the cost of a tick follows what is due, not what is open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from bench.databases import DATABASES
from bench.offices import an_office_on
from bench.population import DUE, make_due, populate
from bench.verdict import Bound, Verdict, ratio, seconds
from services.office import Office
from services.take_due_steps import batch_of, take_due_steps

FEW, MANY = 10_000, 100_000
IDLE = 1_000
"""The small system that an idle tick is compared with."""
BURST = 1_000
TICKS = 200


def measure() -> Iterator[Verdict]:
    """An idle tick and a drain of a thousand, at 100,000 open escalations against few."""
    for name in DATABASES:
        with an_office_on(name) as small, an_office_on(name) as fewer, an_office_on(name) as large:
            populate(small, IDLE)
            populate(fewer, FEW)
            populate(large, MANY)
            yield from _measured(name, small, fewer, large)


def _measured(name: str, small: Office, fewer: Office, large: Office) -> Iterator[Verdict]:
    _idle(small), _idle(large)
    many, few, times = ratio(lambda: _idle(large), lambda: _idle(small), rounds=9)
    what = f"{name}: an idle tick at {MANY:,} open, against {IDLE:,}"
    yield Verdict(what, times, " ×", Bound.AT_MOST, 1.1, f"{few * 1000:.2f} and {many * 1000:.2f} ms")
    drains = {id(office): count(1, BURST) for office in (fewer, large)}
    many, few, times = ratio(lambda: _drain(large, drains), lambda: _drain(fewer, drains))
    what = f"{name}: draining {BURST:,} due at {MANY:,} open, against {FEW:,}"
    yield Verdict(what, times, " ×", Bound.AT_MOST, 1.5, f"{few:.2f} and {many:.2f} s")


def _idle(office: Office) -> float:
    def tick() -> None:
        for _ in range(TICKS):
            take_due_steps(office, DUE)

    return seconds(tick) / TICKS


def _drain(office: Office, starts: dict[int, count[int]]) -> float:
    make_due(office, next(starts[id(office)]), BURST)
    return seconds(lambda: drain(office))


def drain(office: Office) -> None:
    """Tick until nothing is due."""
    while take_due_steps(office, DUE) == batch_of(office):
        pass
