"""The one way in: a verb and its arguments, asked in this process or over HTTP."""

from __future__ import annotations

from typing import Any, Protocol

Json = dict[str, Any]


class Refused(Exception):
    """What was asked cannot be done; the text is the sentence a person would read.

    ``errors`` maps a form's block ids to sentences.
    """

    def __init__(self, sentence: str, errors: dict[str, str] | None = None) -> None:
        super().__init__(sentence if not errors else f"{sentence} {errors}")
        self.sentence = sentence
        self.errors = errors or {}


class Asks(Protocol):
    """Whatever carries a verb to the sandbox. ``known`` remembers what expectations have met, by channel."""

    known: dict[str, set[str]]

    def answer(self, verb: str, body: Json) -> Json:
        """The raw answer to a verb, refusals included."""
        ...


def ask(asks: Asks, verb: str, **body: Any) -> Json:
    """The answer to a verb. Raises ``Refused`` where it says no."""
    answer = asks.answer(verb, body)
    if not answer.get("ok"):
        raise Refused(str(answer.get("error", "no answer")), answer.get("errors"))
    return answer
