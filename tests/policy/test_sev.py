"""What the default policy says, row by row, so that a changed number is seen (Rows M2, M3, M8a)."""

import ast
from datetime import time, timedelta
from pathlib import Path

import pytest

from policy.kinds import AskKind, CalendarKind, Status, Weekday
from policy.lifecycle import after
from policy.restricted import proposes_restricted
from policy.schema import Policy
from policy.severity import propose
from tests.policy.builders import ROOT

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
WALL, BUSINESS = CalendarKind.WALL, CalendarKind.BUSINESS

LEVELS = {
    "SEV-1 critical": ("directors", (HOUR / 4, WALL), ("team", HOUR, WALL), (8 * HOUR, WALL)),
    "SEV-2 high": ("managers", (HOUR, WALL), ("plan", 4 * HOUR, BUSINESS), (2 * DAY, BUSINESS)),
    "SEV-3 medium": ("frontline", (4 * HOUR, BUSINESS), ("plan", DAY, BUSINESS), (2 * WEEK, BUSINESS)),
    "SEV-4 low": ("frontline", (DAY, BUSINESS), ("plan", WEEK, BUSINESS), (6 * WEEK, BUSINESS)),
}


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_promises_what_its_row_says(sev: Policy, level: str) -> None:
    row = next(row for row in sev.severity.values() if f"{row.label} {row.name}" == level)
    tier, acknowledge, (then, within, calendar), resolve = LEVELS[level]
    promised = row.deadline
    second = promised.team if then == "team" else promised.plan
    assert row.starts_at_tier == tier
    assert (promised.acknowledge.within, promised.acknowledge.calendar or row.calendar) == acknowledge
    assert second is not None
    assert (second.within, second.calendar or row.calendar) == (within, calendar)
    assert (promised.team is None) == (then == "plan")
    assert (promised.resolve.within, promised.resolve.calendar or row.calendar) == resolve


def test_the_customer_hears_hourly_four_hourly_daily_and_twice_a_week(sev: Policy) -> None:
    one, two, three, four = (sev.severity[key].customer_update for key in sev.severities())
    assert (one.every, two.every) == (HOUR, 4 * HOUR)
    assert (three.on, three.at) == (tuple(Weekday)[:5], time(16))
    assert (four.on, four.at) == ((Weekday.TUE, Weekday.THU), time(10))


NOTIFIED = {
    "SEV-1": [("vp_cs", "tier_3"), ("vp_engineering", "tier_3"), ("cto", "tier_4")],
    "SEV-2": [("cs_director", "tier_2"), ("engineering_manager", "tier_2")],
    "SEV-3": [("csm_manager", "escalations"), ("engineering_lead", "engineering")],
    "SEV-4": [(None, "support"), (None, "product")],
}


@pytest.mark.parametrize("label", NOTIFIED)
def test_each_level_tells_whom_its_row_names(sev: Policy, label: str) -> None:
    row = next(row for row in sev.severity.values() if row.label == label)
    places = [told.channel or sev.tier[told.tier or ""].channel for told in row.notify]
    assert [(told.role, place) for told, place in zip(row.notify, places, strict=True)] == NOTIFIED[label]


def test_a_vice_president_owns_a_critical_one_or_names_a_director_and_another_names_the_engineer(
    sev: Policy,
) -> None:
    asked = {row.role: sev.ask[row.ask].kind for row in sev.severity["sev1"].notify if row.ask}
    assert asked == {
        "vp_cs": AskKind.OWNER,
        "vp_engineering": AskKind.PERSON,
        "cto": AskKind.CONFIRM,
    }


@pytest.mark.parametrize(
    ("impact", "label"),
    [
        ("breach", "SEV-1"),
        ("outage", "SEV-1"),
        ("executive", "SEV-2"),
        ("major_function", "SEV-2"),
        ("workaround", "SEV-3"),
        ("cosmetic", "SEV-4"),
        ("feature_gap", "SEV-4"),
    ],
)
def test_impact_proposes_the_level(sev: Policy, impact: str, label: str) -> None:
    assert sev.severity[propose(sev, impact).severity].label == label


def test_a_calm_mail_about_a_breach_is_sev_1(sev: Policy) -> None:
    proposal = propose(sev, "breach")
    assert sev.severity[proposal.severity].label == "SEV-1"
    assert proposal.because.row == "impact.breach"
    assert "calmly" in proposal.because.sentence


def test_an_angry_call_about_a_changed_button_is_sev_4(sev: Policy) -> None:
    proposal = propose(sev, "cosmetic")
    assert sev.severity[proposal.severity].label == "SEV-4"
    assert "angry" in proposal.because.sentence


def test_an_impact_that_the_policy_does_not_know_proposes_nothing(sev: Policy) -> None:
    with pytest.raises(KeyError, match="volume"):
        propose(sev, "volume")


def test_the_catalogue_of_triggers_has_four_of_each_kind_and_what_the_path_asks_for_besides(
    sev: Policy,
) -> None:
    groups = [trigger.group for trigger in sev.trigger]
    assert {group: groups.count(group) for group in groups} == {
        "Technical": 4,
        "Business": 4,
        "Relationship": 4,
        "Legal": 2,
        "Public": 1,
    }


@pytest.mark.parametrize(
    ("impact", "trigger", "because"),
    [
        ("breach", None, "impact.breach"),
        ("breach", "legal", "impact.breach"),
        ("cosmetic", "legal", "trigger.legal"),
        ("outage", "platform_down", None),
        ("outage", None, None),
        ("gone from the policy", "gone as well", None),
    ],
)
def test_a_breach_and_a_legal_matter_are_restricted(
    sev: Policy, impact: str, trigger: str | None, because: str | None
) -> None:
    proposed = proposes_restricted(sev, impact, trigger)
    assert (proposed.row if proposed else None) == because


def test_tiers_go_from_the_first_line_to_the_executives(sev: Policy) -> None:
    assert [sev.tier[key].channel for key in sev.tiers()] == ["escalations", "tier_2", "tier_3", "tier_4"]


def test_every_chain_of_roles_ends_with_the_admin(sev: Policy) -> None:
    assert {sev.fallback_chain(role)[-1] for role in sev.role} == {"admin"}


MOVES = {
    "the customer is told": (Status.OPEN, "acknowledge", Status.IN_PROGRESS),
    "told again": (Status.IN_PROGRESS, "acknowledge", None),
    "a team is there": (Status.OPEN, "assemble_team", Status.IN_PROGRESS),
    "a plan is there": (Status.OPEN, "set_plan", Status.IN_PROGRESS),
    "solved at once": (Status.OPEN, "resolve", Status.RESOLVED),
    "solved": (Status.IN_PROGRESS, "resolve", Status.RESOLVED),
    "solved twice": (Status.RESOLVED, "resolve", None),
    "closed": (Status.RESOLVED, "close", Status.CLOSED),
    "closed before it is solved": (Status.IN_PROGRESS, "close", None),
    "it is back": (Status.RESOLVED, "reopen", Status.IN_PROGRESS),
    "it is back after closing": (Status.CLOSED, "reopen", Status.IN_PROGRESS),
    "raised in error": (Status.OPEN, "cancel", Status.CANCELLED),
    "merged": (Status.IN_PROGRESS, "merge", Status.MERGED),
    "nothing comes back from cancelled": (Status.CANCELLED, "reopen", None),
    "nothing comes back from merged": (Status.MERGED, "reopen", None),
}


@pytest.mark.parametrize(("status", "verb", "leads_to"), MOVES.values(), ids=MOVES)
def test_the_table_of_moves(sev: Policy, status: Status, verb: str, leads_to: Status | None) -> None:
    assert after(sev, status, verb) == leads_to


def test_cancelled_and_merged_are_the_ends(sev: Policy) -> None:
    every_verb = {verb for move in sev.move for verb in move.verb}
    ends = {status for status in Status if all(after(sev, status, verb) is None for verb in every_verb)}
    assert ends == {Status.CANCELLED, Status.MERGED}


def test_no_python_file_of_ours_names_a_severity_a_tier_a_role_or_a_ladder(sev: Policy) -> None:
    keys = {*sev.severity, *sev.tier, *sev.role, *sev.ladder}
    rooms = ("policy", "models", "services", "handlers", "scheduler", "message_templates")
    named = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for room in rooms
        for path in Path(ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in keys
    ]
    assert named == []
