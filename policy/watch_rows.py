"""The shape of automatic triggers in a policy file: phrases with their word forms, and what is watched for (Row M4)."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from policy.durations import Duration
from policy.kinds import CalendarKind, Does, Heard
from policy.path_rows import When
from policy.rows import ButtonLabel, Key, Row, Words

Word = Annotated[str, Field(min_length=2, max_length=80)]
SPOKEN = frozenset({Heard.MESSAGE, Heard.TICKET, Heard.SOCIAL, Heard.EMAIL})


class Phrase(Row):
    """Words in all their forms. One of them counts unless one of `unless` stands within `near` words of it."""

    key: Key
    words: Annotated[tuple[Word, ...], Field(min_length=1, max_length=200)]
    unless: Annotated[tuple[Word, ...], Field(max_length=200)] = ()
    near: Annotated[int, Field(ge=1, le=20)] = 4


class Watch(When):
    """What is watched for, and what Heard does then: opens an escalation, or proposes one (Rows M4, M10).

    `tickets` counts those of one issue; with a `theme`, those whose issue or subject says that phrase.
    """

    key: Key
    label: ButtonLabel
    on: Annotated[tuple[Heard, ...], Field(min_length=1)]
    phrase: Key | None = None
    tickets: Annotated[int, Field(ge=2, le=100)] | None = None
    theme: Key | None = None
    drop: Annotated[int, Field(ge=1, le=100)] | None = None
    within: Duration | None = None
    from_role: Key | None = None
    to_role: Key | None = None
    does: Does
    answer_within: Duration | None = None
    calendar: CalendarKind = CalendarKind.WALL
    impact: Key
    trigger: Key | None = None
    tier: Key | None = None
    spec: str = "ours"
    because: Words

    @model_validator(mode="after")
    def _one_thing_and_a_time(self) -> Self:
        if (self.tickets is None) != (Heard.TICKET not in self.on or self.phrase is not None):
            raise ValueError("tickets are counted (`tickets`) or read (`phrase`)")
        if self.theme is not None and self.tickets is None:
            raise ValueError("`theme` says which tickets are counted: say how many (`tickets`)")
        if (self.drop is None) != (Heard.HEALTH not in self.on):
            raise ValueError("`drop` goes with health, and health with `drop`")
        if (self.tickets or self.drop) and self.within is None:
            raise ValueError("say `within` how long")
        if (self.from_role or self.to_role) and tuple(self.on) != (Heard.EMAIL,):
            raise ValueError("`from_role` and `to_role` go with mails alone")
        if self.phrase is not None and not set(self.on) <= SPOKEN:
            raise ValueError("only what is written can be read: leave out health, or `phrase`")
        if (self.does is Does.PROPOSE) != (self.answer_within is not None):
            raise ValueError("a proposal needs `answer_within`, and nothing else does")
        return self


class Watching(Row):
    """Bounds of what is heeded: nothing older than this, and the same again only after so long.

    `answer_within` is for what would open, and is offered for reopening instead.
    """

    no_older_than: Duration
    again_after: Duration
    answer_within: Duration
