"""One worker's round: write down what came back, take what may go, hand it to the threads that call Slack.

The database is spoken to from the round alone, many rows at a time; a thread only ever calls Slack.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from heapq import heappop, heappush
from queue import Empty, SimpleQueue

from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from services.delivery.claim import Claimed, claim
from services.delivery.desk import DeliveryReport, Desk
from services.delivery.jobs import Answer, Job, ListChannels, Post
from services.delivery.perform import TOO_LATE, perform
from services.delivery.settle import CLOCK_GRAIN, settle, went_well
from services.delivery.trouble import sort_out
from services.delivery.words import word_all
from services.slack_port import Refusal, SlackError

log = logging.getLogger(__name__)

POLL = 0.25
"""Seconds between two looks for something new while nothing happens."""

GATHER = 0.015
"""Seconds in which answers are gathered, so that one commit serves many."""

LISTED_FOR = 20.0
"""Seconds before all channels are looked at again: what a list does not show is looked up one by one."""

AFTER_BUSY = 0.5
"""Seconds until the database is asked again."""

BUSY = (OperationalError, NoConnectionError, TimeoutError)
"""The database is busy or away, or two transactions met: the same again is harmless and may work."""


class Courier:
    """A worker. Use it from one thread; `wake` may be called from any."""

    def __init__(self, desk: Desk, threads: int) -> None:
        """`threads`: how many calls to Slack may be under way at once."""
        self.report = DeliveryReport()
        self.limited: float | None = None
        self._desk, self._threads = desk, threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="delivery")
        self._answers: SimpleQueue[Answer | None] = SimpleQueue()
        self._back: list[Answer] = []
        self._in_flight = 0
        self._due: list[float] = []
        self._look_at = 0.0
        self._listed_at = -LISTED_FOR
        self._found_nothing = False

    @property
    def idle(self) -> bool:
        """Nothing under way, and the last look found nothing that may leave now."""
        return self._found_nothing and self._in_flight == 0 and not self._back

    def turn(self, *, taking: bool = True) -> None:
        """Write down what came back, then take more, as far as threads are free."""
        self._settle()
        if taking and self._in_flight < self._threads and time.monotonic() >= self._next_look():
            self._take()

    def wait(self, at_most: float = POLL) -> None:
        """Until an answer comes, a lane's second is over, somebody calls `wake`, or `at_most` seconds."""
        moment = time.monotonic()
        until = (
            min(moment + at_most, self._next_look()) if self._in_flight < self._threads else moment + at_most
        )
        try:
            self._gather(self._answers.get(timeout=max(0.0, until - moment)))
        except Empty:
            return
        if self._in_flight:
            time.sleep(GATHER)
        self._gather_all()

    def wake(self) -> None:
        """Something new was committed: look now."""
        self._answers.put(None)

    def look_soon(self) -> None:
        """Forget what the last look found."""
        self._look_at, self._found_nothing = 0.0, False

    def finish(self, within: float) -> None:
        """Take nothing more; wait for what is under way, write it down, and stop the threads."""
        until = time.monotonic() + within
        while (self._in_flight or self._back) and time.monotonic() < until:
            self.turn(taking=False)
            if self._in_flight:
                self.wait(0.1)
            elif self._back:
                time.sleep(GATHER)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _next_look(self) -> float:
        return min(self._look_at, self._due[0]) if self._due else self._look_at

    def _gather(self, answer: Answer | None) -> None:
        if answer is None:
            self.look_soon()
            return
        self._in_flight -= 1
        self._back.append(answer)

    def _gather_all(self) -> None:
        while True:
            try:
                self._gather(self._answers.get_nowait())
            except Empty:
                return

    def _settle(self) -> None:
        self._gather_all()
        if not self._back:
            return
        back, self._back = self._back, []
        well = [answer for answer in back if went_well(answer)]
        try:
            settle(self._desk, well, self.report)
        except BUSY as error:
            log.warning("%d answers of Slack wait for the database: %s", len(well), type(error).__name__)
            self._back += well
        for answer in back:
            if not went_well(answer):
                self._sort_out(answer)
        moment = time.monotonic()
        for answer in well:
            if isinstance(answer.job, Post):
                heappush(self._due, answer.at + self._desk.pace.between_posts + 2 * CLOCK_GRAIN)
        self._look_at, self._found_nothing = min(self._look_at, moment + GATHER), False

    def _sort_out(self, answer: Answer) -> None:
        try:
            sort_out(self._desk, answer, self.report)
        except BUSY as error:
            log.warning("a refusal of Slack waits for the database: %s", type(error).__name__)
            self._back.append(answer)
        except Exception:  # its lane comes back when the lease is over; the others must not wait for it
            log.exception("what Slack answered to %s could not be written down", type(answer.job).__name__)

    def _take(self) -> None:
        moment = time.monotonic()
        while self._due and self._due[0] <= moment:
            heappop(self._due)
        room = self._threads - self._in_flight
        try:
            taken = claim(self._desk, room, may_list=moment - self._listed_at >= LISTED_FOR)
        except BUSY as error:
            log.warning("nothing could be taken, the database is busy or away: %s", type(error).__name__)
            self._look_at = moment + AFTER_BUSY
            return
        self.report.dropped += taken.dropped
        self.limited = taken.wait
        self._found_nothing = not taken.jobs and not taken.dropped
        self._look_at = moment + self._pause_after(taken, room)
        if any(isinstance(job, ListChannels) for job in taken.jobs):
            self._listed_at = moment
        ready, failed = self._worded(taken.jobs)
        self._back += failed
        for job in ready:
            self._in_flight += 1
            self._pool.submit(self._perform, job)

    def _pause_after(self, taken: Claimed, room: int) -> float:
        if taken.dropped or len(taken.jobs) >= room:
            return 0.0
        return min(POLL, max(taken.wait, GATHER)) if taken.wait is not None else POLL

    def _worded(self, jobs: Sequence[Job]) -> tuple[list[Job], list[Answer]]:
        try:
            return word_all(self._desk, jobs)
        except SQLAlchemyError:
            log.exception("%d messages could not be worded: they go back", len(jobs))
            moment = time.monotonic()
            error = SlackError(Refusal.AGAIN, TOO_LATE)
            return [], [Answer(job, moment, moment, error=error) for job in jobs]

    def _perform(self, job: Job) -> None:
        self._answers.put(perform(self._desk, job))
