"""The ways in which the pretend Slack says no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """A refusal in Slack's own form: HTTP 200 with ``ok: false`` and an error code.

    ``messages`` become ``response_metadata.messages``; other keywords are added to the body.
    """

    def __init__(self, code: str, messages: Sequence[str] = (), **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.messages = tuple(messages)
        self.extra = extra

    def body(self) -> Json:
        """The JSON that the caller gets."""
        body: Json = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return body


class RateLimited(Exception):
    """Too many calls: HTTP 429. ``retry_after`` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after


class PersonError(Exception):
    """What a person tried cannot be done. The text is a sentence that the person reads.

    ``errors`` maps a form's block ids to sentences, where fields are at fault.
    """

    def __init__(self, sentence: str, errors: dict[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.errors = errors or {}

    def body(self) -> Json:
        """The JSON that the page gets."""
        body: Json = {"ok": False, "error": self.sentence}
        if self.errors:
            body["errors"] = self.errors
        return body
