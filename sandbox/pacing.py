"""How often a method may be called, and a channel be posted to."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from enum import IntEnum

from sandbox.errors import RateLimited
from sandbox.settings import Settings

TOLERANCE = 0.02
"""Seconds a message may come early: an app's clock and ours never tick alike."""


class Tier(IntEnum):
    """Calls a minute that a method's tier allows; ``SPECIAL`` methods are counted elsewhere or not at all."""

    SPECIAL = 0
    TWO = 20
    THREE = 50
    FOUR = 100


class Pacing:
    """Counts calls over the last minute. The caller holds the workspace's lock."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self._allowance: dict[str, tuple[float, float]] = {}
        self.limits: dict[str, int] = {}
        self.relaxed = False

    def call(self, method: str, tier: Tier) -> None:
        """Count a call. Raises ``RateLimited`` above the method's tier (or its own limit in ``limits``)."""
        limit = self.limits.get(method, tier.value if self._settings.tiers else 0)
        if limit and not self.relaxed:
            self._within(method, limit)

    def message(self, channel: str) -> None:
        """Count a message to a channel. Raises ``RateLimited`` above one a second and the channel's burst."""
        settings, now = self._settings, time.monotonic()
        if self.relaxed:
            return
        if settings.message_interval > 0:
            left, since = self._allowance.get(channel, (float(settings.message_burst), now))
            left = min(settings.message_burst, left + (now - since + TOLERANCE) / settings.message_interval)
            if left < 1:
                self._allowance[channel] = (left - TOLERANCE / settings.message_interval, now)
                raise RateLimited(max(1, math.ceil((1 - left) * settings.message_interval)))
            self._allowance[channel] = (left - 1, now)
        if settings.messages_per_minute:
            self._within("a message anywhere", settings.messages_per_minute)

    def _within(self, name: str, limit: int) -> None:
        now, calls = time.monotonic(), self._calls[name]
        while calls and now - calls[0] >= 60:
            calls.popleft()
        if len(calls) >= limit:
            raise RateLimited(max(1, math.ceil(60 - (now - calls[0]))))
        calls.append(now)
