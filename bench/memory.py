"""G11: the memory of a worker with 100,000 open escalations, idle and after a burst of a thousand."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.databases import DATABASES
from bench.offices import an_office_on
from bench.population import DUE, make_due, populate
from bench.post_room import a_desk, listen, tell
from bench.stand_in import a_stand_in
from bench.verdict import Bound, Verdict
from models.database import Database
from scheduler.clock_guard import ClockGuard
from scheduler.jobs import Tick
from services.deliver import DeliveryLoop
from services.office import Office, Rulebook
from tests.builders.office import the_rules
from tests.databases.postgres import ROOT

OPEN, BURST = 100_000, 1_000


def measure() -> Iterator[Verdict]:
    """A process that ticks and delivers, as `worker` does; PostgreSQL, for on SQLite there are no workers."""
    name = list(DATABASES)[-1]
    with a_stand_in(0.0) as slack, an_office_on(name) as office:
        populate(office, OPEN)
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.memory", office.database.url, slack.api_url],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            listen(process)
            idle = _megabytes(process.pid)
            make_due(office, 1, BURST)
            tell(process, "go")
            listen(process)
            most = _megabytes(process.pid)
        finally:
            process.communicate()
    said = f"{idle:.0f} MB idle"
    yield Verdict(f"{name}: a worker's memory at most, {OPEN:,} open", most, " MB", Bound.AT_MOST, 150, said)


def _megabytes(pid: int) -> float:
    """The most it ever had."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(row.split()[1]) for row in status if row.startswith("VmHWM")) / 1024


def main(url: str, api_url: str) -> None:
    """Ticks for five seconds, says so; at every word again, while what was decided is being delivered."""
    office = Office(Database(url, threads=12), Rulebook(the_rules()))
    delivery = DeliveryLoop(a_desk(office, api_url))
    tick = Tick(office, lambda: DUE, ClockGuard(database=None), delivery.wake)
    delivery.start()
    while True:
        for _ in range(5):
            tick()
            time.sleep(1)
        print("ticked", flush=True)
        if not sys.stdin.readline():
            break
    delivery.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
