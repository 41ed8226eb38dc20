"""Faults on request: what real networks and a real Slack do on a bad day."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

KINDS = ("ratelimited", "http_500", "http_503", "timeout", "lost_reply", "late_history", "error")


@dataclass
class Fault:
    """One fault, for one method (or ``*``) and, if named, one channel.

    ``times`` counts down; ``None`` is for ever. ``retry_after`` belongs to *ratelimited*; ``seconds`` to
    *timeout* (silence that long, then the line drops) and *late_history* (hidden that long); ``error`` to
    *error*. ``taken`` lets the call do its work before the fault spoils the answer, as *lost_reply* always does.
    """

    kind: str
    method: str = "*"
    channel: str | None = None
    times: int | None = 1
    retry_after: int = 1
    seconds: float = 5.0
    error: str = "fatal_error"
    after: int = 0
    taken: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is no kind of fault; there are {', '.join(KINDS)}")


class Faults:
    """The faults that wait for their call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let this fault happen. ``after`` lets that many fitting calls pass first."""
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """No more faults."""
        with self._lock:
            self._waiting.clear()

    def take(self, method: str, channels: set[str], kinds: set[str]) -> Fault | None:
        """The first fault of these kinds that fits this call, one use of it spent."""
        with self._lock:
            for fault in self._waiting:
                fits = fault.method in ("*", method) and (fault.channel is None or fault.channel in channels)
                if not fits or fault.kind not in kinds:
                    continue
                if fault.after > 0:
                    fault.after -= 1
                    continue
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._waiting.remove(fault)
                return fault
        return None
