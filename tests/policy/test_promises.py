"""What is promised and by when (Rows M2, M2c, Y1, D4)."""

from datetime import timedelta

import pytest

from policy.kinds import DeadlineKind, Mention, Show
from policy.promises import Planned, cadence_due, plan_opening, plan_update
from policy.schema import Policy
from tests.policy.builders import a_calendar, at, read

MONDAY_NOON = "2026-11-23 12:00"
THANKSGIVING_EVE_LATE = "2026-11-25 17:00"
SATURDAY_NIGHT = "2026-11-21 23:00"


def opening(sev: Policy, severity: str, reached: str) -> dict[str, Planned]:
    promised = plan_opening(sev, severity, reached_at=at(reached), calendar=a_calendar())
    return {planned.kind.value: planned for planned in promised}


OPENINGS = {
    "critical, by day": ("sev1", MONDAY_NOON, {
        "acknowledge": "Mon 2026-11-23 12:15",
        "team": "Mon 2026-11-23 13:00",
        "update": "Mon 2026-11-23 13:00",
        "resolve": "Mon 2026-11-23 20:00",
    }),
    "critical, on Saturday night": ("sev1", SATURDAY_NIGHT, {
        "acknowledge": "Sat 2026-11-21 23:15",
        "team": "Sun 2026-11-22 00:00",
        "update": "Sun 2026-11-22 00:00",
        "resolve": "Sun 2026-11-22 07:00",
    }),
    "high, before Thanksgiving": ("sev2", THANKSGIVING_EVE_LATE, {
        "acknowledge": "Wed 2026-11-25 18:00",
        "plan": "Fri 2026-11-27 12:30",
        "update": "Fri 2026-11-27 12:30",
        "resolve": "Mon 2026-11-30 17:00",
    }),
    "medium, by day": ("sev3", MONDAY_NOON, {
        "acknowledge": "Mon 2026-11-23 16:00",
        "plan": "Tue 2026-11-24 12:00",
        "update": "Tue 2026-11-24 16:00",
        "resolve": "Tue 2026-12-08 12:00",
    }),
    "low, on Saturday night": ("sev4", SATURDAY_NIGHT, {
        "acknowledge": "Tue 2026-11-24 09:00",
        "plan": "Tue 2026-12-01 09:00",
        "update": "Tue 2026-11-24 10:00",
        "resolve": "Thu 2027-01-07 09:00",
    }),
}  # fmt: skip


@pytest.mark.parametrize(("severity", "reached", "due"), OPENINGS.values(), ids=OPENINGS)
def test_an_escalation_promises_from_the_moment_it_reached_us(
    sev: Policy, severity: str, reached: str, due: dict[str, str]
) -> None:
    assert {kind: read(planned.due_at) for kind, planned in opening(sev, severity, reached).items()} == due


def test_a_promise_knows_the_local_time_it_was_meant_in_and_its_row(sev: Policy) -> None:
    berlin = a_calendar("Europe/Berlin", holidays="DE-BE")
    planned = plan_opening(sev, "sev3", reached_at=at("2026-11-23 10:00", "Europe/Berlin"), calendar=berlin)
    acknowledge = next(one for one in planned if one.kind is DeadlineKind.ACKNOWLEDGE)
    assert (acknowledge.due_local, acknowledge.zone) == ("2026-11-23T14:00:00", "Europe/Berlin")
    assert (acknowledge.because.row, acknowledge.because.spec) == ("severity.sev3.deadline.acknowledge", "M2")


def test_what_reached_us_an_hour_ago_is_counted_from_then(sev: Policy) -> None:
    acknowledge = opening(sev, "sev1", "2026-11-23 11:00")["acknowledge"]
    assert read(acknowledge.due_at) == "Mon 2026-11-23 11:15"
    assert [step.name for step in acknowledge.steps][-1] == "climb"


CADENCE = {
    "an hour after the last at SEV-1, at night too": ("sev1", "2026-11-21 23:10", "Sun 2026-11-22 00:10"),
    "four business hours after the last at SEV-2": ("sev2", "2026-11-23 15:30", "Tue 2026-11-24 11:00"),
    "the same afternoon at SEV-3": ("sev3", "2026-11-23 10:00", "Mon 2026-11-23 16:00"),
    "not again ten minutes later": ("sev3", "2026-11-23 15:50", "Tue 2026-11-24 16:00"),
    "after the week-end at SEV-3": ("sev3", "2026-11-20 16:05", "Mon 2026-11-23 16:00"),
    "Tuesday at SEV-4": ("sev4", "2026-11-23 10:00", "Tue 2026-11-24 10:00"),
    "Thursday is Thanksgiving, so Friday": ("sev4", "2026-11-24 09:55", "Fri 2026-11-27 10:00"),
}


@pytest.mark.parametrize(("severity", "told", "due"), CADENCE.values(), ids=CADENCE)
def test_the_cadence_says_when_the_customer_hears_next(
    sev: Policy, severity: str, told: str, due: str
) -> None:
    assert read(cadence_due(sev, severity, at(told), a_calendar())) == due


def test_the_cadence_of_a_person_is_on_their_own_calendar(sev: Policy) -> None:
    berlin = a_calendar("Europe/Berlin", holidays="DE-BE")
    thanksgiving = at("2026-11-26 10:00", "Europe/Berlin")
    due = cadence_due(sev, "sev3", thanksgiving, berlin)
    assert read(due, "Europe/Berlin") == "Thu 2026-11-26 16:00"


def test_what_was_promised_to_the_customer_replaces_the_cadence(sev: Policy) -> None:
    promised = at("2026-11-23 12:40")
    planned = plan_update(sev, "sev1", told_at=at(MONDAY_NOON), calendar=a_calendar(), promised_at=promised)
    assert planned.due_at == promised
    assert (planned.because.row, planned.because.spec) == ("promise", "Y1")
    assert read(planned.steps[0].at) == "Mon 2026-11-23 12:30"


def test_the_update_asks_the_dri_by_name_and_repeats_until_it_is_posted(sev: Policy) -> None:
    planned = plan_update(sev, "sev1", told_at=at(MONDAY_NOON), calendar=a_calendar())
    assert planned.next_at == at("2026-11-23 12:45")
    assert [(step.name, step.show, step.to) for step in planned.steps] == [
        ("ahead", Show.CARD, None),
        ("due", Show.MESSAGE, Mention.DRI),
        ("overdue", Show.MESSAGE, Mention.DRI),
        ("next_person", Show.MESSAGE, Mention.NEXT_PERSON),
        ("climb", Show.MESSAGE, Mention.CLIMB),
    ]
    assert (planned.again.every, planned.again.to) == (timedelta(hours=1), Mention.DRI)
