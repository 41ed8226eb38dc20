"""The shape of how a customer is told: where a call beats written words, and what Heard sends itself (Rows D5a, X8)."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import Field, model_validator

from policy.draft_rows import Pattern
from policy.rows import Key, Reasoned


class SendToCustomer(Reasoned):
    """What Heard says in the channel shared with a customer; `restricted`: of a restricted escalation as well."""

    restricted: bool = False


class Voice(Reasoned):
    """At `severities` a call is suggested. Only a way of `ways` is one.

    A step of a plan that says one of `step` of one of `whom`, or of somebody at the customer by name, is a call.
    """

    severities: tuple[Key, ...] = ()
    ways: Annotated[tuple[Key, ...], Field(min_length=1, max_length=20)]
    step: tuple[Pattern, ...] = ()
    whom: tuple[Pattern, ...] = ()

    @model_validator(mode="after")
    def _every_pattern_can_be_read(self) -> Self:
        for pattern in (*self.step, *self.whom):
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"not a regular expression, {error}: {pattern}") from error
        return self
