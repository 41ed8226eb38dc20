"""When a fact that time makes is another one: the first step after a promise's time, and a renewal that comes near."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policy.by_time import next_change, passes
from policy.due import OpenDeadline
from policy.kinds import CalendarKind, DeadlineKind, Measure, Mention, Show
from policy.ladder import Again, Step
from policy.schema import Policy
from tests.policy.builders import a_calendar

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

OWED = OpenDeadline(
    id=1,
    kind=DeadlineKind.UPDATE,
    subject="",
    owner="U1",
    due_at=NOON,
    steps=(
        Step("ahead", NOON - HOUR, Show.CARD, None),
        Step("due", NOON, Show.MESSAGE, Mention.DRI),
        Step("overdue", NOON + HOUR, Show.MESSAGE, Mention.DRI),
    ),
    again=Again(HOUR, CalendarKind.WALL, Show.MESSAGE, Mention.DRI),
    next_step=1,
    round=0,
    next_at=NOON,
    calendar=a_calendar(),
)

PASSES = {
    "due just now": (OWED, NOON, True),
    "a second before": (OWED, NOON - timedelta(seconds=1), False),
    "ahead and due at once, after an outage": (replace(OWED, next_step=0), NOON + HOUR, True),
    "ahead alone": (replace(OWED, next_step=0), NOON - HOUR, False),
    "overdue since its due step": (replace(OWED, next_step=2), NOON + HOUR, False),
    "asked again and again": (replace(OWED, next_step=3, round=4), NOON + 9 * HOUR, False),
    "first asked for a day later": (
        replace(OWED, steps=(OWED.steps[0], Step("day", NOON + 24 * HOUR, Show.DIGEST, Mention.DRI))),
        NOON + 24 * HOUR,
        True,
    ),
    "what Heard does by itself": (replace(OWED, kind=DeadlineKind.ARCHIVE), NOON, False),
}


@pytest.mark.parametrize(("owed", "now", "expected"), PASSES.values(), ids=PASSES)
def test_a_promise_passes_at_the_first_step_since_its_time(
    owed: OpenDeadline, now: datetime, expected: bool
) -> None:
    assert passes(owed, now) is expected


TURNS = {
    "far": (200, datetime(2027, 3, 13, tzinfo=UTC)),
    "tomorrow": (91, datetime(2026, 11, 24, tzinfo=UTC)),
    "near already": (90, None),
    "not known": (None, None),
}


@pytest.mark.parametrize(("days", "expected"), TURNS.values(), ids=TURNS)
def test_the_day_on_which_a_renewal_is_within_ninety_days(
    sev: Policy, days: int | None, expected: datetime | None
) -> None:
    assert next_change(sev, {Measure.RENEWAL_IN_DAYS: days}, NOON) == expected
