"""The shape of what a policy says of an escalation's end: causes, what stays promised, what closing needs."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from policy.durations import Duration, Offset
from policy.kinds import CalendarKind, DeadlineKind
from policy.rows import ButtonLabel, Key, Reasoned, Row


class RootCause(Row):
    """One answer to "what caused it?" (Rows P3d, M11d, D5)."""

    key: Key
    label: ButtonLabel
    counts: bool = True
    defect: bool = False
    own_process: bool = False


class Afterwards(Reasoned):
    """A promise with a time limit, counted from the resolution. It can be kept from `opens_after` on."""

    opens_after: Offset = timedelta(0)
    within: Duration
    calendar: CalendarKind | None = None
    ladder: Key

    @model_validator(mode="after")
    def _opens_before_it_is_due(self) -> Self:
        if self.opens_after >= self.within:
            raise ValueError("`opens_after` must be shorter than `within`")
        return self


class CloseOutDue(Afterwards):
    """When the close-out document is due; a short one leaves its middle parts to whoever writes it (Row D5)."""

    short: bool = False


class AfterResolution(Row):
    """What a severity still promises once it is resolved (Rows P3d, D5)."""

    follow_up: Afterwards | None = None
    close_out: CloseOutDue | None = None
    confirmation: Afterwards | None = None


class PostMortem(Reasoned):
    """The n-th escalation of one root cause within so long demands a post-mortem before it closes (Row M11d).

    `within` is by when it is to be there, counted from the resolution; without it nobody is asked.
    """

    nth: Annotated[int, Field(ge=2, le=100)]
    looking_back: Duration
    within: Duration | None = None
    calendar: CalendarKind | None = None
    ladder: Key | None = None

    @model_validator(mode="after")
    def _a_time_has_a_ladder(self) -> Self:
        if (self.within is None) != (self.ladder is None):
            raise ValueError("a time needs both: `within` and `ladder`")
        return self


Waivable = Literal[
    DeadlineKind.FOLLOW_UP,
    DeadlineKind.CLOSE_OUT,
    DeadlineKind.CONFIRMATION,
    DeadlineKind.RECOVERY,
    DeadlineKind.SPONSOR_LETTER,
    DeadlineKind.SPONSOR_CHECK,
]
"""What may be left undone when an escalation is closed; that the customer is told may not."""


class Closing(Reasoned):
    """What may be waived, with a reason, when an escalation is closed; all else must be done (Row D6)."""

    may_waive: tuple[Waivable, ...] = ()
    post_mortem_may_be_waived: bool = False


class Duplicates(Reasoned):
    """For how long after its resolution an escalation is shown to whoever raises another for that customer."""

    looking_back: Duration
