"""What a resolution begins, read from the policy's rows: who, what, by when. Rows M9, P8 and D6.

A step whose day lies after the end of the world says nothing in it and is left out: half a year is longer than a
world, and the calendars on paper end before.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tests.oracle.company import Company
from tests.oracle.open_minutes import OpenMinutes
from tests.oracle.promised import Row, clock_of, later


class Begun(NamedTuple):
    """One step: its name, its owner, when it is due, and its ladder's name."""

    key: str
    owner: str
    due: datetime
    ladder: str


def begun(
    policy: Row, company: Company, severity: str, dri: str, now: datetime, end: datetime
) -> Iterator[Begun]:
    """The steps of this severity whose day comes before the world's end."""
    recovery = policy["recovery"]
    for row in recovery["step"]:
        if severity not in row["severity"]:
            continue
        owner = company.first(row["role"], now) if "role" in row else dri
        work = company[owner].work
        day = _day(row, now, work)
        if day > end.date():
            continue
        clock = clock_of(recovery["at"])
        last_open = max(one for one in work.days if one <= day)
        due = work.on_day(last_open, clock)
        if due <= now:
            due = work.morning_after(now, 1, clock)
        yield Begun(row["key"], owner, due, row.get("ladder", recovery["ladder"]))


def _day(row: Row, now: datetime, work: OpenMinutes) -> date:
    today = now.astimezone(work.zone).date()
    if "months" not in row:
        return later(row.get("calendar", "business"), now, row["after"], work).astimezone(work.zone).date()
    first = date(today.year, today.month, 1)
    for _ in range(row["months"]):
        first += timedelta(days=monthrange(first.year, first.month)[1])
    return first.replace(day=min(today.day, monthrange(first.year, first.month)[1]))
