"""The words of a form: title and buttons, and for each field its label, perhaps a hint, a placeholder, options."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from message_templates.shelf import ROOM, once_a_shelf
from message_templates.tables import table

FormWords = Mapping[str, Any]
"""Read only. `title`, `close`, `submit`; a field's name → its words; anything else that the form says."""

_FOLDER = ROOM / "forms"
_SHARES = "shares"


class UnknownFormError(KeyError):
    """No file of that name holds a form's words."""


@cache
def form_names() -> tuple[str, ...]:
    """Every form there is."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@once_a_shelf
def form(name: str) -> FormWords:
    """The words of the form `name`. Asking it for a word that it lacks raises KeyError; so does an unknown form."""
    if name not in form_names():
        raise UnknownFormError(f"no form is called {name!r}")
    words = dict(table(f"forms/{name}.toml"))
    for shared in words.pop(_SHARES, ()):
        words = {**table(f"forms/shared/{shared}.toml"), **words}
    return _frozen(words)


def _frozen(words: Mapping[str, Any]) -> FormWords:
    return MappingProxyType(
        {key: _frozen(value) if isinstance(value, dict) else value for key, value in words.items()}
    )


def field_label(name: str) -> str:
    """What a field of the record is called in a sentence; the name itself for one of former times."""
    return str(table("forms/shared/short.toml").get(name, name.replace("_", " ")))


def channel_label(key: str) -> str:
    """How the customer was reached, by the key that the forms record; the key itself for one of former times."""
    return str(form("post_update")["channel"]["options"].get(key, key))
