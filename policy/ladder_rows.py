"""The shape of a ladder in a policy file: its steps, and what repeats after the last."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from policy.durations import Duration, LocalTime, Offset
from policy.kinds import CalendarKind, Mention, Show
from policy.rows import Key, Row


class LadderStep(Row):
    """One rung: when it comes, how it shows and whom it turns to (Row X4)."""

    name: Key
    before: Duration | None = None
    after: Offset | None = None
    calendar: CalendarKind | None = None
    day: Annotated[int, Field(ge=0, le=60)] | None = None
    at: LocalTime | None = None
    show: Show
    to: Mention | None = None
    also_cover: bool = False

    @model_validator(mode="after")
    def _one_moment_and_one_person(self) -> Self:
        if (self.day is None) != (self.at is None):
            raise ValueError("`day` and `at` belong together")
        if sum(given is not None for given in (self.before, self.after, self.day)) != 1:
            raise ValueError("say when, once: `before`, `after`, or `day` with `at`")
        if self.calendar is not None and self.after is None:
            raise ValueError("`calendar` goes with `after`")
        if (self.show in (Show.CARD, Show.ACT)) != (self.to is None):
            raise ValueError("a card step or an act turns to nobody; a message or digest step needs `to`")
        if self.also_cover and self.to is not Mention.DRI:
            raise ValueError('`also_cover` goes with to="dri"')
        return self


class Repeat(Row):
    """What goes on after the last rung, until the deadline is settled: nothing open ever goes silent."""

    every: Duration
    calendar: CalendarKind | None = None
    show: Show = Show.MESSAGE
    to: Mention = Mention.DRI
    also_cover: bool = False

    @model_validator(mode="after")
    def _somebody_sees_it(self) -> Self:
        if self.show in (Show.CARD, Show.ACT) or self.to is Mention.CLIMB:
            raise ValueError("a repeat is a message or a digest line to somebody, and does not climb")
        if self.also_cover and self.to is not Mention.DRI:
            raise ValueError('`also_cover` goes with to="dri"')
        return self


class Ladder(Row):
    """The rungs of one kind of deadline, in order.

    With `in_their_hours` a message waits until whoever it names is at work by their own hours, which may be in
    another zone than those of whoever owes it (Rows X4, X5).
    """

    step: Annotated[tuple[LadderStep, ...], Field(min_length=1)]
    again: Repeat
    in_their_hours: bool = False

    @model_validator(mode="after")
    def _steps_can_be_told_apart_and_end_late(self) -> Self:
        names = [step.name for step in self.step]
        if len(set(names)) != len(names) or "again" in names:
            raise ValueError('each step needs a name of its own, and "again" is taken')
        last = self.step[-1]
        if last.before is not None or last.day == 0:
            raise ValueError("the last step must come when the deadline is due, or later")
        return self
