"""How far a nudge may be put off, severity by severity. Row X6."""

from datetime import timedelta

import pytest

from policy.load import load_policy
from policy.snoozing import bound, snoozed_until
from tests.policy.builders import a_calendar, at

POLICY = load_policy("sev")


@pytest.mark.parametrize(
    ("severity", "longest", "times"),
    [
        ("sev1", timedelta(minutes=15), 1),
        ("sev2", timedelta(hours=1), 2),
        ("sev3", timedelta(days=1), 3),
        ("sev4", timedelta(days=1), 3),
        ("of a former policy", timedelta(minutes=15), 1),
    ],
)
def test_the_bound_of_each_severity(severity: str, longest: timedelta, times: int) -> None:
    allowed = bound(POLICY, severity)
    assert (allowed.longest, allowed.times) == (longest, times)


@pytest.mark.parametrize(
    ("severity", "length", "now", "until"),
    [
        ("sev1", timedelta(minutes=15), "2026-11-28 03:00", "2026-11-28 03:15"),
        ("sev2", timedelta(hours=1), "2026-11-27 17:20", "2026-11-27 18:20"),
        ("sev3", timedelta(days=1), "2026-11-25 16:00", "2026-11-27 16:00"),  # over Thanksgiving
        ("sev3", timedelta(hours=1), "2026-11-27 17:00", "2026-11-30 09:30"),  # half of it on Monday
    ],
)
def test_it_waits_on_the_calendar_of_its_severity(
    severity: str, length: timedelta, now: str, until: str
) -> None:
    assert snoozed_until(POLICY, severity, length, at(now), a_calendar()) == at(until)
