"""What a customer pays us, taken out of what somebody is shown who may not see it. Row X9.

It goes by the fields that hold it and by the sentences that the path's facts are said with, so that what a rule once
gave as its reason says no figure either. What people typed themselves is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from message_templates import sentence
from policy.kinds import MONEY

FIELDS = frozenset({"arr", "share", "revenue_at_risk"})
"""Keys of what templates are given, and fields of the record, that hold a figure."""

_HERE = "9012345678"
"""Stands for a number while a sentence is turned into a pattern."""

_NUMBER = r"[\d,.]+"
Said = TypeVar("Said")


def without_figures(said: Said) -> Said:
    """The same, of any depth, without them: a key that holds one is None, an answer about one is not there."""
    return _without(said, _sentences())  # type: ignore[no-any-return]


def _without(said: Any, facts: Sequence[re.Pattern[str]]) -> Any:
    if isinstance(said, Mapping):
        return {key: None if key in FIELDS else _without(value, facts) for key, value in said.items()}
    if isinstance(said, list | tuple):
        return [_without(one, facts) for one in said if not _is_about_one(one)]
    if isinstance(said, str):
        for fact in facts:
            said = fact.sub(sentence("figure_withheld"), said)
    return said


def _is_about_one(one: Any) -> bool:
    return isinstance(one, Mapping) and one.get("field") in FIELDS


def _sentences() -> tuple[re.Pattern[str], ...]:
    """Every fact about money as a rule says it, with its limit where it names one; the words may be a team's own."""
    said = [
        sentence(f"fact_{measure}", value=_HERE, limit=limit)
        for measure in sorted(MONEY)
        for limit in (_HERE, None)
    ]
    return tuple(re.compile(_NUMBER.join(map(re.escape, words.split(_HERE)))) for words in said)
