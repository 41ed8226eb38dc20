"""What the workspace allows of each method, shared by every worker: tokens, and the pauses Slack asks for."""

from __future__ import annotations

import logging

from sqlalchemy.orm import Session

from models.outbox import Bucket
from models.queries.insert_once import insert_once
from models.queries.lanes import locked_buckets
from services.delivery.desk import Pace

log = logging.getLogger(__name__)

BURST = 0.2
"""The share of a minute's calls that may go at once; the rest is spread: no minute has more than allowed."""


class Budget:
    """The tokens of one claim: taken in memory, written back in the transaction that opened it."""

    def __init__(self, session: Session, t: float, pace: Pace) -> None:
        """Lock every bucket until the transaction ends. Missing ones are made, full."""
        self._t, self._pace = t, pace
        self._buckets = locked_buckets(session)
        missing = [method for method in pace.per_minute if method not in self._buckets]
        for method in missing:
            insert_once(session, Bucket, _full(method, t, pace))
        if missing:
            self._buckets = locked_buckets(session)
        self._tokens = {method: self._refilled(bucket) for method, bucket in self._buckets.items()}
        self._taken: set[str] = set()
        self.wait: float | None = None

    def take(self, method: str) -> bool:
        """One call of `method`; False where there is none to be had, and `wait` tells for how long."""
        bucket = self._buckets.get(method)
        if bucket is None:
            return True
        if bucket.paused_until > self._t:
            self._wait_for(bucket.paused_until - self._t)
            return False
        if method not in self._pace.per_minute:
            return True
        if self._tokens[method] < 1:
            self._wait_for((1 - self._tokens[method]) / self._rate(method))
            return False
        self._tokens[method] -= 1
        self._taken.add(method)
        return True

    def close(self) -> None:
        """Write what was taken."""
        for method in self._taken:
            self._buckets[method].tokens = self._tokens[method]
            self._buckets[method].refilled_at = self._t

    def _refilled(self, bucket: Bucket) -> float:
        if bucket.method not in self._pace.per_minute:
            return bucket.tokens
        full = max(1.0, self._pace.per_minute[bucket.method] * BURST)
        return min(full, bucket.tokens + max(0.0, self._t - bucket.refilled_at) * self._rate(bucket.method))

    def _rate(self, method: str) -> float:
        return self._pace.per_minute[method] * (1 - BURST) / 60

    def _wait_for(self, seconds: float) -> None:
        self.wait = seconds if self.wait is None else min(self.wait, seconds)


def limited(session: Session, method: str, lane: str, retry_after: float, *, t: float, pace: Pace) -> None:
    """Slack said 429 to `method` in `lane`: a second lane within the window pauses the method for all."""
    insert_once(session, Bucket, _full(method, t, pace))
    bucket = locked_buckets(session)[method]
    if bucket.limited_lane not in (None, lane) and t < bucket.limited_until:
        bucket.paused_until = max(bucket.paused_until, t + retry_after)
        log.warning("%s is limited in several channels: paused for %.0f s", method, retry_after)
    else:
        bucket.limited_lane = lane
        bucket.limited_until = t + max(pace.limited_window, retry_after)


def _full(method: str, t: float, pace: Pace) -> dict[str, object]:
    return {
        "method": method,
        "tokens": max(1.0, pace.per_minute.get(method, 0) * BURST),
        "refilled_at": t,
        "paused_until": 0.0,
        "limited_until": 0.0,
    }
