"""What another severity makes of open promises, and of the people on the path (Rows M2b, M2e, M3d, X15)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.kinds import DeadlineKind, Mention
from policy.promises import plan_opening
from policy.regroup import Called, Regrouping, Standing, regroup, tier_at
from policy.replan import Owed, Replan, replan
from policy.schema import Policy
from tests.policy.builders import FULL_COMPANY, a_calendar, a_roster, at, read

NOON = at("2026-11-23 12:00")
ACKNOWLEDGE, TEAM, PLAN, UPDATE, RESOLVE = (
    DeadlineKind.ACKNOWLEDGE,
    DeadlineKind.TEAM,
    DeadlineKind.PLAN,
    DeadlineKind.UPDATE,
    DeadlineKind.RESOLVE,
)


def opened_as(sev: Policy, severity: str) -> list[Owed]:
    """All that is owed right after it reached us at eight."""
    promised = plan_opening(sev, severity, reached_at=at("2026-11-23 08:00"), calendar=a_calendar())
    return [Owed(planned.kind, planned.due_at) for planned in promised]


def change(sev: Policy, severity: str, owed: list[Owed], met: set[DeadlineKind] | None = None) -> Replan:
    return replan(sev, severity, owed, met or set(), now=NOON, calendar=a_calendar())


CHANGES = {
    "medium becomes critical": ("sev3", "sev1", {
        "acknowledge": "Mon 2026-11-23 12:15",
        "team": "Mon 2026-11-23 13:00",
        "update": "Mon 2026-11-23 13:00",
        "resolve": "Mon 2026-11-23 20:00",
    }),
    "critical becomes high": ("sev1", "sev2", {
        "acknowledge": "Mon 2026-11-23 13:00",
        "plan": "Mon 2026-11-23 16:00",
        "update": "Mon 2026-11-23 16:00",
        "resolve": "Wed 2026-11-25 12:00",
    }),
    "high becomes low": ("sev2", "sev4", {
        "update": "Tue 2026-11-24 10:00",
        "acknowledge": "Tue 2026-11-24 12:00",
        "plan": "Tue 2026-12-01 12:00",
        "resolve": "Thu 2027-01-07 12:00",
    }),
}  # fmt: skip


@pytest.mark.parametrize(("was", "becomes", "due"), CHANGES.values(), ids=CHANGES)
def test_every_open_promise_is_made_anew_from_the_moment_of_change(
    sev: Policy, was: str, becomes: str, due: dict[str, str]
) -> None:
    owed = opened_as(sev, was)
    plan = change(sev, becomes, owed)
    assert plan.ended == {one.kind for one in owed}
    assert {planned.kind.value: read(planned.due_at) for planned in plan.made} == due


def test_the_new_promises_have_the_ladders_of_the_new_severity(sev: Policy) -> None:
    plan = change(sev, "sev1", opened_as(sev, "sev4"))
    update = next(planned for planned in plan.made if planned.kind is UPDATE)
    assert [step.to for step in update.steps][-1] is Mention.CLIMB
    assert update.because.row == "severity.sev1.customer_update"


def test_what_was_done_is_not_asked_again(sev: Policy) -> None:
    owed = [one for one in opened_as(sev, "sev1") if one.kind not in (ACKNOWLEDGE, TEAM)]
    assert {planned.kind for planned in change(sev, "sev2", owed, {TEAM, PLAN}).made} == {UPDATE, RESOLVE}
    assert {planned.kind for planned in change(sev, "sev2", owed, {TEAM}).made} == {UPDATE, RESOLVE, PLAN}


def test_a_time_that_the_customer_was_told_stands_while_it_is_earlier(sev: Policy) -> None:
    told = Owed(UPDATE, NOON + timedelta(minutes=20), promised=True)
    plan = change(sev, "sev1", [told])
    assert plan.due(UPDATE) == told.due_at
    assert plan.keeps_word
    assert next(one for one in plan.made if one.kind is UPDATE).because.row == "promise"


def test_a_later_one_gives_way_to_the_new_cadence(sev: Policy) -> None:
    told = Owed(UPDATE, NOON + timedelta(hours=3), promised=True)
    plan = change(sev, "sev1", [told])
    assert plan.due(UPDATE) == NOON + timedelta(hours=1)
    assert not plan.keeps_word


def test_a_word_that_is_overdue_is_not_put_off_by_going_down(sev: Policy) -> None:
    told = Owed(UPDATE, NOON - timedelta(minutes=5), promised=True)
    plan = change(sev, "sev4", [told])
    assert UPDATE not in plan.ended
    assert plan.due(UPDATE) is None


TIERS = {
    "up to where the graver one starts": ("sev3", "frontline", False, "sev1", "directors"),
    "a graver one takes nobody down": ("sev2", "executives", False, "sev1", "executives"),
    "down to where the lesser one starts": ("sev1", "directors", False, "sev3", "frontline"),
    "down, though it had climbed by itself": ("sev1", "executives", False, "sev2", "managers"),
    "held where somebody took it by hand": ("sev1", "executives", True, "sev2", "executives"),
    "lower by hand already": ("sev1", "frontline", False, "sev2", "frontline"),
}


@pytest.mark.parametrize(("was", "tier", "held", "becomes", "then"), TIERS.values(), ids=TIERS)
def test_the_tier_follows_the_severity(
    sev: Policy, was: str, tier: str, held: bool, becomes: str, then: str
) -> None:
    assert tier_at(sev, Standing(was, tier, held, "U_CASEY", ()), becomes) == then


AS_HIGH = Standing(
    "sev2",
    "managers",
    False,
    "U_BRUNO",
    (Called(1, "U_DANA", "confirm_seen"), Called(2, "U_EMIL", "name_engineer")),
)
AS_CRITICAL = Standing(
    "sev1",
    "directors",
    False,
    "U_BRUNO",
    (
        Called(1, "U_VERA", "own_or_name_director"),
        Called(2, "U_VIKTOR", "name_engineer"),
        Called(3, "U_TOMAS", "confirm_seen"),
    ),
)


def grouped(sev: Policy, standing: Standing, severity: str) -> Regrouping:
    roster, _ = a_roster(sev, FULL_COMPANY)
    return regroup(sev, roster, standing, severity, NOON)


def names(regrouping: Regrouping) -> list[str]:
    return [one.person.name for one in regrouping.told if one.person]


def test_going_up_calls_in_who_is_missing_and_sends_nobody_away(sev: Policy) -> None:
    people = grouped(sev, AS_HIGH, "sev1")
    assert names(people) == ["Vera", "Viktor", "Tomas"]
    assert not people.released
    assert [one.person for one in people.over] == ["U_DANA", "U_EMIL"]


def test_going_down_lets_go_whom_the_lesser_one_does_not_need(sev: Policy) -> None:
    people = grouped(sev, AS_CRITICAL, "sev2")
    assert names(people) == ["Dana", "Emil"]
    assert people.released
    assert [one.person for one in people.over] == ["U_VERA", "U_VIKTOR", "U_TOMAS"]


def test_whoever_was_asked_the_same_is_not_told_again(sev: Policy) -> None:
    asked_before = replace(AS_HIGH, called=(*AS_HIGH.called, Called(3, "U_TOMAS", "confirm_seen")))
    assert names(grouped(sev, asked_before, "sev1")) == ["Vera", "Viktor"]


def test_whoever_was_called_to_a_tier_stays_while_it_is_held(sev: Policy) -> None:
    called = (*AS_CRITICAL.called, Called(4, "U_ROSA", "say_what_next", tier="executives"))
    climbed = replace(AS_CRITICAL, tier="executives", called=called)
    assert "U_ROSA" in [one.person for one in grouped(sev, climbed, "sev2").over]
    held = grouped(sev, replace(climbed, held=True), "sev2")
    assert held.tier == "executives"
    assert "U_ROSA" not in [one.person for one in held.over]
    assert "U_ROSA" in held.stay


def test_an_owner_below_the_level_stays_and_somebody_of_it_is_asked_within_the_hour(sev: Policy) -> None:
    """Row M2d."""
    medium = Standing("sev3", "frontline", False, "U_CASEY", (Called(1, "U_MAYA", "confirm_seen"),))
    asked = grouped(sev, medium, "sev2").told[-1]
    assert asked.person is not None
    assert asked.planned is not None
    assert (asked.person.name, asked.ask) == ("Bruno", "take_it")
    assert read(asked.planned.due_at) == "Mon 2026-11-23 13:00"


def test_where_the_severitys_own_calls_ask_who_owns_it_nobody_is_asked_besides(sev: Policy) -> None:
    medium = Standing("sev3", "frontline", False, "U_CASEY", ())
    asks = [one.ask for one in grouped(sev, medium, "sev1").told]
    assert asks == ["own_or_name_director", "name_engineer", "confirm_seen"]


def test_of_a_company_without_that_level_nobody_is_asked(sev: Policy) -> None:
    roster, _ = a_roster(sev, {"admin": ["ada"]})
    medium = Standing("sev3", "frontline", False, "U_ADA", ())
    assert "take_it" not in [one.ask for one in regroup(sev, roster, medium, "sev2", NOON).told]
