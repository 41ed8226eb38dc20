"""Durations and times of day as policy and team files write them: "15m", "2w", "09:30"."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

_DURATION = re.compile(r"([0-9]{1,12})([smhdw])")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_LONGEST = timedelta(weeks=520)


def parse_duration(text: object) -> timedelta:
    """Turn "15m" into a timedelta; raises ValueError with a sentence for anything else."""
    if isinstance(text, timedelta):
        return text
    found = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise ValueError(
            'not a duration: write a whole number and one of s, m, h, d, w, such as "15m" or "2w"'
        )
    seconds = int(found[1]) * _SECONDS[found[2]]
    if seconds > _LONGEST.total_seconds():
        raise ValueError('longer than ten years: the longest duration is "520w"')
    return timedelta(seconds=seconds)


def format_duration(duration: timedelta) -> str:
    """Write a timedelta of whole seconds the way a policy does, in the largest unit that fits exactly."""
    seconds = int(duration.total_seconds())
    for unit, size in reversed(_SECONDS.items()):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return "0s"


def parse_local_time(text: object) -> time:
    """Turn "09:30" into a time of day; raises ValueError with a sentence for anything else."""
    if isinstance(text, time):
        return text
    found = _TIME.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise ValueError('not a time of day: write hours and minutes, such as "09:30"')
    return time(int(found[1]), int(found[2]))


def _longer_than_nothing(duration: timedelta) -> timedelta:
    if duration <= timedelta(0):
        raise ValueError("must be longer than nothing")
    return duration


Offset = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    PlainSerializer(format_duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,12}[smhdw]$", "examples": ["15m", "2w"]}),
]
"""A duration that may be zero."""

Duration = Annotated[Offset, AfterValidator(_longer_than_nothing)]
"""A duration longer than nothing."""

LocalTime = Annotated[
    time,
    BeforeValidator(parse_local_time),
    PlainSerializer(lambda at: at.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "examples": ["09:30"]}),
]
"""A time of day in the zone of whoever it concerns."""
