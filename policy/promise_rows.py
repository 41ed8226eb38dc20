"""The rows about keeping promises besides the ladders: the steps of a plan, putting off a nudge, waiting."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policy.durations import Duration
from policy.kinds import CalendarKind
from policy.rows import Key, Reasoned, Row


class PlanSteps(Reasoned):
    """Who is asked about a late step where its owner holds no role of the path (Row Y3)."""

    next_person: Annotated[tuple[Key, ...], Field(min_length=1)]


class StepClock(Reasoned):
    """What happens as a step of a plan comes near its date and passes it, at one severity (Row Y3)."""

    calendar: CalendarKind | None = None
    ladder: Key


class Snooze(Reasoned):
    """For how long and how often one promise's nudge may be put off, at one severity (Row X6)."""

    lengths: Annotated[tuple[Duration, ...], Field(min_length=1, max_length=10)]
    times: Annotated[int, Field(ge=1)]
    calendar: CalendarKind | None = None


class Waiting(Reasoned):
    """How long we may wait for the customer before it ends by itself (Row Y8)."""

    at_most: Duration
    calendar: CalendarKind
    ladder: Key


class Quiet(Row):
    """When so much is asked in one channel in one moment that each person gets one message for all of theirs (Row X12).

    `nudges_a_minute` may still come one by one. What is of a severity in `never` always comes by itself.
    """

    nudges_a_minute: Annotated[int, Field(ge=1)]
    never: tuple[Key, ...] = ()
