"""Facts that time makes: when they next become other ones, and whether a promise has just passed (Rows M2e, M6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from math import ceil, floor

from policy.due import OpenDeadline
from policy.facts import Values, conditions_used
from policy.kinds import HEARDS_OWN, Measure
from policy.schema import Policy


def passes(deadline: OpenDeadline, now: datetime) -> bool:
    """Whether the step that has come is the first since its time: from here on nobody can keep it in time any more."""
    if deadline.kind in HEARDS_OWN or deadline.due_at > now or deadline.round:
        return False
    return deadline.next_step == 0 or deadline.steps[deadline.next_step - 1].at < deadline.due_at


def next_change(policy: Policy, values: Values, now: datetime) -> datetime | None:
    """When a condition over the renewal next holds or ceases to, if nobody does anything; None for never."""
    days = values.get(Measure.RENEWAL_IN_DAYS)
    if not isinstance(days, int):
        return None
    today = now.astimezone(UTC).date()
    turns = (today + timedelta(days=days - turn) for turn in _turns(policy))
    following = min((day for day in turns if day > today), default=None)
    return datetime.combine(following, time.min, UTC) if following is not None else None


def _turns(policy: Policy) -> Iterator[int]:
    """How many days before the renewal a condition over it is another than the day before."""
    for condition in conditions_used(policy):
        if condition.fact == Measure.RENEWAL_IN_DAYS:
            if condition.below is not None:
                yield ceil(condition.below) - 1
            elif condition.above is not None:
                yield floor(condition.above)
