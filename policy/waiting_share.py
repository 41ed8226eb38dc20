"""How much of its time an escalation waited for the customer, and how much was ours (Row Y8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Share:
    """The time on each side; together they are the whole time."""

    theirs: timedelta
    ours: timedelta


def share_of_time(
    periods: Iterable[tuple[datetime, datetime | None]], opened_at: datetime, until: datetime
) -> Share:
    """`periods` are since and ended, None for a wait that goes on; what lies outside the whole time is left out."""
    theirs, counted = timedelta(0), opened_at
    for since, ended in sorted(periods, key=lambda period: period[0]):
        start, end = max(since, counted), min(ended or until, until)
        if end > start:
            theirs += end - start
            counted = end
    return Share(theirs, max(until - opened_at, timedelta(0)) - theirs)
