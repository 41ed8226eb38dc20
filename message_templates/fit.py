"""Making finished markup fit Slack's limits, without leaving half a mention or half an entity behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from message_templates.limits import units
from message_templates.safe import GUARDS

_HALF_AN_ENTITY = re.compile(r"&[a-z]{0,3}\Z")
_noticed: ContextVar[list[str] | None] = ContextVar("noticed", default=None)


@contextmanager
def noticing_cuts() -> Iterator[list[str]]:
    """The beginnings of what did not fit, meanwhile and in this thread."""
    found: list[str] = []
    before = _noticed.set(found)
    try:
        yield found
    finally:
        _noticed.reset(before)


def notice_cut(markup: str) -> None:
    """Something of this had to go."""
    noticed = _noticed.get()
    if noticed is not None:
        noticed.append(markup[:40])


def fit(markup: str, limit: int) -> str:
    """`markup` in at most `limit` characters, ending in "…" where something was cut."""
    if len(markup) * 2 <= limit or units(markup) <= limit:
        return markup
    notice_cut(markup)
    end = min(limit - 1, len(markup))
    while units(markup[:end]) > limit - 1:
        end -= max(1, (units(markup[:end]) - limit + 1) // 2)
    opened = markup.rfind("<", 0, end)
    if opened > markup.rfind(">", 0, end):
        end = opened
    kept = _HALF_AN_ENTITY.sub("", markup[:end])
    space = max(kept.rfind(" "), kept.rfind("\n"))
    # Through a date's or a link's label there is no cut at a space: what follows the last ">" is bare text.
    if space > max(len(kept) // 2, kept.rfind(">")):
        kept = kept[:space]
    return kept.rstrip(f" \n*_~`{''.join(GUARDS)}") + "…"


def packed(markup: str, limit: int, most: int) -> list[str]:
    """Lines put together into as few parts of `limit` as hold them, `most` at the utmost; then "…"."""
    parts: list[str] = []
    for line in markup.split("\n"):
        line = fit(line, limit)
        if parts and units(parts[-1]) + 1 + units(line) <= limit:
            parts[-1] += "\n" + line
        elif len(parts) == most:
            parts[-1] = fit(parts[-1], limit - 2).removesuffix("…").rstrip() + "\n…"
            break
        else:
            parts.append(line)
    return [part for part in (part.strip() for part in parts) if part]
