"""When somebody's morning digest comes: at one time of their own working days, once a day (Row X18)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from policy.calendar import BusinessCalendar
from policy.kinds import Weekday
from policy.roster import Roster
from policy.schema import Policy

_EVERY_DAY = tuple(Weekday)


def todays(calendar: BusinessCalendar, at: time, now: datetime) -> datetime | None:
    """Today's moment where it has come; None before it, on a day off and on leave.

    Whoever begins later than `at` has it when they begin.
    """
    moment = calendar.last_at(now + timedelta(microseconds=1), at)
    today = calendar.local(moment).date() == calendar.local(now).date()
    return moment if today and not calendar.on_leave(now) else None


def day_ends(calendar: BusinessCalendar, now: datetime) -> datetime:
    """The midnight that ends the local day."""
    local = calendar.local(now) + timedelta(days=1)
    return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)


def next_of_all(calendars: Iterable[BusinessCalendar], at: time, after: datetime) -> datetime | None:
    """The first morning of anybody later than an instant."""
    return min((calendar.next_on(after, _EVERY_DAY, at) for calendar in calendars), default=None)


def managers(policy: Policy, roster: Roster) -> frozenset[str]:
    """Who sees the team's work besides their own: whoever holds one of the roles that the policy names."""
    roles = policy.digest.managers if policy.digest else ()
    return frozenset(user for role in roles for user in roster.roles.get(role, ()))
