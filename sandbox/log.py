"""Every call that came in and every delivery that went out, in order."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A Web API call: what was asked, what was answered. ``at`` is Unix seconds, ``status`` HTTP's.

    ``fault`` names the fault drill that spoiled it, if one did; ``response`` is then what would have been said.
    """

    at: float
    method: str
    args: Json
    response: Json
    status: int = 200
    fault: str = ""


@dataclass(frozen=True)
class Delivery:
    """Something Slack sent to the app. ``status`` is 0 where no answer came; ``failure`` then says why."""

    at: float
    kind: str
    body: Json
    status: int
    attempts: int = 1
    failure: str = ""
    via: str = ""
    answer: Json = field(default_factory=dict)


class Log:
    """An append-only list that many threads write."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[Call | Delivery] = []

    def add(self, entry: Call | Delivery) -> None:
        """Write one entry down."""
        with self._lock:
            self._entries.append(entry)

    def entries(self, since: int = 0) -> list[Json]:
        """All entries from a position on, as JSON: ``what`` is "call" or "delivery"."""
        with self._lock:
            found = self._entries[since:]
        return [{"what": type(entry).__name__.lower(), **asdict(entry)} for entry in found]
