"""What the app answered to a delivery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """An answer, or that there was none.

    ``failure`` is one of Slack's retry reasons (``http_timeout``, ``connection_failed``, ``http_error``) or
    empty. ``body`` is the JSON object of the answer, ``text`` its words where it was none.
    """

    status: int
    body: Json | None = None
    text: str = ""
    failure: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        """Whether the app took the delivery."""
        return not self.failure
