"""The rows about keeping promises besides the ladders: the steps of a plan."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policy.kinds import CalendarKind
from policy.rows import Key, Reasoned


class PlanSteps(Reasoned):
    """Who is asked about a late step where its owner holds no role of the path (Row Y3)."""

    next_person: Annotated[tuple[Key, ...], Field(min_length=1)]


class StepClock(Reasoned):
    """What happens as a step of a plan comes near its date and passes it, at one severity (Row Y3)."""

    calendar: CalendarKind | None = None
    ladder: Key
