"""Holds the tick while the wall clock is ahead of everything else: a wrong clock must wake nobody.

A forward jump is believed where another clock confirms it: the steady one, which counts on through sleep, or
the database's where that is another machine's. Unconfirmed, it holds the tick until the clocks agree again;
with no other clock to ask, for `PATIENCE` at most, for a promise must not be forgotten either.
"""

from __future__ import annotations

import time
from collections.abc import Callable

JUMP = 60.0
"""Seconds by which two clocks may differ."""

PATIENCE = 600.0
"""Seconds that an unconfirmed jump holds the tick where there is no other machine's clock to ask."""


def steady_time() -> float:
    """Seconds on a clock that nobody sets, and that goes on while the machine sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class ClockGuard:
    """Compares the wall clock with the others before each tick.

    `database` reads the clock of another machine, None where there is only this one.
    """

    def __init__(
        self,
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = steady_time,
        database: Callable[[], float] | None = None,
    ) -> None:
        self._wall, self._steady, self._database = wall, steady, database
        self._offset = wall() - steady()
        self._held_since: float | None = None

    def jumped(self) -> float | None:
        """Seconds by which the wall clock is ahead of all others; None where the tick may go on."""
        steady = self._steady()
        offset = self._wall() - steady
        ahead = offset - self._offset
        if ahead <= JUMP or self._confirmed():
            self._believe(offset)
            return None
        if self._held_since is None:
            self._held_since = steady
        if self._database is None and steady - self._held_since >= PATIENCE:
            self._believe(offset)
            return None
        return ahead

    def _confirmed(self) -> bool:
        return self._database is not None and abs(self._database() - self._wall()) <= JUMP

    def _believe(self, offset: float) -> None:
        self._offset = offset
        self._held_since = None
