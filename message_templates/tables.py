"""Words that stand in tables (TOML): the shipped table, with a team's own words in place of those that they name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from message_templates.shelf import ROOM, current, once_a_shelf

Table = Mapping[str, Any]


@once_a_shelf
def table(path: str) -> Table:
    """All of one file, `path` below message_templates."""
    shipped = shipped_table(path)
    own = current().own.get(path)
    return shipped if own is None else _merged(shipped, tomllib.loads(own))


def shipped_table(path: str) -> Table:
    """As it comes with Heard."""
    return tomllib.loads((ROOM / path).read_text("utf-8"))


def _merged(below: Table, above: Table) -> Table:
    return {
        **below,
        **{
            key: _merged(below[key], value) if isinstance(value, dict) else value
            for key, value in above.items()
        },
    }
