"""Durations and times of day as people write them."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.durations import format_duration, parse_duration, parse_local_time


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("0s", timedelta(0)),
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("4h", timedelta(hours=4)),
        ("24h", timedelta(days=1)),
        ("2d", timedelta(days=2)),
        ("6w", timedelta(weeks=6)),
    ],
)
def test_a_duration_is_a_whole_number_and_a_unit(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text", ["", "15", "m", "1.5h", "-1h", "15 m", "15min", "1h30m", "15M", "\u0661\u0665m", 15, True, None]
)
def test_anything_else_is_refused_with_an_example_of_what_to_write(text: object) -> None:
    with pytest.raises(ValueError, match='such as "15m"'):
        parse_duration(text)


@pytest.mark.parametrize("text", ["521w", "999999999999w"])
def test_a_slip_of_the_keyboard_is_not_a_promise_for_the_next_century(text: str) -> None:
    with pytest.raises(ValueError, match="longer than ten years"):
        parse_duration(text)


@given(st.integers(min_value=0, max_value=520 * 604_800))
def test_what_is_written_can_be_read_again(seconds: int) -> None:
    duration = timedelta(seconds=seconds)
    assert parse_duration(format_duration(duration)) == duration


def test_a_duration_is_written_in_the_largest_unit_that_fits() -> None:
    assert [format_duration(timedelta(seconds=s)) for s in (0, 90, 900, 7200, 86_400, 1_209_600)] == [
        "0s",
        "90s",
        "15m",
        "2h",
        "1d",
        "2w",
    ]


def test_a_time_of_day_is_hours_and_minutes() -> None:
    assert parse_local_time("09:30") == time(9, 30)


@pytest.mark.parametrize("text", ["9:30", "24:00", "09:60", "0930", "09:30:00", 930])
def test_any_other_time_of_day_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="not a time of day"):
        parse_local_time(text)
