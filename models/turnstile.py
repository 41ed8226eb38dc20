"""First come, first served: the queue that SQLite's writers stand in.

A plain lock lets a writer that just finished go again while others wait; several writers on
`busy_timeout` starve for seconds. This hands the lock to whoever has waited longest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock


class TurnNotComeError(TimeoutError):
    """The queue did not move in time; nothing was written."""


class Turnstile:
    """A fair lock within one process."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._busy = False
        self._waiting: deque[Event] = deque()

    def __len__(self) -> int:
        """How many wait."""
        with self._guard:
            return len(self._waiting)

    @contextmanager
    def turn(self, timeout: float) -> Iterator[None]:
        """Hold the turn; raises TurnNotComeError after `timeout` seconds of waiting."""
        self._enter(timeout)
        try:
            yield
        finally:
            self._leave()

    def _enter(self, timeout: float) -> None:
        with self._guard:
            if not self._busy:
                self._busy = True
                return
            mine = Event()
            self._waiting.append(mine)
        if mine.wait(timeout):
            return
        with self._guard:
            if not mine.is_set():
                self._waiting.remove(mine)
                raise TurnNotComeError("the database has been busy for too long")

    def _leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._busy = False
