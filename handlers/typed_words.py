"""What a person wrote, as they saw it: Slack's markup turned back into plain words."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def plain_words(text: str) -> str:
    """`<@U1|ann> says &lt;3 <https://x.test|here>` becomes `@ann says <3 here (https://x.test)`."""
    text = _MARKUP.sub(_readable, text)
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text.strip()


def person_in(word: str) -> str | None:
    """The user id of a word that is a mention; None for any other word."""
    found = _PERSON.fullmatch(word)
    return found[1] if found else None


def _readable(found: re.Match[str]) -> str:
    target, label = found[1], found[2]
    if target[0] == "@":
        return "@" + (label or target[1:]).lstrip("@")
    if target[0] == "#":
        return "#" + (label or target[1:])
    if target[0] == "!":
        return label or "@" + target[1:].split("^")[0]
    target = target.removeprefix("mailto:")
    return target if not label or label == target else f"{label} ({target})"
