"""The Slack markup that templates may use: people, times, links, quotations. Each is a Jinja filter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context

from message_templates.limits import units
from message_templates.safe import ACCENT, Safe, clean, escape, finalize, one_line

_USER = re.compile(r"[UW][A-Z0-9]{1,40}\Z")
_CHANNEL = re.compile(r"[CDG][A-Z0-9]{1,40}\Z")
_DATE_FORMATS = {"when": "{date_short_pretty} at {time}", "clock": "{time}"}
_FALLBACKS = {"when": "%-d %b %Y, %H:%M UTC", "clock": "%H:%M UTC"}
_MARKUP_BREAKERS = re.compile(r"[<>|\s\"`]")
_GLUE = "\u200d\ufe0e\ufe0f\u20e3"
_ELLIPSIS = "…"
QUOTE_CHARACTERS = 1500
QUOTE_LINES = 15


def mention(user_id: str) -> Safe:
    """`<@U…>`: for the one who must act, since it notifies. Raises ValueError for what is no Slack user id."""
    if not _USER.match(user_id):
        raise ValueError(f"not a Slack user id: {user_id!r}")
    return Safe(f"<@{user_id}>")


@pass_context
def name(context: Context, user_id: str) -> Safe:
    """Somebody who need not act: the name from the context's optional `names`, else a mention."""
    known_names: Mapping[str, str] = context.get("names") or {}
    known = known_names.get(user_id)
    return escape(one_line(known)) if known and one_line(known) else mention(user_id)


@pass_context
def names(context: Context, user_ids: Iterable[str]) -> Safe:
    """Several people in one sentence: "Ana, Ben and Cem"."""
    return listed([name(context, user_id) for user_id in user_ids])


def listed(values: Iterable[object]) -> Safe:
    """Values as a list in a sentence, each escaped unless it is safe already."""
    parts = [finalize(value) for value in values]
    return Safe(" and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:]))))


def when(unix: int, style: str = "when") -> Safe:
    """A moment (unix seconds) in each reader's own zone; `style` is when or clock. UTC where Slack cannot."""
    moment = datetime.fromtimestamp(unix, UTC)
    fallback = _FALLBACKS[style].replace("%-d", str(moment.day))
    return Safe(f"<!date^{int(unix)}^{_DATE_FORMATS[style]}|{moment.strftime(fallback)}>")


def clock(unix: int) -> Safe:
    """Only the time of day."""
    return when(unix, "clock")


def is_web_address(url: str) -> bool:
    """Whether `url` may become a link: http or https, a host, and nothing that ends or splits Slack's markup."""
    if _MARKUP_BREAKERS.search(url) or clean(url) != url or units(url) > 2000:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def link(url: str | None, label: str) -> Safe:
    """`<url|label>`, or the label alone where there is no address that may be linked."""
    words = finalize(label).replace("|", "¦")
    if url is None or not is_web_address(url):
        return Safe(words)
    return Safe(f"<{url.replace('&', '&amp;')}|{words}>")


def channel(channel_id: str) -> Safe:
    """`<#C…>`. Raises ValueError for what is no Slack channel id."""
    if not _CHANNEL.match(channel_id):
        raise ValueError(f"not a Slack channel id: {channel_id!r}")
    return Safe(f"<#{channel_id}>")


@pass_context
def lane(context: Context, address: str) -> Safe:
    """Where a message goes: a channel id, "dm:" and a user id, or "own:" and the number of an escalation."""
    if address.startswith("own:"):
        return Safe(f"the channel of ESC-{address.split(':')[1]}")
    if address.startswith("dm:"):
        return Safe(f"a direct message to {name(context, address[3:])}")
    return channel(address)


def cut(text: str, length: int) -> str:
    """At most `length`, ended with "…" at a word's end, and never through the middle of an emoji."""
    if units(text) <= length:
        return text
    end = min(length - 1, len(text) - 1)
    while end > 0 and units(text[:end]) > length - 1:
        end -= max(1, (units(text[:end]) - length + 1) // 2)
    space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    if space > end // 2:
        end = space
    else:
        while end > 1 and (_sticks(text[end]) or text[end - 1] == "\u200d"):
            end -= 1
    return text[:end].rstrip() + _ELLIPSIS


def _sticks(character: str) -> bool:
    """Whether it changes the character before it: an accent, a skin tone, a part of a joined emoji."""
    return (
        character in _GLUE
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or bool(unicodedata.combining(character))
    )


def quote(text: str, length: int = QUOTE_CHARACTERS, lines: int = QUOTE_LINES) -> Safe:
    """A person's words as a quotation, line for line; blank lines are dropped and a long paste is cut."""
    kept = [line for raw in clean(text).split("\n") if (line := raw.strip())]
    words = "\n".join(kept[:lines])
    if len(kept) > lines:
        words += " " + _ELLIPSIS
    return Safe("\n".join("> " + escape(line) for line in cut(words, length).split("\n")))


def as_typed(text: str, length: int) -> Safe:
    """A person's words as they wrote them, line for line, for whoever they were written to."""
    return Safe("\n".join(escape(line) for line in cut(clean(text), length).split("\n")))


def code(text: str) -> Safe:
    """In fixed width, as typed; a backtick inside becomes the accent that looks like one."""
    words = one_line(text).replace("`", ACCENT)
    if not words:
        return Safe("")
    return Safe("`" + words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "`")


FILTERS: Mapping[str, Callable[..., Any]] = {
    filter_.__name__: filter_
    for filter_ in (
        mention,
        name,
        names,
        listed,
        when,
        clock,
        link,
        channel,
        lane,
        cut,
        quote,
        as_typed,
        code,
    )
}
