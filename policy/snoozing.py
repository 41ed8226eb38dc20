"""How far a nudge may be put off: it moves, the promise does not (Row X6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.calendar import BusinessCalendar, elapse
from policy.schema import Policy


@dataclass(frozen=True)
class Bound:
    """What one severity allows: these lengths, the shortest first, and so often for one promise."""

    lengths: tuple[timedelta, ...]
    times: int

    @property
    def longest(self) -> timedelta:
        """The furthest it goes at once."""
        return self.lengths[-1]


def bound(policy: Policy, severity: str) -> Bound:
    """Of a severity that the policy no longer has, the gravest one's: better soon than never."""
    row = (policy.severity.get(severity) or policy.severity[policy.severities()[0]]).snooze
    return Bound(tuple(sorted(row.lengths)), row.times)


def snoozed_until(
    policy: Policy, severity: str, length: timedelta, now: datetime, calendar: BusinessCalendar
) -> datetime:
    """When it asks again, on the calendar of whoever owns the promise."""
    level = policy.severity.get(severity) or policy.severity[policy.severities()[0]]
    return elapse(level.snooze.calendar or level.calendar, now, length, calendar)
