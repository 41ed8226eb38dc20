"""Signals that ask a process to stop or to read its rules anew, heard by a thread of their own.

A signal's handler runs in the main thread, when that gets around to it: it waits for an Event that the handler
may not touch, and where another thread took the signal it goes on waiting. A byte in a pipe has neither trouble.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from threading import Event, Thread
from types import FrameType


class Signals:
    """TERM and INT set `stop`; a second one ends the process at once. Make it in the main thread.

    A closed terminal (HUP) calls `on_hangup`, where there is one; with `hangup_stops` it stops, too.
    """

    def __init__(self, *, hangup_stops: bool = False) -> None:
        self.stop = Event()
        self.on_hangup: Callable[[], None] | None = None
        self._stopping = {signal.SIGTERM, signal.SIGINT} | ({signal.SIGHUP} if hangup_stops else set())
        self._pipe, write = os.pipe()
        os.set_blocking(write, False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, _noted)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        Thread(target=self._attend, name="signals", daemon=True).start()

    def _attend(self) -> None:
        while byte := os.read(self._pipe, 1):
            number = byte[0]
            if number in self._stopping:
                if self.stop.is_set():
                    os._exit(128 + number)
                self.stop.set()
            elif number == signal.SIGHUP and self.on_hangup is not None:
                self.on_hangup()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """The pipe has it."""
