"""The shape of path rules in a policy file: facts made from answers, conditions over facts, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from policy.asking_rows import Asking
from policy.durations import Duration
from policy.kinds import Who
from policy.rows import Key, Row, Words


class Condition(Row):
    """One fact that must hold: as it is, one of several (`is`), or a number `above` or `below` another."""

    fact: Key
    is_: Annotated[tuple[str, ...], Field(alias="is", max_length=50)] = ()
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _one_comparison(self) -> Self:
        if sum((bool(self.is_), self.above is not None, self.below is not None)) > 1:
            raise ValueError("compare once: `is`, `above` or `below`")
        return self


class When(Row):
    """Conditions: `all` of these hold, at least one of `any`, and `none` of those. An unknown fact does not hold."""

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    none: tuple[Condition, ...] = ()

    def conditions(self) -> Iterator[Condition]:
        """Every one of them."""
        yield from (*self.all, *self.any, *self.none)


class Fact(When):
    """A fact that is made from answers and other facts; `label` is the sentence for people (Row M3e)."""

    key: Key
    label: Words
    spec: str = "ours"

    @model_validator(mode="after")
    def _made_of_something(self) -> Self:
        if not (self.all or self.any):
            raise ValueError("say what it is made of: `all` or `any`")
        return self


class PathRule(Asking, When):
    """Where an escalation goes when its conditions hold: up to a tier, to a person, into a channel (Rows P4, M3).

    `roles` in order: the first who can be reached is named. With `after` it is looked at so long after the opening, and
    from then on. With `sponsor_within` the executive sponsor is called in, and speaks with theirs within that (Row M6).
    """

    key: Key
    tier: Key | None = None
    roles: tuple[Key, ...] = ()
    who: Who | None = None
    channel: Key | None = None
    after: Duration | None = None
    sponsor_within: Duration | None = None

    @model_validator(mode="after")
    def _leads_somewhere_and_not_always(self) -> Self:
        if not (self.tier or self.roles or self.who or self.channel or self.sponsor_within is not None):
            raise ValueError("say where it leads: `tier`, `roles`, `who`, `channel` or `sponsor_within`")
        if self.roles and self.who:
            raise ValueError("name one person: either `roles` or `who`")
        if (self.roles or self.who) and not (self.channel or self.tier):
            raise ValueError("say where they are told: `channel`, or the channel of a `tier`")
        if self.ask is not None and not (self.roles or self.who):
            raise ValueError("an ask needs somebody to be asked: `roles` or `who`")
        if not (self.all or self.any or self.after):
            raise ValueError("say when: `all`, `any` or `after`; what always holds belongs to the severity")
        return self
