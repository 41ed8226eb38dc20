"""Business time: closed days, clock changes and odd zones, a named case a row (Row X5)."""

from datetime import time, timedelta

import pytest

from policy.calendar import BusinessCalendar, elapse
from policy.durations import parse_duration
from policy.kinds import CalendarKind, Weekday
from tests.policy.builders import NEW_YORK, a_calendar, at, read

ROUND_THE_CLOCK = dict.fromkeys(map(str, Weekday), "00:00-24:00")

ADDING = {
    "within the day": ("2026-11-23 10:00", "4h", "Mon 2026-11-23 14:00"),
    "to the very end of the day": ("2026-11-23 09:00", "510m", "Mon 2026-11-23 17:30"),
    "over the night": ("2026-11-23 16:00", "4h", "Tue 2026-11-24 11:30"),
    "over the week-end": ("2026-11-20 16:00", "4h", "Mon 2026-11-23 11:30"),
    "over Thanksgiving": ("2026-11-25 16:00", "4h", "Fri 2026-11-27 11:30"),
    "begun before opening": ("2026-11-23 06:00", "1h", "Mon 2026-11-23 10:00"),
    "begun after closing": ("2026-11-23 20:00", "1h", "Tue 2026-11-24 10:00"),
    "begun at closing": ("2026-11-23 17:30", "1h", "Tue 2026-11-24 10:00"),
    "begun on a Saturday": ("2026-11-21 12:00", "1h", "Mon 2026-11-23 10:00"),
    "24 h are one business day": ("2026-11-23 16:00", "24h", "Tue 2026-11-24 16:00"),
    "a day begun at night ends at opening": ("2026-11-23 22:00", "1d", "Wed 2026-11-25 09:00"),
    "30 h are a day and six hours": ("2026-11-23 10:00", "30h", "Tue 2026-11-24 16:00"),
    "two business days over Thanksgiving": ("2026-11-25 14:00", "2d", "Mon 2026-11-30 14:00"),
    "a week is five business days": (
        "2026-11-09 14:00",
        "1w",
        "Tue 2026-11-17 14:00",
    ),  # the 11th is a holiday
    "168 h are a week": ("2026-11-09 14:00", "168h", "Tue 2026-11-17 14:00"),
    "two weeks are ten": (
        "2026-10-12 14:00",
        "2w",
        "Tue 2026-10-27 09:00",
    ),  # Columbus Day: begins on the 13th
    "six weeks are thirty": ("2026-07-06 10:00", "6w", "Mon 2026-08-17 10:00"),
    "over the spring change": ("2026-03-06 16:30", "2h", "Mon 2026-03-09 10:00"),
    "a day over the autumn change keeps the time": ("2026-10-30 11:00", "1d", "Mon 2026-11-02 11:00"),
    "nothing, in open time": ("2026-11-23 10:00", "0s", "Mon 2026-11-23 10:00"),
    "nothing, at night": ("2026-11-23 23:00", "0s", "Tue 2026-11-24 09:00"),
}


@pytest.mark.parametrize(("start", "span", "end"), ADDING.values(), ids=ADDING)
def test_business_time_is_added(start: str, span: str, end: str) -> None:
    assert read(a_calendar().add(at(start), parse_duration(span))) == end


def test_wall_time_is_plain_addition_even_at_night() -> None:
    calendar = a_calendar()
    night = at("2026-11-21 23:50")
    assert read(elapse(CalendarKind.WALL, night, timedelta(minutes=15), calendar)) == "Sun 2026-11-22 00:05"


def test_an_hour_by_the_wall_is_an_hour_while_clocks_go_back() -> None:
    calendar = a_calendar()
    first_half_past_one = at("2026-11-01 01:30")
    later = elapse(CalendarKind.WALL, first_half_past_one, timedelta(hours=1), calendar)
    assert later == at("2026-11-01 01:30", fold=1)


def test_a_day_of_23_hours_and_a_day_of_25_have_that_much_open_time() -> None:
    calendar = a_calendar(hours=ROUND_THE_CLOCK, holidays=None)

    def open_time(day: str, following: str) -> timedelta:
        return calendar.open_time_between(at(f"{day} 00:00"), at(f"{following} 00:00"))

    assert open_time("2026-03-08", "2026-03-09") == timedelta(hours=23)
    assert open_time("2026-11-01", "2026-11-02") == timedelta(hours=25)
    assert open_time("2026-11-02", "2026-11-03") == timedelta(hours=24)


def test_a_local_time_that_the_clocks_skip_is_the_moment_they_skip_it() -> None:
    calendar = a_calendar(hours=ROUND_THE_CLOCK, holidays=None)
    assert read(calendar.add(at("2026-03-07 02:30"), timedelta(days=1))) == "Sun 2026-03-08 03:00"


def test_a_local_time_that_comes_twice_is_the_first() -> None:
    calendar = a_calendar(hours=ROUND_THE_CLOCK, holidays=None)
    assert calendar.add(at("2026-10-31 01:30"), timedelta(days=1)) == at("2026-11-01 01:30", fold=0)


def test_a_zone_whose_clocks_skip_midnight_opens_when_its_day_begins() -> None:
    # In Cairo the 24th of April 2026 begins at 01:00.
    calendar = a_calendar("Africa/Cairo", ROUND_THE_CLOCK, None)
    begins = calendar.at_local(1, at("2026-04-23 12:00", "Africa/Cairo"), time(0, 0))
    assert read(begins, "Africa/Cairo") == "Fri 2026-04-24 01:00"
    assert calendar.open_time_between(begins, at("2026-04-25 00:00", "Africa/Cairo")) == timedelta(hours=23)


@pytest.mark.parametrize(
    "zone", ["Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"]
)
def test_zones_off_the_hour_open_at_their_own_nine_o_clock(zone: str) -> None:
    calendar = a_calendar(zone, holidays=None)
    assert read(calendar.next_open(at("2026-11-22 12:00", zone)), zone) == "Mon 2026-11-23 09:00"


def test_clocks_that_change_by_half_an_hour_shift_nothing_else() -> None:
    calendar = a_calendar("Australia/Lord_Howe", holidays=None)
    friday = at("2026-10-02 17:00", "Australia/Lord_Howe")  # clocks change on Sunday the 4th
    assert read(calendar.add(friday, timedelta(hours=1)), "Australia/Lord_Howe") == "Mon 2026-10-05 09:30"


def test_hours_inside_the_gap_of_a_clock_change_do_not_take_place() -> None:
    calendar = a_calendar(hours={**dict.fromkeys(("sun", "mon"), "02:00-03:00")}, holidays=None)
    assert read(calendar.next_open(at("2026-03-08 01:00"))) == "Mon 2026-03-09 02:00"


def test_a_lunch_break_is_no_open_time() -> None:
    calendar = a_calendar(hours={"mon": "09:00-12:30, 13:30-17:30", "tue": "09:00-12:30, 13:30-17:30"})
    assert read(calendar.add(at("2026-11-23 12:00"), timedelta(hours=1))) == "Mon 2026-11-23 14:00"
    assert not calendar.is_open(at("2026-11-23 12:45"))
    assert read(calendar.add(at("2026-11-23 11:00"), timedelta(days=1))) == "Tue 2026-11-24 11:00"


def test_a_whole_day_that_lands_after_an_early_closing_ends_at_it() -> None:
    calendar = a_calendar(hours={"mon": "09:00-17:30", "tue": "09:00-13:00", "wed": "11:00-17:30"})
    assert read(calendar.add(at("2026-11-23 16:00"), timedelta(days=1))) == "Tue 2026-11-24 13:00"
    assert read(calendar.add(at("2026-11-24 10:00"), timedelta(days=1))) == "Wed 2026-11-25 11:00"


def test_days_of_our_own_and_regional_holidays_are_closed() -> None:
    closed = a_calendar(closed=["2026-12-24"])
    assert read(closed.next_open(at("2026-12-23 20:00"))) == "Mon 2026-12-28 09:00"
    berlin = a_calendar("Europe/Berlin", holidays="DE-BE")
    munich = a_calendar("Europe/Berlin", holidays="DE-BY")
    epiphany = at("2027-01-06 10:00", "Europe/Berlin")
    assert berlin.is_open(epiphany)
    assert not munich.is_open(epiphany)


def test_leave_makes_somebody_unavailable_and_moves_no_promise() -> None:
    calendar = a_calendar(leave=[("2026-11-23", "2026-11-25")])
    assert [calendar.on_leave(at(f"2026-11-{day} 10:00")) for day in (22, 23, 25, 26)] == [
        False,
        True,
        True,
        False,
    ]
    assert not calendar.on_duty(at("2026-11-23 10:00"))
    assert read(calendar.add(at("2026-11-23 10:00"), timedelta(days=1))) == "Tue 2026-11-24 10:00"


def test_a_leave_day_is_a_day_where_the_person_is() -> None:
    calendar = a_calendar("Asia/Tokyo", holidays=None, leave=[("2026-11-24", "2026-11-24")])
    assert calendar.on_leave(at("2026-11-23 10:00", NEW_YORK))  # already Tuesday in Tokyo


AT_LOCAL = {
    "the next day": (1, "2026-11-23 16:00", "09:30", "Tue 2026-11-24 09:30"),
    "the next day after a closed one": (1, "2026-11-21 12:00", "09:30", "Mon 2026-11-23 09:30"),
    "the next day is Thanksgiving": (1, "2026-11-25 16:00", "09:30", "Fri 2026-11-27 09:30"),
    "three days on": (3, "2026-11-25 16:00", "09:30", "Tue 2026-12-01 09:30"),
    "before opening": (1, "2026-11-23 16:00", "07:00", "Tue 2026-11-24 09:00"),
    "after closing": (1, "2026-11-23 16:00", "19:00", "Tue 2026-11-24 17:30"),
}


@pytest.mark.parametrize(("days", "start", "clock", "moment"), AT_LOCAL.values(), ids=AT_LOCAL)
def test_a_local_time_some_business_days_on(days: int, start: str, clock: str, moment: str) -> None:
    assert read(a_calendar().at_local(days, at(start), time.fromisoformat(clock))) == moment


LAST_AT = {
    "this morning": ("2026-11-23 16:00", "09:30", "Mon 2026-11-23 09:30"),
    "not yet today, so Friday": ("2026-11-23 09:10", "09:30", "Fri 2026-11-20 09:30"),
    "on a Saturday": ("2026-11-21 12:00", "09:30", "Fri 2026-11-20 09:30"),
    "on Thanksgiving": ("2026-11-26 12:00", "09:30", "Wed 2026-11-25 09:30"),
    "that very moment does not count": ("2026-11-23 09:30", "09:30", "Fri 2026-11-20 09:30"),
    "before opening means at opening": ("2026-11-23 16:00", "07:00", "Mon 2026-11-23 09:00"),
}


@pytest.mark.parametrize(("before", "clock", "moment"), LAST_AT.values(), ids=LAST_AT)
def test_the_last_time_that_an_open_day_came_to_a_local_time(before: str, clock: str, moment: str) -> None:
    assert read(a_calendar().last_at(at(before), time.fromisoformat(clock))) == moment


def test_a_closing_moment_is_still_in_hours_and_a_minute_later_is_not() -> None:
    assert read(a_calendar().in_hours(at("2026-11-23 17:30"))) == "Mon 2026-11-23 17:30"
    assert read(a_calendar().in_hours(at("2026-11-23 17:31"))) == "Tue 2026-11-24 09:00"


NEXT_ON = {
    "later today": ("2026-11-24 09:00", "tue thu", "10:00", "Tue 2026-11-24 10:00"),
    "today is past": (
        "2026-11-24 10:00",
        "tue thu",
        "10:00",
        "Fri 2026-11-27 10:00",
    ),  # Thursday is Thanksgiving
    "meant for Thanksgiving, asked on its morning": (
        "2026-11-26 08:00",
        "tue thu",
        "10:00",
        "Fri 2026-11-27 10:00",
    ),
    "meant for Thanksgiving, asked on Friday": (
        "2026-11-27 09:30",
        "tue thu",
        "10:00",
        "Fri 2026-11-27 10:00",
    ),
    "and after that": ("2026-11-27 10:00", "tue thu", "10:00", "Tue 2026-12-01 10:00"),
    "every working day, over the week-end": (
        "2026-11-20 16:00",
        "mon tue wed thu fri",
        "16:00",
        "Mon 2026-11-23 16:00",
    ),
    "a Saturday moves to Monday": ("2026-11-20 18:00", "sat", "10:00", "Mon 2026-11-23 10:00"),
    "one day a week": ("2026-11-23 11:00", "mon", "10:00", "Mon 2026-11-30 10:00"),
    "after closing means at closing": ("2026-11-23 11:00", "mon", "20:00", "Mon 2026-11-23 17:30"),
}


@pytest.mark.parametrize(("after", "days", "clock", "moment"), NEXT_ON.values(), ids=NEXT_ON)
def test_the_next_of_certain_weekdays(after: str, days: str, clock: str, moment: str) -> None:
    weekdays = [Weekday(day) for day in days.split()]
    assert read(a_calendar().next_on(at(after), weekdays, time.fromisoformat(clock))) == moment


def test_a_closing_of_three_weeks_moves_what_was_meant_for_it_to_its_end() -> None:
    august = [f"2026-08-{day:02}" for day in range(3, 22)]
    calendar = a_calendar(closed=august)
    assert read(calendar.next_on(at("2026-08-10 12:00"), [Weekday.TUE], time(10))) == "Mon 2026-08-24 10:00"


def test_open_time_counts_only_open_hours() -> None:
    calendar = a_calendar()
    assert calendar.open_time_between(at("2026-11-25 15:30"), at("2026-11-30 10:00")) == timedelta(hours=11.5)
    assert calendar.open_time_between(at("2026-11-25 15:30"), at("2026-11-25 15:00")) == timedelta(0)


def test_a_calendar_is_a_value() -> None:
    assert a_calendar() == a_calendar()
    assert len({a_calendar(), a_calendar(), a_calendar("Europe/Berlin")}) == 2
    assert isinstance(hash(BusinessCalendar("UTC", ((),) * 7)), int)
