"""Delivery as a thread of its own: it starts, looks for what was committed, and stops losing nothing."""

from __future__ import annotations

import logging
import time
from threading import Event, Thread

from services.delivery.courier import Courier
from services.delivery.desk import Desk

log = logging.getLogger(__name__)

AFTER_A_FAILURE = 1.0
"""Seconds to wait when a round raised: the database may be away."""


class DeliveryLoop:
    """Delivers until it is stopped. As many as wanted may run on one database."""

    def __init__(self, desk: Desk, threads: int = 16) -> None:
        self._desk = desk
        self._courier = Courier(desk, threads)
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="delivery", daemon=True)
        self.turned_at = time.monotonic()
        """When the last round ended, on the monotonic clock: a watchdog sees by it that delivery lives."""

    def start(self) -> None:
        """Begin. A loop runs once."""
        self._thread.start()

    def wake(self) -> None:
        """Something was just committed: look for it now, not at the next look."""
        self._courier.wake()

    def stop(self) -> None:
        """Take nothing more, finish what is under way and give every lane back. Waits for it.

        What Slack has not answered by then is in doubt, and the next to run finds out.
        """
        self._stopping.set()
        self._courier.wake()
        self._thread.join(self._desk.http_timeout + 5)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._courier.turn()
            except Exception:  # the loop's door: whatever a round meets, the next one is tried
                log.exception("a round of delivery failed; the next is in %.0f s", AFTER_A_FAILURE)
                self._stopping.wait(AFTER_A_FAILURE)
            self.turned_at = time.monotonic()
            self._courier.wait()
        self._courier.finish(self._desk.http_timeout + 2)
