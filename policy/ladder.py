"""The ladder of a deadline: its steps as instants, and what repeats after the last (Row X4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.calendar import BusinessCalendar, elapse
from policy.durations import format_duration, parse_duration
from policy.house_rows import Limits
from policy.kinds import CalendarKind, Mention, Show
from policy.ladder_rows import Ladder, LadderStep

AGAIN = "again"


@dataclass(frozen=True)
class Step:
    """One rung as it is kept with its deadline: `at` is UTC, `to` is None for a step on the card only.

    With `in_their_hours` it waits until whoever it turns to is at work.
    """

    name: str
    at: datetime
    show: Show
    to: Mention | None
    also_cover: bool = False
    in_their_hours: bool = False

    def to_json(self) -> dict[str, object]:
        """Plain values, for the deadline's row."""
        return {
            "name": self.name,
            "at": self.at.isoformat(),
            "show": self.show.value,
            "to": self.to.value if self.to else None,
            "also_cover": self.also_cover,
            "in_their_hours": self.in_their_hours,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> Step:
        """The step that `to_json` kept."""
        to = kept["to"]
        return cls(
            name=str(kept["name"]),
            at=datetime.fromisoformat(str(kept["at"])),
            show=Show(str(kept["show"])),
            to=None if to is None else Mention(str(to)),
            also_cover=bool(kept["also_cover"]),
            in_their_hours=bool(kept.get("in_their_hours")),  # the release before kept none
        )


@dataclass(frozen=True)
class Again:
    """What repeats after the last step until the deadline is settled; kept with it, like its steps."""

    every: timedelta
    calendar: CalendarKind
    show: Show
    to: Mention
    also_cover: bool = False
    in_their_hours: bool = False

    def as_step(self, at: datetime) -> Step:
        """One time that it repeats."""
        return Step(AGAIN, at, self.show, self.to, self.also_cover, self.in_their_hours)

    def to_json(self) -> dict[str, object]:
        """Plain values, for the deadline's row."""
        return {
            "every": format_duration(self.every),
            "calendar": self.calendar.value,
            "show": self.show.value,
            "to": self.to.value,
            "also_cover": self.also_cover,
            "in_their_hours": self.in_their_hours,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> Again:
        """The repeat that `to_json` kept."""
        return cls(
            every=parse_duration(kept["every"]),
            calendar=CalendarKind(str(kept["calendar"])),
            show=Show(str(kept["show"])),
            to=Mention(str(kept["to"])),
            also_cover=bool(kept["also_cover"]),
            in_their_hours=bool(kept.get("in_their_hours")),  # the release before kept none
        )


def resolve_steps(
    ladder: Ladder,
    *,
    made_at: datetime,
    due_at: datetime,
    calendar: BusinessCalendar,
    kind: CalendarKind,
    limits: Limits,
) -> tuple[Step, ...]:
    """The ladder's steps as instants, in order.

    `kind` is the deadline's own calendar, for steps that name none. A warning that would lie before the
    deadline was made is left out; so is a step that a later rung overtakes.
    """
    ahead_at_most = max((due_at - made_at) / limits.ahead_at_most_one_in, timedelta(0))
    kept: list[Step] = []
    for rung in reversed(ladder.step):
        at = _moment(rung, due_at, ahead_at_most, calendar, kind)
        is_ahead = rung.before is not None or at < due_at
        if (is_ahead and at <= made_at) or (kept and at > kept[-1].at):
            continue
        kept.append(Step(rung.name, at, rung.show, rung.to, rung.also_cover, ladder.in_their_hours))
    return tuple(reversed(kept))


def resolve_again(ladder: Ladder, kind: CalendarKind) -> Again:
    """The ladder's repeat, with the deadline's own calendar where it names none."""
    again = ladder.again
    return Again(
        again.every, again.calendar or kind, again.show, again.to, again.also_cover, ladder.in_their_hours
    )


def following(again: Again, last_at: datetime, now: datetime, calendar: BusinessCalendar) -> datetime:
    """The first repeat later than `now`, counted on from `last_at` so that repeats do not drift."""
    if again.calendar is CalendarKind.WALL:
        missed = max((now - last_at) // again.every, 0)
        return last_at + again.every * (missed + 1)
    at = calendar.add(last_at, again.every)
    while at <= now:
        at = calendar.add(at, again.every)
    return at


def _moment(
    rung: LadderStep,
    due_at: datetime,
    ahead_at_most: timedelta,
    calendar: BusinessCalendar,
    kind: CalendarKind,
) -> datetime:
    if rung.before is not None:
        # Row M11b: a warning comes no earlier than a share of the interval it warns about.
        return due_at - min(rung.before, ahead_at_most)
    if rung.after is not None:
        counted = rung.calendar or kind
        if not rung.after:
            # Quiet outside business hours, where the step counts in them (Row X4).
            return calendar.in_hours(due_at) if counted is CalendarKind.BUSINESS else due_at
        return elapse(counted, due_at, rung.after, calendar)
    assert rung.at is not None, "the schema lets no other rung through"
    return calendar.at_local(rung.day, due_at, rung.at) if rung.day else calendar.last_at(due_at, rung.at)
