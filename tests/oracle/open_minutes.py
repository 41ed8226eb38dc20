"""The oracle's calendar: a list of every minute at which somebody is at work, and nothing cleverer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE, QUARTER, DAY = timedelta(minutes=1), timedelta(minutes=15), timedelta(days=1)

# From calendars on paper, for October 2026 to July 2027; some people work on Sundays.
HOLIDAYS = {
    "GB-ENG": "2026-12-25 2026-12-26 2026-12-28 2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31",
    "US": "2026-10-12 2026-11-11 2026-11-26 2026-12-25 2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-06-18 "
    "2027-06-19 2027-07-04 2027-07-05",
    "DE": "2026-10-03 2026-12-25 2026-12-26 2027-01-01 2027-03-26 2027-03-29 2027-05-01 2027-05-06 2027-05-17",
    "AU-SA": "2026-10-05 2026-12-25 2026-12-26 2026-12-28 2027-01-01 2027-01-26 2027-03-08 2027-03-26 2027-03-27 "
    "2027-03-28 2027-03-29 2027-04-25 2027-06-14",
}


def duration(text: str) -> timedelta:
    """What "15m" or "2w" means."""
    unit = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}[text[-1]]
    return timedelta(**{unit: int(text[:-1])})


@dataclass(frozen=True)
class OpenMinutes:
    """Every open minute of a stretch of time as UTC, in order, and the local days they lie on."""

    zone: ZoneInfo
    minutes: Sequence[datetime]
    days: Mapping[date, Sequence[datetime]]

    def at_work(self, at: datetime) -> bool:
        """Whether this very minute is worked."""
        position = bisect_left(self.minutes, at)
        return position < len(self.minutes) and self.minutes[position] == at

    def opening(self, at: datetime) -> datetime:
        """The first minute of work from here on."""
        return self.minutes[bisect_left(self.minutes, at)]

    def within_hours(self, at: datetime) -> datetime:
        """Here, where it is worked or has just been worked; else the next opening."""
        return at if self.at_work(at - MINUTE) else self.opening(at)

    def later(self, at: datetime, span: timedelta) -> datetime:
        """A week is five working days, a day is one, and the rest are minutes of work."""
        weeks, rest = divmod(span, timedelta(days=7))
        days, rest = divmod(rest, DAY)
        at = self.opening(at)
        if weeks or days:
            local = at.astimezone(self.zone)
            at = self.on_day(self._day_after(local.date(), weeks * 5 + days), local.time())
        if not rest:
            return at
        return self.minutes[bisect_left(self.minutes, at) + rest // MINUTE - 1] + MINUTE

    def morning_after(self, at: datetime, days: int, clock: time) -> datetime:
        """This local time so many working days after the local day of an instant."""
        return self.on_day(self._day_after(at.astimezone(self.zone).date(), days), clock)

    def last_before(self, at: datetime, clock: time) -> datetime:
        """The last time a working day came to this local time before an instant."""
        day = at.astimezone(self.zone).date()
        while day not in self.days or self.on_day(day, clock) >= at:
            day -= DAY
        return self.on_day(day, clock)

    def on_weekdays(self, after: datetime, weekdays: Sequence[str], clock: time) -> datetime:
        """The first of these weekdays at this time; one that is not worked passes its turn to the next that is."""
        day = after.astimezone(self.zone).date() - 10 * DAY
        waiting = False
        while True:
            waiting = waiting or WEEKDAYS[day.weekday()] in weekdays
            if day in self.days:
                if waiting and self.on_day(day, clock) > after:
                    return self.on_day(day, clock)
                waiting = False
            day += DAY

    def on_day(self, day: date, clock: time) -> datetime:
        """That time of a working day; in a break or before work the next opening, after work the closing."""
        worked = self.days[day]
        wanted = datetime.combine(day, clock, self.zone).astimezone(UTC)
        if wanted in worked or wanted - MINUTE in worked:
            return wanted
        return next((minute for minute in worked if minute > wanted), worked[-1] + MINUTE)

    def _day_after(self, day: date, count: int) -> date:
        while count:
            day += DAY
            count -= day in self.days
        return day


def open_minutes(
    zone: str, hours: Mapping[str, str], holidays: str | None, start: datetime, end: datetime
) -> OpenMinutes:
    """Look at the clock on the wall at every quarter of an hour from `start` to `end`."""
    there = ZoneInfo(zone)
    free = set(HOLIDAYS.get(holidays or "", "").split())
    spans = {day: [_span(part) for part in text.split(",")] for day, text in hours.items()}
    minutes: list[datetime] = []
    days: dict[date, list[datetime]] = {}
    at = start
    while at < end:
        local = at.astimezone(there)
        clock = local.strftime("%H:%M")
        worked = spans.get(WEEKDAYS[local.weekday()], [])
        if local.date().isoformat() not in free and any(opens <= clock < shuts for opens, shuts in worked):
            quarter = [at + n * MINUTE for n in range(15)]
            minutes += quarter
            days.setdefault(local.date(), []).extend(quarter)
        at += QUARTER
    return OpenMinutes(there, minutes, days)


def _span(text: str) -> tuple[str, str]:
    opens, shuts = text.strip().split("-")
    return opens, shuts
