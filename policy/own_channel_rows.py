"""The shape of the table that gives an escalation a channel of its own (Row X11)."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from policy.durations import Duration
from policy.rows import Key, Reasoned

_PATTERN = re.compile(r"(?:[a-z0-9_-]|\{number\}|\{customer\})+")


def _a_name(pattern: str) -> str:
    if not _PATTERN.fullmatch(pattern):
        raise ValueError("small letters, digits, - and _, {number} and {customer}: Slack takes no other name")
    if "{number}" not in pattern:
        raise ValueError("it needs {number}: two escalations of one customer must not share a channel")
    return pattern


class OwnChannels(Reasoned):
    """Which escalations live in a channel of their own, what it is called, and when it is closed.

    `canvas`: the tracking document is a canvas that the channel's members read.
    """

    severities: tuple[Key, ...]
    name: Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_a_name)]
    archive_after: Duration
    canvas: bool = True
