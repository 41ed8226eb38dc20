"""What helps when it is hard: the words of HEARD and of the four hard cases, from guide/words.toml. Rows M5, P7."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from message_templates.tables import table


class UnknownCaseError(LookupError):
    """guide/words.toml has no case of that name."""


def _words() -> Mapping[str, Any]:
    return table("guide/words.toml")


def heard() -> Sequence[Mapping[str, str]]:
    """Its five letters, each with what it asks: `letter`, `words`."""
    return tuple(_words()["heard"])


def hard_cases() -> tuple[str, ...]:
    """The names of the cases, in the order in which they are read."""
    return tuple(_words()["case"])


def hard_case(name: str) -> Mapping[str, Any]:
    """`title`, `short`, `do`, `dont` and `say` of one case. Raises UnknownCaseError."""
    if name not in hard_cases():
        raise UnknownCaseError(f"no hard case is called {name!r}")
    case: Mapping[str, Any] = _words()["case"][name]
    return case
