"""A promise on its ladder, step by step as the policy's rows write it. Rows X4 and M11b."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from tests.oracle.open_minutes import OpenMinutes, duration

Row = dict[str, Any]


class Rung(NamedTuple):
    """A step of a ladder with its moment."""

    at: datetime
    name: str
    show: str
    to: str | None
    also_cover: bool


@dataclass
class Promise:
    """An open promise on its ladder. `taken` steps are behind it; after the last it repeats.

    `held`: rungs that wait for somebody's hours, and until when.
    """

    what: str
    owner: str
    made_at: datetime
    due: datetime
    rungs: list[Rung]
    again: Row
    counted: str
    work: OpenMinutes
    place: str
    in_their_hours: bool = False
    held: dict[str, datetime] = field(default_factory=dict)
    taken: int = 0
    repeat_at: datetime | None = None
    settled_at: datetime | None = None
    made_by_the_clock: bool = False

    @property
    def next_at(self) -> datetime:
        return max(self._waits()[0].at, self.made_at)

    def standing(self, now: datetime) -> list[Rung]:
        """What it would take now: the furthest that has come, with whatever shares its moment."""
        reached = [rung for rung in self._waits() if rung.at <= now]
        return [rung for rung in reached if rung.at == reached[-1].at]

    def take(self, now: datetime, woken: datetime) -> Step:
        """The furthest step that has come; those it overtakes are skipped. After the last, the repeats."""
        standing = self.standing(now)
        at = standing[-1].at
        if self.repeat_at is not None:
            at = woken
        else:
            self.taken += sum(rung.at <= now for rung in self._waits())
        if self.taken == len(self.rungs):
            self.repeat_at = at
            while self.repeat_at <= now:
                counted = self.again.get("calendar", self.counted)
                self.repeat_at = later(counted, self.repeat_at, self.again["every"], self.work)
        return Step(self, standing, now - max(at, self.made_at, woken))

    def _waits(self) -> list[Rung]:
        """What is still to come, in order; what follows a rung that is held comes no earlier than that."""
        if self.repeat_at is not None:
            show, cover = self.again.get("show", "message"), self.again.get("also_cover", False)
            rungs = [Rung(self.repeat_at, "again", show, self.again["to"], cover)]
        else:
            rungs = self.rungs[self.taken :]
        waits: list[Rung] = []
        for rung in rungs:
            at = max(rung.at, self.held.get(rung.name, rung.at), *(before.at for before in waits[-1:]))
            waits.append(rung._replace(at=at))
        return waits


class Step(NamedTuple):
    """What a moment takes of one promise."""

    promise: Promise
    standing: list[Rung]
    late_by: timedelta


def rungs_of(
    ladder: Row, due: datetime, counts_from: datetime, counted: str, work: OpenMinutes, one_in: int
) -> list[Rung]:
    """The ladder's moments in order, without warnings from before it began and steps that a later one overtakes."""
    share = (due - counts_from) / one_in
    rungs: list[Rung] = []
    for step in ladder["step"]:
        at = _moment(step, due, share, counted, work)
        if ("before" in step or at < due) and at <= counts_from:
            continue
        rungs = [rung for rung in rungs if rung.at <= at]
        rungs.append(Rung(at, step["name"], step["show"], step.get("to"), step.get("also_cover", False)))
    return rungs


def _moment(step: Row, due: datetime, share: timedelta, counted: str, work: OpenMinutes) -> datetime:
    if "before" in step:
        return due - min(duration(step["before"]), share)
    if "after" in step:
        counted = step.get("calendar", counted)
        if step["after"] == "0s" and counted == "business":
            return work.within_hours(due)
        return later(counted, due, step["after"], work)
    clock = clock_of(step["at"])
    return work.morning_after(due, step["day"], clock) if step["day"] else work.last_before(due, clock)


def later(counted: str, at: datetime, span: str, work: OpenMinutes) -> datetime:
    """So long after an instant, by the wall or in working time."""
    if counted == "business" and duration(span):
        return work.later(at, duration(span))
    return at + duration(span)


def clock_of(text: str) -> time:
    """A time of day as policies write it."""
    return time.fromisoformat(text)
