"""The arguments of a Web API call, whether they came as a form or as JSON."""

from __future__ import annotations

import json
from typing import Any

from sandbox.errors import SlackError

Json = dict[str, Any]


class Arguments:
    """Arguments by name. A form gives only strings, JSON gives any type; both are read alike.

    ``hidden_for`` is no argument: a fault drill says by it how many seconds history hides what is posted.
    """

    def __init__(self, raw: Json, hidden_for: float = 0.0) -> None:
        self.raw = raw
        self.hidden_for = hidden_for

    def given(self, name: str) -> bool:
        """Whether the argument was sent, and is not null."""
        return self.raw.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """A string; a number is taken as its digits, anything else is ``invalid_arguments``."""
        value = self.raw.get(name)
        if value is None:
            return default
        if isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise SlackError("invalid_arguments", [f"must provide a string [json-pointer:/{name}]"])

    def required(self, name: str) -> str:
        """A string that has to be there; else ``invalid_arguments`` names it."""
        value = self.text(name)
        if not value:
            raise SlackError("invalid_arguments", [f"missing required field: {name}"])
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean: true, "true" and "1" are yes."""
        value = self.raw.get(name)
        if value is None:
            return default
        return value is True or str(value).lower() in ("true", "1")

    def number(self, name: str, default: int, low: int, high: int, code: str = "invalid_arguments") -> int:
        """A whole number between ``low`` and ``high``; else the error ``code``."""
        value = self.raw.get(name)
        if value is None or value == "":
            return default
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise SlackError(code, [f"must be a number [json-pointer:/{name}]"]) from None
        if not low <= number <= high:
            raise SlackError(code, [f"must be between {low} and {high} [json-pointer:/{name}]"])
        return number

    def data(self, name: str, code: str = "invalid_arguments") -> Any:
        """A structure: JSON as such, or as a string that holds JSON; else the error ``code``."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(code, [f"must be valid JSON [json-pointer:/{name}]"]) from None

    def names(self, name: str) -> list[str]:
        """A list of words: a JSON list, or one string with commas."""
        value = self.raw.get(name)
        if isinstance(value, str) and value.startswith("["):
            value = self.data(name)
        if isinstance(value, list):
            return [str(word) for word in value]
        return [word.strip() for word in self.text(name).split(",") if word.strip()]
