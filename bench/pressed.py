"""G6: a form committed while ten thousand escalations come due, against one in an idle system."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from bench.burst import drain
from bench.databases import DATABASES
from bench.offices import an_office_on
from bench.population import DUE, make_due, populate
from bench.post_room import listen, tell
from bench.verdict import Bound, Verdict, p99
from services.acknowledge import Acknowledge, acknowledge
from services.office import Office
from tests.builders.escalations import told
from tests.builders.office import CASEY
from tests.databases.postgres import ROOT

BURST = 10_000
PRESSES = 1_000
AT_ONCE = 4
PAUSE = 0.02
"""Seconds between two presses of one person."""


@dataclass
class Pressed:
    """What it took, in seconds; and what was refused by the database."""

    took: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def measure() -> Iterator[Verdict]:
    """*Customer told*, for escalations that are due at that moment and for others.

    On SQLite the tick is a thread beside the forms, as in `run`; on PostgreSQL it is a worker of its own.
    """
    for name in DATABASES:
        with an_office_on(name, threads=16) as office, ThreadPoolExecutor(1) as beside:
            populate(office, BURST + 2 * PRESSES)
            idle = _press(office, list(range(BURST + 1, BURST + PRESSES + 1)), lambda: True)
            worker = None if office.database.is_sqlite else _a_worker(office)
            make_due(office, 1, BURST)
            burst = beside.submit(drain, office) if worker is None else beside.submit(_drained_by, worker)
            # From the far end of what is due, and from what is not: both kinds meet the tick.
            due, others = (
                range(BURST, BURST - PRESSES // 2, -1),
                range(BURST + PRESSES + 1, BURST + 2 * PRESSES),
            )
            busy = _press(
                office, [number for pair in zip(due, others, strict=False) for number in pair], burst.running
            )
            burst.result()
        said = f"{p99(idle.took) * 1000:.0f} and {p99(busy.took) * 1000:.0f} ms, {len(busy.took)} presses meanwhile"
        times = p99(busy.took) / p99(idle.took)
        yield Verdict(f"{name}: a form during a burst of {BURST:,}, p99", times, " ×", Bound.AT_MOST, 3, said)
        yield Verdict(
            f"{name}: deadlocks and other failures in {PRESSES:,} presses",
            len(busy.failed), "", Bound.AT_MOST, 0, ", ".join(sorted(set(busy.failed))),
        )  # fmt: skip


def _press(office: Office, escalations: list[int], counts: Callable[[], bool]) -> Pressed:
    """Press for each of them, by a few people at once; times count while `counts` says so."""
    pressed, waiting = Pressed(), escalations[::-1]

    def one_person() -> None:
        while waiting:
            try:
                number = waiting.pop()
            except IndexError:
                return
            matters, started = counts(), time.perf_counter()
            try:
                acknowledge(office, Acknowledge(f"V{number}", number, CASEY, told()), DUE)
            except (SQLAlchemyError, TimeoutError) as error:
                pressed.failed.append(type(error).__name__)
            if matters:
                pressed.took.append(time.perf_counter() - started)
            time.sleep(PAUSE)

    with ThreadPoolExecutor(AT_ONCE) as people:
        started: list[Future[None]] = [people.submit(one_person) for _ in range(AT_ONCE)]
    for person in started:
        person.result()
    return pressed


def _a_worker(office: Office) -> subprocess.Popen[str]:
    worker = subprocess.Popen(
        [sys.executable, "-m", "bench.burst", office.database.url],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    listen(worker)
    return worker


def _drained_by(worker: subprocess.Popen[str]) -> None:
    tell(worker, "go")
    listen(worker)
    worker.communicate()
