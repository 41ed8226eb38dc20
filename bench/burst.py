"""G5: many escalations due at once, against one APScheduler job for each that does the same."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median
from subprocess import PIPE, Popen
from threading import Semaphore

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # type: ignore[import-untyped]
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

from bench.databases import DATABASES
from bench.offices import an_office_on
from bench.population import DUE, make_due, populate
from bench.post_room import listen, tell
from bench.verdict import Bound, Verdict, ratio, seconds
from models.database import Database
from services.office import Office, Rulebook
from services.take_due_steps import batch_of, take_due_steps
from tests.builders.office import the_rules
from tests.databases.postgres import ROOT

BURST = 1_000
LARGE = 10_000
ROUNDS = 3


def measure() -> Iterator[Verdict]:
    """Both databases; two workers on PostgreSQL alone, for on SQLite one process does everything."""
    for name in DATABASES:
        with an_office_on(name, threads=16) as office:
            populate(office, 2 * ROUNDS * BURST + 3 * ROUNDS * LARGE)
            _OFFICE.append(office)
            yield from _measured(name, _Due(office))
            _OFFICE.clear()


def _measured(name: str, due: _Due) -> Iterator[Verdict]:
    jobs, ticks, times = ratio(lambda: _by_jobs(due), lambda: _by_ticks(due, BURST), ROUNDS)
    said = f"{jobs:.2f} and {ticks:.2f} s"
    yield Verdict(f"{name}: {BURST:,} due, faster than one job each", times, " ×", Bound.AT_LEAST, 15, said)
    if due.office.database.is_sqlite:
        alone = median(_by_ticks(due, LARGE) for _ in range(ROUNDS))
        yield Verdict(f"{name}: {LARGE:,} due, one worker", alone, " s", Bound.AT_MOST, 5)
        return
    alone, both, times = ratio(lambda: _by_processes(due, 1), lambda: _by_processes(due, 2), ROUNDS)
    said = f"{alone:.2f} and {both:.2f} s"
    yield Verdict(f"{name}: {LARGE:,} due, one worker", alone, " s", Bound.AT_MOST, 5)
    yield Verdict(f"{name}: two workers against one", times, " ×", Bound.AT_LEAST, 1.4, said)


class _Due:
    """Makes those due that were not yet."""

    def __init__(self, office: Office) -> None:
        self.office, self._first = office, 1

    def next(self, count: int) -> None:
        make_due(self.office, self._first, count)
        self._first += count


def drain(office: Office) -> int:
    """Tick until nothing is due; how many were taken."""
    taken = 0
    while True:
        batch = take_due_steps(office, DUE)
        taken += batch
        if batch < batch_of(office):
            return taken


def _by_ticks(due: _Due, count: int) -> float:
    due.next(count)
    return seconds(lambda: drain(due.office))


_OFFICE: list[Office] = []
"""Where a job finds its office: APScheduler keeps a job by the name of its function."""
_done = Semaphore(0)


def one_job() -> None:
    """What a job of one escalation does: the same decision and the same rows, in a transaction of its own."""
    try:
        take_due_steps(_OFFICE[0], DUE, batch=1)
    finally:
        _done.release()


def _by_jobs(due: _Due) -> float:
    due.next(BURST)
    url = due.office.database.url
    scheduler = BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(url)}, executors={"default": ThreadPoolExecutor(10)}
    )
    scheduler.start(paused=True)
    at_once = datetime.now(UTC)
    for number in range(BURST):
        scheduler.add_job(
            "bench.burst:one_job", "date", run_date=at_once, id=str(number), misfire_grace_time=None
        )

    def all_done() -> None:
        scheduler.resume()
        for _ in range(BURST):
            _done.acquire()

    try:
        return seconds(all_done)
    finally:
        scheduler.shutdown()


def _by_processes(due: _Due, workers: int) -> float:
    """Worker processes that are up and wait for the word; the time until the last has drained its share."""
    command = [sys.executable, "-m", "bench.burst", due.office.database.url]
    processes = [Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) for _ in range(workers)]
    try:
        for process in processes:
            listen(process)
        due.next(LARGE)
        started = time.perf_counter()
        for process in processes:
            tell(process, "go")
        for process in processes:
            listen(process)
        return time.perf_counter() - started
    finally:
        for process in processes:
            process.communicate()


def _work(url: str) -> None:
    office = Office(Database(url, threads=4), Rulebook(the_rules()))
    take_due_steps(office, DUE)
    print("ready", flush=True)
    sys.stdin.readline()
    drain(office)
    print("done", flush=True)


if __name__ == "__main__":
    _work(sys.argv[1])
