"""The shape of what triage and notes take from a policy file: kinds of cause, and the reaction that adds a note."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policy.rows import ButtonLabel, Key, Reasoned, Row


class CauseType(Reasoned):
    """What kind of thing it is, and the role of whoever had better work on that (Row D2)."""

    key: Key
    label: ButtonLabel
    works_on: Key | None = None


class Notes(Row):
    """How a message becomes a note by a reaction; without this table no reaction does."""

    reaction: Annotated[str, Field(pattern=r"^[a-z0-9_+'-]{1,100}$")]
