"""The rows of a policy that are about people: why it changes hands, cover, how much one can carry, who may read."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from policy.durations import Duration
from policy.kinds import Absence, Who
from policy.path_rows import When
from policy.rows import ButtonLabel, Key, Reasoned, Row, Words


class HandOverReason(Row):
    """Why an escalation may change hands; the list is closed (Row M11a).

    `given_when` marks the reason that Heard itself gives for an absence.
    """

    key: Key
    label: ButtonLabel
    given_when: Absence | None = None


class Cover(Reasoned):
    """Somebody stands in for the DRI for a while: `at_most` so long, and it ends by itself (Row M11a)."""

    at_most: Duration
    ladder: Key


class Load(Reasoned):
    """How much one DRI can carry: open escalations in all, and of the grave severities (Row M11e)."""

    grave: Annotated[tuple[Key, ...], Field(min_length=1)]
    grave_at_most: Annotated[int, Field(ge=0)]
    open_at_most: Annotated[int, Field(ge=0)]


class SuggestDri(When):
    """Who is suggested as the DRI of a new escalation; of several rows the first that names somebody (Row D3a).

    A row with conditions counts only where they hold.
    """

    who: Who | None = None
    role: Key | None = None
    spec: str = "ours"
    because: Words

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.who is None) == (self.role is None):
            raise ValueError("say whom: either `who` or `role`, and not both")
        return self


class Restricted(Reasoned):
    """Who may read what is restricted, besides the people whom it names (Row X17)."""

    readers: tuple[Key, ...] = ()
