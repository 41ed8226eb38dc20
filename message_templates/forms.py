"""The words of a form: title and buttons, and for each field its label, perhaps a hint, a placeholder, options."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FormWords = Mapping[str, Any]
"""Read only. `title`, `close`, `submit`; a field's name → its words; anything else that the form says."""

_FOLDER = Path(__file__).parent / "forms"
_SHARES = "shares"


class UnknownFormError(KeyError):
    """No file of that name holds a form's words."""


@cache
def form_names() -> tuple[str, ...]:
    """Every form there is."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def form(name: str) -> FormWords:
    """The words of the form `name`. Asking it for a word that it lacks raises KeyError; so does an unknown form."""
    if name not in form_names():
        raise UnknownFormError(f"no form is called {name!r}")
    words = _read(f"{name}.toml")
    for shared in words.pop(_SHARES, ()):
        words = {**_read(f"shared/{shared}.toml"), **words}
    return _frozen(words)


def _read(path: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / path).read_text("utf-8"))


def _frozen(table: dict[str, Any]) -> FormWords:
    return MappingProxyType(
        {key: _frozen(value) if isinstance(value, dict) else value for key, value in table.items()}
    )


def field_label(name: str) -> str:
    """What a field of the record is called in a sentence; the name itself for one of former times."""
    return str(_short_names().get(name, name.replace("_", " ")))


@cache
def _short_names() -> Mapping[str, Any]:
    return _read("shared/short.toml")


def channel_label(key: str) -> str:
    """How the customer was reached, by the key that the forms record; the key itself for one of former times."""
    return str(form("post_update")["channel"]["options"].get(key, key))
