"""The courier: asks the app and waits, or tells it and comes again when it did not listen."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from typing import Any, Protocol

from sandbox.deliveries.answer import Answer
from sandbox.log import Delivery, Log
from sandbox.settings import Settings

Json = dict[str, Any]
WORKERS = 4


class Way(Protocol):
    """A way to the app: signed HTTP, or Socket Mode."""

    @property
    def open(self) -> bool:
        """Whether the app was ever there: before that there is nobody to tell of events."""
        ...

    def send(self, kind: str, payload: Json, retry: tuple[int, str] | None = None) -> Answer:
        """Deliver and wait for the answer."""
        ...


class Courier:
    """Carries deliveries over the current ``way``. With none, everything fails as *connection_failed*."""

    def __init__(self, settings: Settings, log: Log) -> None:
        self._delays = settings.event_retry_delays
        self._log = log
        self._way: Way | None = None
        self._changed = threading.Condition()
        self._waiting: list[tuple[float, int, Json, int, str]] = []
        self._order = itertools.count()
        self._busy = 0
        self._stopping = False
        self._workers = [
            threading.Thread(target=self._work, name=f"courier-{number}", daemon=True)
            for number in range(WORKERS)
        ]
        for worker in self._workers:
            worker.start()

    def go_by(self, way: Way | None) -> None:
        """From now on deliver this way."""
        self._way = way

    def ask(self, kind: str, payload: Json) -> Answer:
        """Deliver a command or an interaction, once, and wait for the answer (or the deadline)."""
        return self._send(kind, payload, 1, None)

    def tell(self, payload: Json) -> None:
        """Deliver an event in the background, and again up to three times if it is not taken.

        What happens before the app is there for the first time is not told to it later.
        """
        if self._way is None or not self._way.open:
            return
        with self._changed:
            heapq.heappush(self._waiting, (time.monotonic(), next(self._order), payload, 0, ""))
            self._changed.notify_all()

    def settled(self, within: float) -> bool:
        """Wait until no event is under way or due now. Answers whether that came true in time."""
        with self._changed:
            return self._changed.wait_for(self._is_quiet, timeout=within)

    def stop(self) -> None:
        """Stop delivering; what still waits is dropped."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        for worker in self._workers:
            worker.join(timeout=5)

    def _is_quiet(self) -> bool:
        nothing_due = not self._waiting or self._waiting[0][0] > time.monotonic()
        return self._stopping or (self._busy == 0 and nothing_due)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._stopping or bool(self._waiting and self._waiting[0][0] <= time.monotonic()),
                    timeout=self._until_next(),
                )
                if self._stopping:
                    return
                if not self._waiting or self._waiting[0][0] > time.monotonic():
                    continue
                _, _, payload, number, reason = heapq.heappop(self._waiting)
                self._busy += 1
            answer = self._send("events_api", payload, number + 1, (number, reason) if number else None)
            with self._changed:
                self._busy -= 1
                if not answer.ok and not answer.no_retry and number < len(self._delays):
                    due = time.monotonic() + self._delays[number]
                    heapq.heappush(
                        self._waiting, (due, next(self._order), payload, number + 1, answer.failure)
                    )
                self._changed.notify_all()

    def _until_next(self) -> float | None:
        return max(0.0, self._waiting[0][0] - time.monotonic()) if self._waiting else None

    def _send(self, kind: str, payload: Json, attempts: int, retry: tuple[int, str] | None) -> Answer:
        at, way = time.time(), self._way
        answer = way.send(kind, payload, retry) if way else Answer(0, failure="connection_failed")
        self._log.add(
            Delivery(
                at,
                kind,
                payload,
                answer.status,
                attempts,
                answer.failure,
                type(way).__name__ if way else "",
                answer.body or ({"text": answer.text} if answer.text else {}),
            )
        )
        return answer
