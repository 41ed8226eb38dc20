"""The shape of a team file: who and where, the other half of a policy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, model_validator

from policy.calendar import BusinessCalendar, Hours, Span, holiday_dates
from policy.kinds import Weekday
from policy.rows import Key, Row

_SPAN = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])")
_MIDNIGHT = timedelta(days=1)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f'"{name}" is no time zone: write one like "Europe/Berlin"') from None
    return name


def _holidays(code: str) -> str:
    try:
        holiday_dates(code, 2026)
    except NotImplementedError:
        raise ValueError(
            f'no public holidays are known for "{code}": write a country ("US") or its region ("US-CA")'
        ) from None
    return code


def parse_spans(text: str) -> tuple[Span, ...]:
    """Turn "09:00-12:30, 13:30-18:00" into spans from midnight; raises ValueError with a sentence."""
    spans: list[Span] = []
    for part in text.split(","):
        found = _SPAN.fullmatch(part.strip())
        if found is None:
            raise ValueError(
                'not working hours: write "09:00-17:30", or with a break "09:00-12:30, 13:30-18:00"'
            )
        opens = timedelta(hours=int(found[1]), minutes=int(found[2]))
        closes = timedelta(hours=int(found[3]), minutes=int(found[4]))
        if closes > _MIDNIGHT or opens >= closes:
            raise ValueError(
                f'"{part.strip()}" does not end on the day it begins: hours past midnight are not supported, '
                "let `cover` stand in for the night"
            )
        if spans and opens < spans[-1][1]:
            raise ValueError(f'"{part.strip()}" begins before the stretch in front of it has ended')
        spans.append((opens, closes))
    return tuple(spans)


def _spans(text: str) -> str:
    parse_spans(text)
    return text


def _leave(text: str) -> str:
    parse_leave(text)
    return text


def parse_leave(text: str) -> tuple[date, date]:
    """Turn "2026-12-20/2027-01-02" into its first and last day; raises ValueError with a sentence."""
    try:
        first, last = (date.fromisoformat(day) for day in text.split("/"))
    except ValueError:
        raise ValueError('not a leave: write first and last day, such as "2026-12-20/2027-01-02"') from None
    if last < first:
        raise ValueError(f'"{text}" ends before it begins')
    return first, last


Zone = Annotated[str, AfterValidator(_zone)]
HolidayCode = Annotated[str, AfterValidator(_holidays)]
BusinessHours = Annotated[Mapping[Weekday, Annotated[str, AfterValidator(_spans)]], Field(min_length=1)]
Entry = Annotated[str, Field(min_length=2)]
"""An e-mail address, a user id, a group's @handle or id."""


class TeamPerson(Row):
    """What differs from the team for one person."""

    timezone: Zone | None = None
    cover: Entry | None = None
    leave: tuple[Annotated[str, AfterValidator(_leave)], ...] = ()
    holidays: HolidayCode | None = None
    business_hours: BusinessHours | None = None


class TeamFile(Row):
    """A whole team file."""

    timezone: Zone
    holidays: HolidayCode | None = None
    closed: tuple[date, ...] = ()
    business_hours: BusinessHours
    channels: Mapping[Key, Entry]
    roles: Mapping[Key, tuple[Entry, ...]]
    people: Mapping[Entry, TeamPerson] = {}

    @model_validator(mode="after")
    def _nobody_covers_for_themselves(self) -> Self:
        for who, person in self.people.items():
            if person.cover is not None and person.cover.lower() == who.lower():
                raise ValueError(f"{who} cannot stand in for themselves")
        return self

    def calendar(self, person: TeamPerson | None = None, zone: str | None = None) -> BusinessCalendar:
        """The team's business calendar, or one person's; `zone` serves where their entry names none."""
        person = person or TeamPerson()
        return BusinessCalendar(
            zone=person.timezone or zone or self.timezone,
            hours=_hours(person.business_hours or self.business_hours),
            holidays=person.holidays or self.holidays,
            closed=frozenset(self.closed),
            leave=tuple(parse_leave(leave) for leave in person.leave),
        )


def _hours(business_hours: Mapping[Weekday, str]) -> Hours:
    return tuple(parse_spans(business_hours[day]) if day in business_hours else () for day in Weekday)
