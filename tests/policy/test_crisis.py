"""What the crisis framework says, level by level, so that a changed number is seen. Rows D1, D3a, D6."""

from datetime import time, timedelta

import pytest

from policy.dri import suggest_dri
from policy.facts import Values
from policy.kinds import Measure, Weekday, Who
from policy.load import load_policy
from policy.path_rules import firing
from policy.schema import Policy
from policy.severity import propose
from tests.policy.builders import FULL_COMPANY, a_roster, at

WORKDAYS = tuple(Weekday)[:5]


@pytest.fixture(scope="module")
def crisis() -> Policy:
    """Read once."""
    return load_policy("crisis")


def test_two_levels_suffice(crisis: Policy) -> None:
    assert [crisis.severity[key].name for key in crisis.severities()] == ["executive", "standard"]


@pytest.mark.parametrize("level", ["executive", "standard"])
def test_told_in_two_hours_triaged_half_an_hour_later_and_updated_every_day(
    crisis: Policy, level: str
) -> None:
    row = crisis.severity[level]
    assert row.deadline.acknowledge.within == timedelta(hours=2)
    assert row.deadline.triage is not None
    assert row.deadline.triage.within == timedelta(minutes=30)
    assert (row.customer_update.on, row.customer_update.at) == (WORKDAYS, time(16))
    assert row.customer_update.at_least_after == timedelta(0), "the next update is today"


def test_an_executive_case_is_a_manager_s(crisis: Policy) -> None:
    assert crisis.severity["executive"].owner_at_least[0] == "csm_manager"
    assert crisis.severity["standard"].owner_at_least[0] == "csm"


def test_an_executive_case_brings_in_support_and_engineering_at_once(crisis: Policy) -> None:
    told = [(row.role, row.channel) for row in crisis.severity["executive"].notify]
    assert told == [("support_agent", "support"), ("engineering_manager", "engineering")]


@pytest.mark.parametrize(
    ("impact", "level"),
    [
        pytest.param("executive", "executive", id="an executive raised it"),
        pytest.param("breach", "executive", id="a calm mail about a breach"),
        pytest.param("outage", "executive", id="an outage"),
        pytest.param("product_defect", "executive", id="a defect that needs engineering"),
        pytest.param("frustration", "standard", id="nothing is broken"),
        pytest.param("cosmetic", "standard", id="an angry call about a changed button"),
    ],
)
def test_impact_proposes_the_level(crisis: Policy, impact: str, level: str) -> None:
    assert propose(crisis, impact).severity == level


def test_closing_waits_for_three_things_at_every_level(crisis: Policy) -> None:
    assert crisis.recovery is not None
    closing = {step.key: step.severity for step in crisis.recovery.step if step.closes}
    assert closing == dict.fromkeys(
        ("executive_call", "health_reassessed", "prevention_shown"), ("executive", "standard")
    )


EXECUTIVE: Values = {Measure.SEVERITY: "executive"}
DEFECT: Values = {Measure.SEVERITY: "standard", Measure.CAUSE_TYPE: "product_bug"}
CALM: Values = {Measure.SEVERITY: "standard"}


@pytest.mark.parametrize(
    ("values", "known", "suggested"),
    [
        pytest.param(EXECUTIVE, {Who.CSM: "U_BRUNO"}, "U_MAYA", id="an executive-level case: a CS Manager"),
        pytest.param(DEFECT, {Who.CSM: "U_BRUNO"}, "U_MAYA", id="a defect that needs engineering: likewise"),
        pytest.param(CALM, {Who.CSM: "U_BRUNO"}, "U_BRUNO", id="all else: the account's CSM"),
        pytest.param(CALM, {Who.RAISER: "U_DANA"}, "U_DANA", id="no known CSM: whoever raised it"),
        pytest.param({}, {Who.CSM: "U_BRUNO"}, "U_BRUNO", id="nothing is known yet"),
    ],
)
def test_who_is_suggested_as_the_dri(
    crisis: Policy, values: Values, known: dict[Who, str], suggested: str
) -> None:
    roster, _ = a_roster(crisis, FULL_COMPANY)
    found = suggest_dri(crisis, roster, known, values, at("2026-11-23 12:00"))
    assert found is not None
    assert found.person == suggested


def test_an_outage_or_a_problem_with_data_is_not_told_to_engineering_twice(crisis: Policy) -> None:
    fired = firing(crisis, {**EXECUTIVE, Measure.IMPACT: "data_wrong", Measure.TRIGGER: "data_wrong"})
    assert fired == (), "its notify rows have called both in at once"
