"""What the playbook says, level by level, so that a changed number is seen. Row P1."""

from datetime import timedelta

import pytest

from policy.kinds import CalendarKind, Measure
from policy.load import load_policy
from policy.path_rules import firing
from policy.schema import Policy
from policy.severity import propose

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WALL, BUSINESS = CalendarKind.WALL, CalendarKind.BUSINESS

RESPONSE = {
    "P1 critical": (HOUR, WALL),
    "P2 high": (4 * HOUR, BUSINESS),
    "P3 medium": (DAY, BUSINESS),
    "P4 low": (2 * DAY, BUSINESS),
}


@pytest.fixture(scope="module")
def playbook() -> Policy:
    """Read once."""
    return load_policy("playbook")


@pytest.mark.parametrize("level", RESPONSE)
def test_update_and_resolution_follow_the_level_s_response_time(playbook: Policy, level: str) -> None:
    row = next(row for row in playbook.severity.values() if f"{row.label} {row.name}" == level)
    assert (row.customer_update.every, row.calendar) == RESPONSE[level]
    assert (row.deadline.resolve.within, row.deadline.resolve.calendar or row.calendar) == RESPONSE[level]


def test_the_customer_is_told_within_the_hour_at_every_level(playbook: Policy) -> None:
    assert {row.deadline.acknowledge.within for row in playbook.severity.values()} == {HOUR}


INVOLVED = {
    "critical": [("support_lead", "support"), ("engineering_manager", "engineering")],
    "high": [("support_lead", "support")],
    "medium": [(None, "support")],
    "low": [(None, "support")],
}


@pytest.mark.parametrize("name", INVOLVED)
def test_each_level_involves_whom_its_row_names(playbook: Policy, name: str) -> None:
    row = next(row for row in playbook.severity.values() if row.name == name)
    assert [(told.role, told.channel) for told in row.notify] == INVOLVED[name]


@pytest.mark.parametrize(
    ("impact", "name"),
    [
        pytest.param("breach", "critical", id="a calm mail about a breach"),
        pytest.param("outage", "critical", id="the system is down"),
        pytest.param("major_function", "high", id="a significant feature, hard to work around"),
        pytest.param("workaround", "medium", id="there is a workaround"),
        pytest.param("cosmetic", "low", id="an angry call about a changed button"),
    ],
)
def test_impact_proposes_the_level(playbook: Policy, impact: str, name: str) -> None:
    assert playbook.severity[propose(playbook, impact).severity].name == name


def test_where_it_is_silent_the_rows_are_those_of_the_default(playbook: Policy, sev: Policy) -> None:
    for table in ("tier", "ladder", "recovery", "move", "closing", "trigger"):
        assert getattr(playbook, table) == getattr(sev, table)
    for key in sev.severity:
        assert playbook.severity[key].afterwards == sev.severity[key].afterwards


@pytest.mark.parametrize(
    ("trigger", "where"),
    [
        ("executive_complaint", {("vp_cs",)}),
        ("renewal_at_risk", {("vp_cs",), "account_sponsor"}),
        ("integration_broken", {("support_lead",), ("engineering_lead",)}),
        ("contract_confusion", {"finance"}),
        ("feature_request", {"product"}),
        ("platform_down", set()),
    ],
)
def test_the_path_follows_what_set_it_off(playbook: Policy, trigger: str, where: set[object]) -> None:
    fired = firing(playbook, {Measure.TRIGGER: trigger, Measure.SEVERITY: "sev2"})
    leading = [
        one.rule for one in fired if one.rule.sponsor_within is None
    ]  # M6's rows have tests of their own
    assert {rule.roles or rule.who or rule.channel for rule in leading} == where


def test_what_is_not_resolved_in_a_day_goes_to_the_csm_manager_but_not_at_the_lowest_level(
    playbook: Policy,
) -> None:
    (late,) = firing(playbook, {Measure.SEVERITY: "sev3"}, waited={"unresolved"})
    assert (late.rule.roles, late.rule.after) == (("csm_manager",), timedelta(days=1))
    assert firing(playbook, {Measure.SEVERITY: "sev4"}, waited={"unresolved"}) == ()
