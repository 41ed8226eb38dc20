"""Short answers by name: refusals, errors, and the words for states and promises. Their words are in sentences.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Template

from message_templates.environment import environment
from message_templates.shelf import else_shipped, once_a_shelf
from message_templates.tables import table


class UnknownSentenceError(LookupError):
    """sentences.toml has no sentence of that name."""


@once_a_shelf
def keys() -> tuple[str, ...]:
    """Every sentence there is."""
    return tuple(_sources())


@once_a_shelf
def _sources() -> Mapping[str, str]:
    tables = table("sentences.toml")
    return {key: source for table in tables.values() for key, source in table.items()}


@once_a_shelf
def _template(key: str) -> Template:
    source = _sources().get(key)
    if source is None:
        raise UnknownSentenceError(f"no sentence is called {key!r}")
    return environment().from_string(source)


@else_shipped
def sentence(key: str, **values: Any) -> str:
    """The sentence `key` about `values`, escaped like a message.

    Raises UnknownSentenceError, and jinja2.UndefinedError for a value that the sentence needs and nobody gave.
    """
    return _template(key).render(values)
