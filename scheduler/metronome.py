"""The metronome: a few interval jobs, and a watchdog that hears when it stops.

The database is the memory; a job only reads the time and calls a service, so a late one loses nothing.
APScheduler waits for moments of the wall clock: set back an hour, it runs nothing for an hour. The watchdog
counts monotonic time and makes every job that is overdue by it due at once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event, Lock, Thread

from apscheduler.events import (  # type: ignore[import-untyped]
    EVENT_JOB_ERROR,
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_MISSED,
    JobEvent,
)
from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
LATE_BY = 3.0
"""Seconds that a job may be late before the watchdog steps in; with the look between, under five."""


@dataclass
class _Beat:
    """One job as the watchdog sees it; times are on the monotonic clock."""

    every: float
    work: Callable[[], object]
    due: float
    running_since: float | None = None
    ended: float = 0.0
    turn: Lock = field(default_factory=Lock)


class Metronome:
    """Runs jobs until it is stopped. Each is its own only runner: a second start of it is skipped.

    `monotonic` gives seconds on a clock that nobody sets.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_listener(
            self._heard, EVENT_JOB_ERROR | EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES
        )
        self._beats: dict[str, _Beat] = {}
        self._stopping = Event()
        self._watchdog = Thread(target=self._watch, name="metronome-watchdog", daemon=True)

    def add(self, name: str, work: Callable[[], object], every: float, *, at_once: bool = True) -> None:
        """Do `work` every `every` seconds, beginning at once or after the first of them.

        What it raises is logged; it is tried again in time.
        """
        wait = 0.0 if at_once else every
        now = self._monotonic()
        beat = _Beat(every, work, due=now + wait, ended=now)
        self._beats[name] = beat
        self._scheduler.add_job(
            lambda: self._run(beat),
            IntervalTrigger(seconds=every, timezone=UTC),
            id=name,
            name=name,
            next_run_time=datetime.now(UTC) + timedelta(seconds=wait),
        )

    def start(self) -> None:
        """Begin. A metronome runs once."""
        self._scheduler.start()
        self._watchdog.start()

    def hurry(self, name: str) -> None:
        """Run this job at once, and from then on as usual."""
        self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        """Start nothing more, and wait for the jobs that run."""
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
            self._watchdog.join()

    def rest(self, seconds: float) -> None:
        """For a job that has to wait: at most `seconds`, and no longer than until this is stopped."""
        self._stopping.wait(seconds)

    def age(self, name: str) -> float:
        """Seconds since this job last ended; before it ever did, since it was added."""
        return self._monotonic() - self._beats[name].ended

    def _run(self, beat: _Beat) -> None:
        if not beat.turn.acquire(blocking=False):
            return
        beat.running_since = self._monotonic()
        try:
            beat.work()
        finally:
            beat.ended = self._monotonic()
            beat.running_since = None
            beat.due = beat.ended + beat.every
            beat.turn.release()

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            now = self._monotonic()
            late = [
                name
                for name, beat in self._beats.items()
                if beat.running_since is None and now - beat.due > LATE_BY
            ]
            if late and not self._stopping.is_set():
                log.warning("the clock was moved, or this process slept: %s made due again", ", ".join(late))
                for name in late:
                    self._beats[name].due = now
                    self.hurry(name)

    def _heard(self, event: JobEvent) -> None:
        if event.code == EVENT_JOB_ERROR:
            log.error(
                "job %s failed and is tried again in time",
                event.job_id,
                exc_info=getattr(event, "exception", None),
            )
        else:
            log.warning("job %s was skipped: its last run has not ended", event.job_id)
