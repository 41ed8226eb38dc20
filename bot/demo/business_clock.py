"""The demo's business time: runs fast, can be skipped ahead, and never touches machine time."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

OPENING = 10
"""The hour at which the demo's day begins, in the team's zone: business hours, with most of the day ahead."""


class BusinessClock:
    """Business time that starts at `start` and runs `speed` times as fast as the machine's."""

    def __init__(self, start: datetime, speed: float) -> None:
        self._lock = Lock()
        self._speed = speed
        self._base = start
        self._since = time.monotonic()

    def __call__(self) -> datetime:
        """Business time now, aware, in UTC."""
        with self._lock:
            return self._now()

    def advance_to(self, moment: datetime) -> None:
        """Go on from `moment`; a moment that has passed changes nothing."""
        with self._lock:
            if moment > self._now():
                self._base, self._since = moment, time.monotonic()

    def _now(self) -> datetime:
        return self._base + timedelta(seconds=(time.monotonic() - self._since) * self._speed)


def first_morning(zone: str, now: datetime) -> datetime:
    """The morning of today, or of the next weekday, in the team's zone: when the demo begins."""
    local = now.astimezone(ZoneInfo(zone)).replace(hour=OPENING, minute=0, second=0, microsecond=0)
    while local.weekday() > 4:
        local += timedelta(days=1)
    return local.astimezone(UTC)
