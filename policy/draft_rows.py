"""The shape of what checks a draft to the customer: rules that look for words, and what excuses them (Row M5a)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from policy.kinds import DraftFact, DraftKind, Reach
from policy.rows import ButtonLabel, Key, Reasoned, Row, Words

Pattern = Annotated[str, Field(min_length=1, max_length=1000)]
"""A regular expression as Python has them, read without regard to case; `{name}` stands for a part of that name."""

_PART = re.compile(r"\{([a-z][a-z_]*)\}")


class Excuse(Row):
    """Words near what was found because of which it is none."""

    pattern: Pattern
    reach: Reach = Reach.SENTENCE


class DraftRule(Reasoned):
    """What a draft had better not say, or must not; `because` tells its author why, `better` what to write."""

    key: Key
    better: Words
    stops: bool = False
    kinds: tuple[DraftKind, ...] = ()
    facts: tuple[DraftFact, ...] = ()
    pattern: tuple[Pattern, ...] = ()
    other_customers: bool = False
    at_least: Annotated[int, Field(ge=1)] = 1
    lacks: bool = False
    again: bool = False
    in_quotes: bool = False
    match_case: bool = False
    unless: tuple[Excuse, ...] = ()

    @model_validator(mode="after")
    def _looks_for_one_thing(self) -> Self:
        if bool(self.pattern) == self.other_customers:
            raise ValueError("say what it looks for: either `pattern`, or `other_customers`, and not both")
        if self.lacks and (self.again or self.at_least > 1 or self.unless or self.other_customers):
            raise ValueError("`lacks` asks for words that are not there: it goes with `pattern` alone")
        return self


class DraftReason(Row):
    """Why flagged words may stay as they are, as an option of the form; `of_stops`: even those that a rule stops."""

    key: Key
    label: ButtonLabel
    of_stops: bool = False


class Drafts(Row):
    """How drafts are checked: `written` are the ways of telling a customer of which the very words are recorded."""

    written: Annotated[tuple[Key, ...], Field(min_length=1)]
    legal_form: Pattern
    part: Mapping[Key, Pattern] = {}
    reason: Annotated[tuple[DraftReason, ...], Field(min_length=1, max_length=10)]
    rule: Annotated[tuple[DraftRule, ...], Field(min_length=1, max_length=100)]

    @model_validator(mode="after")
    def _every_pattern_can_be_read(self) -> Self:
        for owner, pattern in self._patterns():
            for name in _PART.findall(pattern):
                if name not in self.part:
                    raise ValueError(f"{owner}: there is no `part.{name}`")
            try:
                re.compile(self.filled(pattern))
            except re.error as error:
                raise ValueError(f"{owner}: not a regular expression, {error}: {pattern}") from error
        return self

    def _patterns(self) -> Iterator[tuple[str, str]]:
        yield "legal_form", self.legal_form
        yield from ((f"part.{name}", pattern) for name, pattern in self.part.items())
        for rule in self.rule:
            excuses = (excuse.pattern for excuse in rule.unless)
            yield from ((f"rule {rule.key}", pattern) for pattern in (*rule.pattern, *excuses))

    def filled(self, pattern: str) -> str:
        """The pattern with every part that it names in its place. Parts name no parts."""
        return _PART.sub(lambda found: f"(?:{self.part[found[1]]})", pattern)
