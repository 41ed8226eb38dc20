"""Slack's markup of our own making turned into plain text, for what leaves Slack: documents."""

from __future__ import annotations

import re
from collections.abc import Callable

from message_templates.safe import plain

_DATE = re.compile(r"<!date\^(\d+)\^[^>]*>")
_LINK = re.compile(r"<(https?:[^>|]+)(?:\|([^>]*))?>")
_CHANNEL = re.compile(r"<#(\w+)(?:\|([^>]*))?>")
_PERSON = re.compile(r"<@(\w+)(?:\|([^>]*))?>")
_BOLD = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")


def readable(markup: str, moment: Callable[[int], str]) -> str:
    """One line of plain text; `moment` writes unix seconds. Nothing that a person typed is taken for markup."""
    text = _DATE.sub(lambda found: moment(int(found[1])), markup)
    text = _LINK.sub(lambda found: found[2] or found[1], text)
    text = _CHANNEL.sub(lambda found: f"#{found[2] or found[1]}", text)
    text = _PERSON.sub(lambda found: found[2] or found[1], text)
    return plain(_BOLD.sub(r"\1", text))
