"""The shape of the second pair of eyes in a policy file: which words somebody else reads first, and who (Row Y6)."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from policy.draft_rows import Excuse, Pattern
from policy.kinds import DraftKind, Reads
from policy.rows import Key, Reasoned

NEVER = (DraftKind.ACKNOWLEDGEMENT, DraftKind.INTRODUCTION)
"""Words that wait for nobody: the customer is told first that they were heard, and by whom."""


class ReadFirst(Reasoned):
    """Words of these `kinds`; with a `pattern`, only those that it finds and nothing in `unless` excuses."""

    key: Key
    kinds: Annotated[tuple[DraftKind, ...], Field(min_length=1)]
    pattern: tuple[Pattern, ...] = ()
    unless: tuple[Excuse, ...] = ()

    @model_validator(mode="after")
    def _a_first_word_waits_for_nobody(self) -> Self:
        for kind in self.kinds:
            if kind in NEVER:
                raise ValueError(f'"{kind}" waits for nobody: the customer hears first that we heard them')
        if self.unless and not self.pattern:
            raise ValueError(
                "`unless` excuses what a `pattern` finds: without one there is nothing to excuse"
            )
        return self


class SecondEyes(Reasoned):
    """Who is asked: the first of `who`, then of `roles`, who is there and did not write it.

    The answer is due when one part in `at_most_one_in` of what is left of the promise to the customer has passed, or
    sooner, as the severity says.
    """

    who: tuple[Reads, ...] = ()
    roles: tuple[Key, ...] = ()
    at_most_one_in: Annotated[int, Field(ge=2)]
    row: Annotated[tuple[ReadFirst, ...], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _somebody_is_asked(self) -> Self:
        if not self.who and not self.roles:
            raise ValueError("say who reads it: `who`, `roles` or both")
        return self
