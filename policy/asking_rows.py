"""The shape of whatever asks one person something in a policy file. Row Y9."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from policy.durations import Duration
from policy.kinds import CalendarKind
from policy.rows import Key, Reasoned


class Asking(Reasoned):
    """Asks one person something; `within` is when the answer is due."""

    ask: Key | None = None
    within: Duration | None = None
    calendar: CalendarKind | None = None
    ladder: Key | None = None

    @model_validator(mode="after")
    def _an_ask_has_a_time_and_a_ladder(self) -> Self:
        given = [self.ask is not None, self.within is not None, self.ladder is not None]
        if any(given) and not all(given):
            raise ValueError("an ask needs all three: `ask`, `within` and `ladder`")
        return self
