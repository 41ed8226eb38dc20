"""The shape of recovery in a policy file: what is still owed to a customer for months after the resolution (Row M9)."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from policy.durations import Duration, LocalTime
from policy.kinds import CalendarKind, Weekday
from policy.rows import ButtonLabel, Key, Reasoned, Row, Words


class RecoveryStep(Reasoned):
    """One step: what, when after the resolution, whose it is, and at which severities (Row M9/P8).

    It is due `after` so long, or so many `months` later, on that day or the open day before it. With `date_asked` its
    date is not ours to set: somebody is asked that question then, and the answer is the date.
    """

    key: Key
    phase: ButtonLabel
    label: ButtonLabel
    button: ButtonLabel
    guide: Words | None = None
    severity: Annotated[tuple[Key, ...], Field(min_length=1)]
    after: Duration | None = None
    calendar: CalendarKind = CalendarKind.BUSINESS
    months: Annotated[int, Field(ge=1, le=60)] | None = None
    date_asked: ButtonLabel | None = None
    role: Key | None = None
    closes: bool = False
    spoken: bool = False
    doubtful: bool = False
    ladder: Key | None = None

    @model_validator(mode="after")
    def _one_moment(self) -> Self:
        if (self.after is None) == (self.months is None):
            raise ValueError('say when, once: after="1w", or months=3')
        if self.months is not None and self.calendar is not CalendarKind.BUSINESS:
            raise ValueError("`calendar` goes with `after`: months are those of the year")
        if self.closes and self.date_asked is not None:
            raise ValueError(
                "what must be done before closing needs a time of its own, not one that is asked for"
            )
        return self


class RecoveryWeek(Row):
    """The weekly line in the home channel: on which days, at which time of the team (Row X11)."""

    on: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    at: LocalTime


class Recovery(Row):
    """Everything after the resolution: at what time of day steps are due, and how they are asked for."""

    at: LocalTime
    ladder: Key
    by_voice: Annotated[tuple[Key, ...], Field(min_length=1)]
    week: RecoveryWeek | None = None
    step: Annotated[tuple[RecoveryStep, ...], Field(min_length=1, max_length=90)]
