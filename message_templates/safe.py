"""What a person typed can be read, and can do nothing: one escape, and the only type that it lets through.

Slack has no escape for its formatting. So each `*`, `_` or `~` that could open or close something gets a space of no
width on either side (U+FEFF; for what opens or closes must touch a word), and outside of it a word joiner (U+2060), so
that a formatting character of ours beside it still works. A backtick takes any neighbour: it becomes the accent that
looks like one (U+02CB). `:tada:` stays an emoji, because that is what a form sends when somebody picks one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

JOINER = "\u2060"
GUARDS = (JOINER + "\ufeff", "\ufeff" + JOINER)
"""What stands before and after a character that must not format."""
ACCENT = "\u02cb"
BREAK = "\x1e"
"""Stands between fields. No escaped text contains it, for `escape` drops every control character."""

# What steers instead of saying: controls, lone surrogates, and what turns the direction of all that follows.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
# An underscore inside a word (`snake_case`, `:rotating_light:`) formats nothing and must stay as it is.
_FORMATTING = re.compile(r"[*~]|(?<![^\W_])_|_(?![^\W_])")
_SHOUT = re.compile(r"@(?=(?:channel|here|everyone|group)\b)", re.IGNORECASE)
_QUOTE_AT_START = re.compile(r"(?m)^(\s*)&gt;")
# Most values hold none of all this: one look tells.
_UNCLEAN = re.compile(rf"{_STEERING.pattern}|{_LINE_ENDS.pattern}")
_NEEDS_CARE = re.compile(rf"[&<>*~`_@]|{_UNCLEAN.pattern}")
_ENTITIES: Mapping[str, str] = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ENTITY = re.compile("&(?:amp|lt|gt);")
_MARKUP_START = re.compile(r"<(?=[@#!])")


class Safe(str):
    """Text that is already Slack markup of our own making. Joining it with anything makes a plain str again."""

    __slots__ = ()


def clean(text: str) -> str:
    """Without the characters that steer; newlines and tabs stay."""
    return _STEERING.sub("", _LINE_ENDS.sub("\n", text)) if _UNCLEAN.search(text) else text


def one_line(text: str) -> str:
    """Cleaned, with every run of white space, line ends included, made one space."""
    return " ".join(clean(text).split())


def escape(text: str) -> Safe:
    """`text` so that Slack shows it as typed: no link, no mention, no formatting, no quotation."""
    if not _NEEDS_CARE.search(text):
        return Safe(text)
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _FORMATTING.sub(lambda found: found[0].join(GUARDS), text).replace("`", ACCENT)
    text = _SHOUT.sub("@" + JOINER, text)
    return Safe(_QUOTE_AT_START.sub(rf"\1{JOINER}&gt;", text))


def finalize(value: object) -> str:
    """What Jinja prints for `{{ value }}`. A string that nobody made safe becomes one escaped line.

    Raises TypeError for None, booleans and collections: printing one is a mistake in a template.
    """
    if isinstance(value, Safe):
        return value
    if isinstance(value, str):
        return escape(one_line(value))
    if value is None or isinstance(value, (bool, list, tuple, dict)):
        raise TypeError(f"a message cannot say {value!r}")
    return str(value)


def plain(markup: str) -> str:
    """Markup for a place where Slack formats nothing (headers, buttons): as typed, and still no mention."""
    text = _ENTITY.sub(lambda found: _ENTITIES[found[0]], markup.replace(JOINER, "").replace("\ufeff", ""))
    return one_line(_SHOUT.sub("@" + JOINER, _MARKUP_START.sub("<" + JOINER, text)))
