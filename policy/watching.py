"""Whether something that was said or measured sets a trigger off (Rows M4, M10)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from policy.because import Because
from policy.facts import Values, holds
from policy.kinds import Heard
from policy.schema import Policy
from policy.watch_rows import Phrase, Watch

_WORD = re.compile("\\w+(?:['\u2019]\\w+)*")


@dataclass(frozen=True)
class Happening:
    """Something of one account: words, a mail's roles, tickets, its scores; each with its moment.

    `tickets` are those of its issue, `all_tickets` all around it with their issue and subject; `about` is its own.
    """

    kind: Heard
    at: datetime
    text: str = ""
    from_role: str | None = None
    to_role: str | None = None
    tickets: Collection[tuple[datetime, str]] = ()
    about: str = ""
    all_tickets: Collection[tuple[datetime, str, str]] = ()
    scores: Sequence[tuple[datetime, int]] = ()


@dataclass(frozen=True)
class SetOff:
    """A trigger that was set off, and by what: the words, how many tickets, from which score to which."""

    watch: Watch
    words: str | None = None
    tickets: int | None = None
    before: int | None = None
    after: int | None = None

    @property
    def because(self) -> Because:
        return Because(f"watch.{self.watch.key}", self.watch.spec, self.watch.because)


def set_off(policy: Policy, happening: Happening, values: Values, now: datetime) -> tuple[SetOff, ...]:
    """Every trigger that it sets off, in the policy's order; none for what is older than is heeded."""
    if policy.watching is None or happening.at < now - policy.watching.no_older_than:
        return ()
    found = (_of(policy, row, happening, now) for row in policy.watch if happening.kind in row.on)
    return tuple(one for one in found if one is not None and holds(policy, one.watch, values) is not None)


def _of(policy: Policy, row: Watch, happening: Happening, now: datetime) -> SetOff | None:
    if row.from_role not in (None, happening.from_role) or row.to_role not in (None, happening.to_role):
        return None
    if row.phrase is not None:
        phrase = next(one for one in policy.phrase if one.key == row.phrase)
        words = said_in(phrase, happening.text)
        return SetOff(row, words=words) if words is not None else None
    if row.tickets is not None and row.within is not None:
        count = most_within(_counted(policy, row, happening), happening.at, row.within)
        return SetOff(row, tickets=count) if count >= row.tickets else None
    if row.drop is not None and row.within is not None:
        return _drop(row, happening.scores, row.drop, row.within, now)
    return SetOff(row)


def _counted(policy: Policy, row: Watch, happening: Happening) -> Collection[tuple[datetime, str]]:
    """The tickets of its issue, or of the theme: none where this very ticket is not of it."""
    if row.theme is None:
        return happening.tickets
    theme = next(one for one in policy.phrase if one.key == row.theme)
    if said_in(theme, happening.about) is None:
        return ()
    return [(at, ticket) for at, ticket, words in happening.all_tickets if said_in(theme, words) is not None]


def said_in(phrase: Phrase, text: str) -> str | None:
    """The first of its words that the text says and means; None where there is none."""
    plain = (word.casefold().replace("\u2019", "'") for word in _WORD.findall(text))
    words = [word.removesuffix("'s") for word in plain]
    harmless = _places(words, _forms(phrase.unless))
    for start, end in _places(words, _forms(phrase.words)):
        if not any(first < end + phrase.near and start < last + phrase.near for first, last in harmless):
            return " ".join(words[start:end])
    return None


def most_within(tickets: Collection[tuple[datetime, str]], at: datetime, span: timedelta) -> int:
    """The most tickets of any stretch of this length with `at` in it; a ticket that is told twice counts once."""
    near = sorted(one for one in tickets if abs(one[0] - at) <= span)
    most = 0
    for begins, _ in near:
        if begins <= at <= begins + span:
            most = max(most, len({ticket for moment, ticket in near if begins <= moment <= begins + span}))
    return most


def _drop(
    row: Watch, scores: Sequence[tuple[datetime, int]], drop: int, span: timedelta, now: datetime
) -> SetOff | None:
    """How far it has fallen to the latest score, from the highest within the span before that."""
    known = sorted(scores)
    if not known:
        return None
    at, score = known[-1]
    highest = max(value for moment, value in known if moment >= at - span)
    return SetOff(row, before=highest, after=score) if highest - score >= drop else None


def _places(words: Sequence[str], forms: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Where these forms stand: first word and the one after the last, in order."""
    return [
        (start, start + len(form))
        for start in range(len(words))
        for form in forms
        if tuple(words[start : start + len(form)]) == form
    ]


@lru_cache(maxsize=500)
def _forms(phrases: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word.casefold() for word in _WORD.findall(phrase)) for phrase in phrases)
