"""When the owners of customers hear of something, and by when their customers know (Row M10)."""

from __future__ import annotations

from datetime import datetime

from policy.calendar import BusinessCalendar, elapse
from policy.heads_up_rows import HeadsUps


def tell_at(row: HeadsUps, now: datetime, begins_at: datetime | None) -> datetime:
    """At once, or so long before it begins; never in the past."""
    return now if begins_at is None else max(now, begins_at - row.ahead)


def answer_by(
    row: HeadsUps, told_at: datetime, begins_at: datetime | None, calendar: BusinessCalendar
) -> datetime:
    """By when the customers know: within the policy's time, and before it begins."""
    due = elapse(row.calendar, told_at, row.within, calendar)
    return min(due, begins_at) if begins_at is not None and begins_at > told_at else due


def ask_again_at(row: HeadsUps, asked_at: datetime, calendar: BusinessCalendar) -> datetime:
    """When somebody above is asked, where nothing comes."""
    return elapse(row.calendar, asked_at, row.within, calendar)
