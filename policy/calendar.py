"""Business time: walks local dates, turns openings and closings into UTC, and adds only in UTC (Row X5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays as public_holidays

from policy.kinds import CalendarKind, Weekday

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
BUSINESS_DAYS_A_WEEK = 5

Span = tuple[timedelta, timedelta]
"""One stretch of open time: from and to, each counted from local midnight."""

Hours = tuple[tuple[Span, ...], ...]
"""The open stretches of each weekday, Monday first; an empty tuple is a day off."""


@lru_cache(maxsize=512)
def holiday_dates(code: str, year: int) -> frozenset[date]:
    """Public holidays of a country ("US") or region ("US-CA") in a year; NotImplementedError if unknown."""
    country, _, region = code.partition("-")
    return frozenset(public_holidays.country_holidays(country, subdiv=region or None, years=year))


@dataclass(frozen=True)
class BusinessCalendar:
    """When one person, or the team, is at work. Instants go in and come out as aware UTC datetimes.

    Leave says whether somebody can be reached; it never moves a promise to a customer, so only `on_duty`
    looks at it.
    """

    zone: str
    hours: Hours
    holidays: str | None = None
    closed: frozenset[date] = frozenset()
    leave: tuple[tuple[date, date], ...] = ()

    def local(self, at: datetime) -> datetime:
        """The instant as this calendar's people read it."""
        return at.astimezone(ZoneInfo(self.zone))

    def is_open(self, at: datetime) -> bool:
        """Whether the instant lies in open time; a closing instant does not."""
        return any(opens <= at < closes for opens, closes in self._stretches(self.local(at).date()))

    def on_leave(self, at: datetime) -> bool:
        """Whether the instant's local day is one of the leave ranges, both ends included."""
        day = self.local(at).date()
        return any(first <= day <= last for first, last in self.leave)

    def on_duty(self, at: datetime) -> bool:
        """At work: in open time and not on leave."""
        return self.is_open(at) and not self.on_leave(at)

    def back_at(self, at: datetime) -> datetime:
        """When they are next at work after today; from a leave, or a night, when they are back from it."""
        opens = self.next_open(at)
        if opens == at and not self.on_leave(at):
            opens = self.at_local(1, at, time.min)
        while self.on_leave(opens):
            opens = self.at_local(1, opens, time.min)
        return opens

    def next_open(self, at: datetime) -> datetime:
        """The instant itself in open time, else the next opening."""
        return next(max(opens, at) for opens, closes in self._stretches_from(at) if at < closes)

    def in_hours(self, at: datetime) -> datetime:
        """The instant itself in open time or at its end, else the next opening."""
        return next(max(opens, at) for opens, closes in self._stretches_from(at) if at <= closes)

    def add(self, at: datetime, span: timedelta) -> datetime:
        """Business time: each full 168 h of `span` is five business days, each full 24 h one, the rest open.

        Outside open time the count starts at the next opening. Whole days keep the local time, moved into
        the hours of the day they land on.
        """
        weeks, within_week = divmod(span, _WEEK)
        days, rest = divmod(within_week, _DAY)
        at = self._open_days_later(self.next_open(at), weeks * BUSINESS_DAYS_A_WEEK + days)
        if not rest:
            return at
        for opens, closes in self._stretches_from(at):
            start = max(opens, at)
            if closes - start >= rest:
                return start + rest
            rest -= max(closes - start, timedelta(0))
        raise AssertionError("a calendar has no last day")

    def open_time_between(self, start: datetime, end: datetime) -> timedelta:
        """How much open time lies between two instants; nothing when `end` is not later."""
        total = timedelta(0)
        for opens, closes in self._stretches_from(start):
            if opens >= end:
                break
            total += max(min(closes, end) - max(opens, start), timedelta(0))
        return total

    def at_local(self, day_offset: int, from_: datetime, at: time) -> datetime:
        """A local time so many open days (1 or more) after the day of `from_`, moved into its hours."""
        open_days = self._open_days(self.local(from_).date() + _DAY)
        for _ in range(day_offset - 1):
            next(open_days)
        return self._on_day(next(open_days), _since_midnight(at))

    def last_at(self, before: datetime, at: time) -> datetime:
        """The last time before an instant that an open day came to this local time, moved into its hours."""
        day = self.local(before).date()
        while not self._spans(day) or (moment := self._on_day(day, _since_midnight(at))) >= before:
            day -= _DAY
        return moment

    def on_or_before(self, day: date, at: time) -> datetime:
        """A local time on a day, or on the last open day before it, moved into its hours."""
        while not self._spans(day):
            day -= _DAY
        return self._on_day(day, _since_midnight(at))

    def next_on(self, after: datetime, weekdays: Collection[Weekday], at: time) -> datetime:
        """The first of those weekdays, at that local time, later than `after`.

        What would fall on a closed day falls on the next open one.
        """
        wanted = {weekday.number for weekday in weekdays}
        day = self.local(after).date()
        # What was meant for a closed day just before today is still to come today.
        earlier = day - _DAY
        carried = False
        while not self._spans(earlier) and day - earlier <= _WEEK:
            carried = carried or earlier.weekday() in wanted
            earlier -= _DAY
        while True:
            carried = carried or day.weekday() in wanted
            if self._spans(day):
                if carried and (moment := self._on_day(day, _since_midnight(at))) > after:
                    return moment
                carried = False
            day += _DAY

    def _spans(self, day: date) -> tuple[Span, ...]:
        """Open stretches of a local date, counted from its midnight; none on a holiday or a closed day."""
        spans = self.hours[day.weekday()]
        if not spans or day in self.closed:
            return ()
        if self.holidays is not None and day in holiday_dates(self.holidays, day.year):
            return ()
        return spans

    def _stretches(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        for start, end in self._spans(day):
            opens, closes = self._instant(day, start), self._instant(day, end)
            if opens < closes:  # hours that lie in the gap of a clock change do not take place
                yield opens, closes

    def _stretches_from(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Every stretch of open time in order, from the local day of `at` on."""
        day = self.local(at).date()
        while True:
            yield from self._stretches(day)
            day += _DAY

    def _open_days(self, day: date) -> Iterator[date]:
        """Every open day in order, from `day` on."""
        while True:
            if self._spans(day):
                yield day
            day += _DAY

    def _open_days_later(self, at: datetime, days: int) -> datetime:
        if days == 0:
            return at
        local = self.local(at)
        open_days = self._open_days(local.date() + _DAY)
        for _ in range(days - 1):
            next(open_days)
        return self._on_day(next(open_days), self._position(local))

    def _on_day(self, day: date, since_midnight: timedelta) -> datetime:
        """A time of an open day, moved into its hours: on to an opening, or back to the last closing."""
        spans = self._spans(day)
        for start, end in spans:
            if since_midnight <= end:
                return self._instant(day, max(start, since_midnight))
        return self._instant(day, spans[-1][1])

    def _instant(self, day: date, since_midnight: timedelta) -> datetime:
        """A local time as an instant: of two the first, of none (clocks go forward) the end of the gap."""
        zone = ZoneInfo(self.zone)
        naive = datetime.combine(day, time.min) + since_midnight
        late = naive.replace(tzinfo=zone).astimezone(UTC)
        if late.astimezone(zone).replace(tzinfo=None) == naive:
            return late
        return self._turn(naive.replace(tzinfo=zone, fold=1).astimezone(UTC), late)

    def _position(self, local: datetime) -> timedelta:
        """How far into its day a local moment is; a repeated hour counts as its end, to keep the order."""
        if local.fold:
            turn = self._turn(local.replace(fold=0).astimezone(UTC), local.astimezone(UTC))
            local = self.local(turn - timedelta(seconds=1)) + timedelta(seconds=1)
        return _since_midnight(local.time())

    def _turn(self, early: datetime, late: datetime) -> datetime:
        """The instant after `early`, and no later than `late`, at which the clocks are changed."""
        before = self.local(early).utcoffset()
        while late - early > timedelta(seconds=1):
            middle = early + (late - early) // 2
            if self.local(middle).utcoffset() == before:
                early = middle
            else:
                late = middle
        return late.replace(microsecond=0)


def elapse(kind: CalendarKind, at: datetime, span: timedelta, calendar: BusinessCalendar) -> datetime:
    """`span` after `at`, by the wall clock or by business time."""
    return calendar.add(at, span) if kind is CalendarKind.BUSINESS else at + span


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
