"""When each step of a recovery is due (months, holidays, clock changes), whose it is, when it is spoken of."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from policy.recovery import due_of, in_todays_digest, months_later, owner_of, steps_for
from policy.recovery_rows import RecoveryStep
from policy.schema import Policy
from tests.policy.builders import a_calendar, a_roster, at, read

ROW = {
    "key": "call",
    "phase": "Week 1",
    "label": "Call",
    "button": "Called",
    "severity": ["x"],
    "because": "So.",
}


def a_step(**differs: object) -> RecoveryStep:
    return RecoveryStep.model_validate(ROW | differs)


@pytest.mark.parametrize(
    ("step", "resolved", "due"),
    [
        # Two days after a Friday is the Tuesday, at the policy's hour.
        ({"after": "2d"}, "2026-11-20 10:00", "Tue 2026-11-24 16:00"),
        # Resolved at night: counted from the next opening.
        ({"after": "1d"}, "2026-11-24 03:00", "Wed 2026-11-25 16:00"),
        # Thanksgiving is no business day.
        ({"after": "2d"}, "2026-11-25 10:00", "Mon 2026-11-30 16:00"),
        # By the wall, never later than said: the 30th day is a Sunday, so the Friday before.
        ({"after": "30d", "calendar": "wall"}, "2026-11-20 10:00", "Fri 2026-12-18 16:00"),
        # Over a change of clocks it is the same time on the wall.
        ({"after": "2w"}, "2026-10-23 10:00", "Fri 2026-11-06 16:00"),
        ({"months": 1}, "2027-02-26 10:00", "Fri 2027-03-26 16:00"),
        # The last of a month: the last of a shorter one, and back from the weekend.
        ({"months": 6}, "2026-08-31 10:00", "Fri 2027-02-26 16:00"),
        ({"months": 3}, "2026-11-30 10:00", "Fri 2027-02-26 16:00"),
        # Christmas is closed, and so is the day before the weekend after it: still before.
        ({"months": 1}, "2026-11-25 10:00", "Thu 2026-12-24 16:00"),
        # What would lie before the resolution comes on the next open day.
        ({"after": "1h", "calendar": "wall"}, "2026-11-20 17:00", "Mon 2026-11-23 16:00"),
    ],
)
def test_a_step_is_due_on_its_day_or_the_open_day_before(
    sev: Policy, step: dict[str, object], resolved: str, due: str
) -> None:
    assert sev.recovery is not None
    assert read(due_of(a_step(**step), sev.recovery, at(resolved), a_calendar())) == due


def test_whoever_closes_before_the_hour_has_it_due_when_they_close(sev: Policy) -> None:
    assert sev.recovery is not None
    mornings = a_calendar(hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-12:00"))
    assert read(due_of(a_step(after="1d"), sev.recovery, at("2026-11-23 09:00"), mornings)) == (
        "Tue 2026-11-24 12:00"
    )


def test_months_end_with_the_month() -> None:
    assert months_later(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_later(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert months_later(date(2026, 11, 15), 14) == date(2028, 1, 15)


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ({}, "say when, once"),
        ({"after": "1w", "months": 1}, "say when, once"),
        ({"months": 1, "calendar": "wall"}, "goes with `after`"),
        ({"after": "1w", "closes": True, "date_asked": "When?"}, "a time of its own"),
    ],
)
def test_a_row_that_cannot_be_is_refused(step: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        a_step(**step)


def test_what_was_done_is_not_begun_again_but_what_asks_whether_it_holds_is(sev: Policy) -> None:
    gravest, mildest = sev.severities()[0], sev.severities()[-1]
    everything = steps_for(sev, gravest)
    again = steps_for(sev, gravest, {step.key for step in everything})
    assert again == tuple(step for step in everything if step.doubtful)
    assert again
    assert steps_for(sev, mildest) == ()


def test_closing_waits_for_three_steps_all_within_thirty_days(sev: Policy) -> None:
    assert sev.recovery is not None
    for severity in sev.severities()[:2]:
        closing = [step for step in steps_for(sev, severity) if step.closes]
        assert len(closing) == 3
        for step in closing:
            due = due_of(step, sev.recovery, at("2026-12-03 10:00"), a_calendar())
            assert due <= at("2027-01-02 10:00")


def test_a_step_is_its_roles_first_else_the_dris_and_nobodys_who_has_left(sev: Policy) -> None:
    role = next(step.role for step in steps_for(sev, sev.severities()[0]) if step.role)
    roster, _ = a_roster(sev, {role: ["ann", "bob"], sev.last_role(): ["ann"]})
    now = at("2026-11-23 10:00")
    assert owner_of(roster, role, "U_BOB", now) == "U_ANN"
    assert owner_of(roster, role, "U_BOB", now, gone={"U_ANN"}) == "U_BOB"
    assert owner_of(roster, None, "U_BOB", now) == "U_BOB"
    assert owner_of(roster, None, "U_BOB", now, gone={"U_BOB"}) is None
    assert owner_of(roster, None, "U_NOBODY", now) is None


def test_the_digest_speaks_of_recovery_once_a_week_and_after_a_bank_holiday_a_day_later(sev: Policy) -> None:
    days = {
        day: in_todays_digest(sev, a_calendar(), at(f"{day} 09:30"))
        for day in ("2026-11-23", "2026-11-24", "2026-11-27", "2027-01-18", "2027-01-19", "2027-01-20")
    }
    # The 18th of January is a Monday on which New York does not work.
    assert [day for day, spoken_of in days.items() if spoken_of] == ["2026-11-23", "2027-01-19"]
