"""What a person typed can be read, and can do nothing: one escape, and the only type that it lets through.

Slack has no escape for `*`, `_`, `~` and the backtick, so each one that could open or close something gets a
word joiner (U+2060, no width) on either side: it still looks as typed and pairs with nothing. `:tada:` stays an emoji,
because that is what a form sends when somebody picks one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

JOINER = "\u2060"
BREAK = "\x1e"
"""Stands between fields. No escaped text contains it, for `escape` drops every control character."""

# What steers instead of saying: controls, lone surrogates, and what turns the direction of all that follows.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_SPACES = re.compile(r"\s+")
# An underscore inside a word (`snake_case`, `:rotating_light:`) formats nothing and must stay as it is.
_FORMATTING = re.compile(r"[*~`]|(?<![^\W_])_|_(?![^\W_])")
_SHOUT = re.compile(r"@(?=(?:channel|here|everyone|group)\b)", re.IGNORECASE)
_QUOTE_AT_START = re.compile(r"(?m)^(\s*)&gt;")
_ENTITIES: Mapping[str, str] = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ENTITY = re.compile("&(?:amp|lt|gt);")
_MARKUP_START = re.compile(r"<(?=[@#!])")


class Safe(str):
    """Text that is already Slack markup of our own making. Joining it with anything makes a plain str again."""

    __slots__ = ()


def clean(text: str) -> str:
    """Without the characters that steer; newlines and tabs stay."""
    return _STEERING.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """With every run of white space, line ends included, made one space."""
    return _SPACES.sub(" ", text).strip()


def escape(text: str) -> Safe:
    """`text` so that Slack shows it as typed: no link, no mention, no formatting, no quotation."""
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _FORMATTING.sub(lambda found: f"{JOINER}{found[0]}{JOINER}", text)
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
    text = _ENTITY.sub(lambda found: _ENTITIES[found[0]], markup.replace(JOINER, ""))
    return one_line(_SHOUT.sub("@" + JOINER, _MARKUP_START.sub("<" + JOINER, text)))
