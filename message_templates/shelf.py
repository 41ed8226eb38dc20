"""Where words are read from: the shipped files, and those of a team's own that stand in place of some of them.

Everything that is read or compiled is kept with the shelf that it came from. Another shelf is put in force whole;
whoever tries one out reads from it in a `with`, and nobody else notices. Words of a team that fail while they are used,
whatever was missed when they were checked, are said in the shipped words: a nudge is never lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

log = logging.getLogger(__name__)

ROOM = Path(__file__).parent

P = ParamSpec("P")
R = TypeVar("R")


class Shelf:
    """The shipped words, and `own`: path below message_templates → text that stands in its place.

    `on_trial`: what fails in it is an error, and not said in the shipped words. `failed`: what did, once a sentence.
    """

    def __init__(self, own: Mapping[str, str], *, on_trial: bool = False) -> None:
        self.own = dict(own)
        self.on_trial = on_trial
        self.failed: list[str] = []
        self._kept: dict[Any, Any] = {}

    def read(self, path: str) -> str:
        """The text of one file. Raises OSError where there is none."""
        return self.own[path] if path in self.own else (ROOM / path).read_text("utf-8")

    def kept(self, key: Any, make: Callable[[], R]) -> R:
        """What `make` made the first time."""
        found = self._kept
        if key not in found:
            found[key] = make()
        made: R = found[key]
        return made


SHIPPED = Shelf({})

_in_force = SHIPPED
_tried: ContextVar[Shelf | None] = ContextVar("tried", default=None)


def current() -> Shelf:
    """The shelf that words come from here and now."""
    return _tried.get() or _in_force


def put_in_force(shelf: Shelf) -> None:
    """From now on words come from this shelf, in every thread."""
    global _in_force
    _in_force = shelf


@contextmanager
def reading_from(shelf: Shelf) -> Iterator[None]:
    """Here, and in no other thread, words come from this shelf."""
    before = _tried.set(shelf)
    try:
        yield
    finally:
        _tried.reset(before)


def once_a_shelf(function: Callable[P, R]) -> Callable[P, R]:
    """As functools.cache, for what depends on the words: each shelf has its own."""

    @wraps(function)
    def kept(*args: P.args, **named: P.kwargs) -> R:
        return current().kept((function, args), lambda: function(*args, **named))

    return kept


def else_shipped(function: Callable[P, R]) -> Callable[P, R]:
    """What says something: where the team's own words fail, the shipped ones say it, and `ops` will hear of it.

    Where the shipped ones fail as well, the record is at fault and not the words: raised as ever.
    """

    @wraps(function)
    def said(*args: P.args, **named: P.kwargs) -> R:
        shelf = current()
        if not shelf.own or shelf.on_trial:
            return function(*args, **named)
        try:
            return function(*args, **named)
        except Exception as error:  # whatever a template can raise: it is the team's, and not foreseen
            with reading_from(SHIPPED):
                made = function(*args, **named)
            # Not what it says: it may quote what the words were about.
            sentence = f"{args[0]}: {type(error).__name__}"
            if sentence not in shelf.failed:
                shelf.failed.append(sentence)
                log.exception("words of your own failed (%s): the shipped ones were used", sentence)
            return made

    return said
