"""What holds for business time in every zone, with any hours, across every clock change."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from policy.calendar import BusinessCalendar
from policy.kinds import Weekday

ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "UTC",
)
moments = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)
spans = st.integers(0, 40 * 86_400).map(lambda seconds: timedelta(seconds=seconds))


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    """Any zone; each weekday closed, or one or two stretches; at least one of them open."""
    hours = []
    for _ in range(7):
        marks = sorted(draw(st.sets(st.integers(0, 96), max_size=4)))
        marks = marks[: len(marks) // 2 * 2]
        hours.append(
            tuple(
                (timedelta(minutes=15 * opens), timedelta(minutes=15 * closes))
                for opens, closes in zip(marks[::2], marks[1::2], strict=True)
            )
        )
    if not any(hours):
        hours[draw(st.integers(0, 6))] = ((timedelta(hours=9), timedelta(hours=17)),)
    holidays = draw(st.sampled_from([None, "US", "DE-BE"]))
    return BusinessCalendar(draw(st.sampled_from(ZONES)), tuple(hours), holidays)


def is_open_or_closing(calendar: BusinessCalendar, moment: datetime) -> bool:
    """In open time, or the instant at which it ends."""
    return calendar.is_open(moment) or calendar.is_open(moment - timedelta(microseconds=1))


@given(calendars(), moments, spans)
def test_what_is_due_is_due_in_open_time(
    calendar: BusinessCalendar, moment: datetime, span: timedelta
) -> None:
    assert is_open_or_closing(calendar, calendar.add(moment, span))


@given(calendars(), moments, spans)
def test_nothing_is_due_before_it_was_promised(
    calendar: BusinessCalendar, moment: datetime, span: timedelta
) -> None:
    assert calendar.add(moment, span) >= moment


@given(calendars(), moments, moments, spans)
def test_what_begins_later_is_due_no_earlier(
    calendar: BusinessCalendar, one: datetime, other: datetime, span: timedelta
) -> None:
    earlier, later = sorted((one, other))
    assert calendar.add(earlier, span) <= calendar.add(later, span)


@given(calendars(), moments, st.integers(0, 6 * 3600), spans)
def test_a_minute_later_is_due_no_earlier(
    calendar: BusinessCalendar, moment: datetime, seconds: int, span: timedelta
) -> None:
    later = moment + timedelta(seconds=seconds)
    assert calendar.add(moment, span) <= calendar.add(later, span)


@given(calendars(), moments, st.integers(0, 86_399))
def test_less_than_a_day_of_business_time_is_exactly_that_much_open_time(
    calendar: BusinessCalendar, moment: datetime, seconds: int
) -> None:
    span = timedelta(seconds=seconds)
    assert calendar.open_time_between(moment, calendar.add(moment, span)) == span


@given(calendars(), moments)
def test_the_next_opening_is_open_and_nothing_before_it_is(
    calendar: BusinessCalendar, moment: datetime
) -> None:
    opening = calendar.next_open(moment)
    assert calendar.is_open(opening)
    assert calendar.open_time_between(moment, opening) == timedelta(0)


@given(calendars(), moments, moments, moments)
def test_open_time_adds_up(calendar: BusinessCalendar, one: datetime, two: datetime, three: datetime) -> None:
    # Two years at most, so that the walk stays short.
    first, middle, last = sorted((one, one + (two - one) / 20, one + (three - one) / 20))
    parts = calendar.open_time_between(first, middle) + calendar.open_time_between(middle, last)
    assert parts == calendar.open_time_between(first, last)


@given(calendars(), moments, st.sets(st.sampled_from(list(Weekday)), min_size=1), st.times())
def test_the_next_weekday_is_later_and_in_that_day_s_hours(
    calendar: BusinessCalendar, moment: datetime, weekdays: set[Weekday], clock: time
) -> None:
    found = calendar.next_on(moment, weekdays, clock.replace(microsecond=0))
    assert found > moment
    assert is_open_or_closing(calendar, found)
