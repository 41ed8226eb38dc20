"""When people keep what they promised: mostly in time, some late, and some they leave alone for as long again."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from models.deadline import Deadline
from policy.calendar import BusinessCalendar
from policy.kinds import DeadlineKind

IN_TIME, LATE = 0.85, 0.11
"""Of all promises; the rest is left alone."""
A_LITTLE, MOST = timedelta(minutes=5), timedelta(days=3)
"""The shortest delay, and the longest that anybody leaves something alone."""


def kept_at(random: Random, row: Deadline, calendar: BusinessCalendar, *, day_and_night: bool) -> datetime:
    """The moment at which this promise will be kept, if it still stands then; in working hours unless it is grave."""
    start = max(row.made_at, row.opens_at or row.made_at)
    span = max(row.due_at - start, A_LITTLE)
    chance = random.random()
    if chance < IN_TIME:
        # Nobody writes to a customer long before the next word is due.
        at = start + random.uniform(0.6 if row.kind is DeadlineKind.UPDATE else 0.2, 0.95) * span
        if day_and_night or calendar.is_open(at):
            return at
        at = calendar.next_open(at)
        return at + A_LITTLE if at + A_LITTLE < row.due_at else max(row.due_at - A_LITTLE, start)
    late = random.expovariate(5) if chance < IN_TIME + LATE else 1.0
    at = max(row.due_at, start) + min(max(late * span, A_LITTLE), MOST)
    return at if day_and_night else calendar.next_open(at)
