"""Short answers by name: refusals, errors, and the words for states and promises. Their words are in sentences.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Template

from message_templates.environment import ROOM, environment


class UnknownSentenceError(LookupError):
    """sentences.toml has no sentence of that name."""


@cache
def keys() -> tuple[str, ...]:
    """Every sentence there is."""
    return tuple(_sources())


@cache
def _sources() -> Mapping[str, str]:
    tables = tomllib.loads((ROOM / "sentences.toml").read_text("utf-8"))
    return {key: source for table in tables.values() for key, source in table.items()}


@cache
def _template(key: str) -> Template:
    source = _sources().get(key)
    if source is None:
        raise UnknownSentenceError(f"no sentence is called {key!r}")
    return environment().from_string(source)


def sentence(key: str, **values: Any) -> str:
    """The sentence `key` about `values`, escaped like a message.

    Raises UnknownSentenceError, and jinja2.UndefinedError for a value that the sentence needs and nobody gave.
    """
    return _template(key).render(values)
