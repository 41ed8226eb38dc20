"""Skipping ahead as time would have gone: every step on the way is taken at its own moment, and delivered."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from bot.demo.business_clock import BusinessClock
from models.queries.escalations import next_step_after
from services.follow_paths import follow_paths
from services.office import Office
from services.see_to_absences import see_to_absences
from services.send_digests import next_morning, send_digests
from services.take_due_steps import take_due_steps

FURTHEST = timedelta(days=14)
"""How far "to the next deadline" looks."""


class FastForward:
    """The demo's skips, done one after the other in a thread of their own, so that a button answers at once.

    `settle` waits until all that was decided has reached the pretend Slack.
    """

    def __init__(self, office: Office, clock: BusinessClock, settle: Callable[[], None]) -> None:
        self._office = office
        self._clock = clock
        self._settle = settle
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="fast-forward")
        self._under_way: Future[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a skip is under way."""
        return self._under_way is not None and not self._under_way.done()

    def by(self, length: timedelta) -> None:
        """Skip `length` of business time, taking each step on the way."""
        self._under_way = self._worker.submit(lambda: self._to(self._clock() + length))

    def to_next_step(self) -> bool:
        """Skip to the next step of any promise; False where none is open."""
        following = self._following()
        if following is None or following > self._clock() + FURTHEST:
            return False
        self._under_way = self._worker.submit(self._to, following)
        return True

    def stop(self) -> None:
        """Finish the skip that is under way; begin no other."""
        self._worker.shutdown(cancel_futures=True)

    def _to(self, moment: datetime) -> None:
        while (following := self._next()) is not None and following <= moment:
            self._clock.advance_to(following)
            take_due_steps(self._office, self._clock())
            follow_paths(self._office, self._clock())
            send_digests(self._office, self._clock())
            see_to_absences(self._office, self._clock())
            self._settle()
        self._clock.advance_to(moment)

    def _next(self) -> datetime | None:
        """The next step, or the next morning of anybody's."""
        moments = (self._following(), next_morning(self._office, self._clock()))
        return min((at for at in moments if at is not None), default=None)

    def _following(self) -> datetime | None:
        with self._office.database.read() as session:
            return next_step_after(session, self._clock())
