"""Sections 2 and 3 of the specification, cell by cell, in each policy that is shipped. Rows M3, M3e, P4, M4, M10."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from policy.facts import Values, holding_facts
from policy.kinds import Does, Heard, Measure, Show
from policy.load import load_policy
from policy.path_rules import firing, is_higher
from policy.schema import Policy
from policy.severity import propose

POLICIES = ("sev", "playbook", "crisis")
GRAVE = {"sev": "sev2", "playbook": "sev2", "crisis": "executive"}
CALM = {"sev": "sev3", "playbook": "sev3", "crisis": "standard"}


@pytest.fixture(params=POLICIES)
def policy(request: pytest.FixtureRequest) -> Policy:
    """Each in turn."""
    return load_policy(str(request.param))


def goes_up_to(policy: Policy, severity: str, values: Values) -> str:
    """The tier at which it stands once every rule that holds has fired; it begins where its severity does."""
    tier = policy.severity[severity].starts_at_tier
    for fired in firing(policy, {**values, Measure.SEVERITY: severity, Measure.TIER: tier}):
        if fired.rule.tier and is_higher(policy, fired.rule.tier, tier):
            tier = fired.rule.tier
    return tier


TIERS = {
    "frontline": ("escalations", {"csm", "support_agent"}, "Known issues, configuration, user error."),
    "managers": (
        "tier_2",
        {"csm_manager", "senior_csm", "engineering_lead", "engineering_manager"},
        "Problems across teams, relationship problems, failures of process.",
    ),
    "directors": (
        "tier_3",
        {"cs_director", "vp_cs", "vp_engineering"},
        "Strategic account crises, systemic product issues, big commercial disputes.",
    ),
    "executives": (
        "tier_4",
        {"cro", "ceo", "cto"},
        "Executive to executive, commercial concessions, long-term commitments.",
    ),
}


@pytest.mark.parametrize("tier", TIERS)
def test_who_a_tier_is_and_what_it_can_settle(policy: Policy, tier: str) -> None:
    row = policy.tier[tier]
    assert (row.channel, set(row.roles), row.settles) == TIERS[tier]


CELLS: dict[str, tuple[Values, str, str]] = {
    # the cell of M3: what is known, where a grave one then stands, and where a calm one
    "tier 1: technical root cause unknown": (
        {Measure.CAUSE_TYPE: "unknown"}, "managers", "managers",
    ),
    "tier 1: a cause that is known stays": ({Measure.CAUSE_TYPE: "configuration"}, "managers", "frontline"),
    "tier 2: several customers are affected": (
        {Measure.CUSTOMERS_AFFECTED: 3}, "directors", "managers",
    ),
    "tier 2: one customer is not several": ({Measure.CUSTOMERS_AFFECTED: 1}, "managers", "frontline"),
    "tier 2: revenue above the threshold": (
        {Measure.REVENUE_AT_RISK: 100_001}, "directors", "managers",
    ),
    "tier 2: revenue at the threshold": ({Measure.REVENUE_AT_RISK: 100_000}, "managers", "frontline"),
    "tier 3: above 1 % of total ARR": ({Measure.ARR_SHARE: 1.1}, "directors", "frontline"),
    "tier 3: 1 % and no more": ({Measure.ARR_SHARE: 1.0}, "managers", "frontline"),
    "tier 3: legal": ({Measure.TRIGGER: "legal"}, "executives", "managers"),
    "tier 3: compliance": ({Measure.TRIGGER: "compliance"}, "executives", "managers"),
    "tier 3: public reputation": ({Measure.TRIGGER: "in_public"}, "executives", "managers"),
    "tier 4: a top-10 account at risk": (
        {Measure.TOP: True, Measure.TRIGGER: "renewal_at_risk"}, "executives", "executives",
    ),
    "tier 4: a top-10 account that is calm": ({Measure.TOP: True}, "managers", "frontline"),
    "tier 4: a breach": ({Measure.IMPACT: "breach"}, "executives", "executives"),
}  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
def test_goes_up_when(policy: Policy, cell: str) -> None:
    values, grave, calm = CELLS[cell]
    assert goes_up_to(policy, GRAVE[policy.name], values) == grave
    assert goes_up_to(policy, CALM[policy.name], values) == calm


def test_tier_1_goes_up_when_it_is_not_resolved_in_its_time(policy: Policy) -> None:
    for severity in policy.severity.values():
        ladder = policy.ladder[severity.deadline.resolve.ladder]
        assert [step.name for step in ladder.step if step.show is Show.MESSAGE][-1] == "climb"


def test_tier_1_goes_up_when_the_customer_demands_it(policy: Policy) -> None:
    row = next(row for row in policy.watch if row.key == "asks_for_more")
    assert (row.tier, row.does) == ("managers", Does.PROPOSE)


def test_tier_2_goes_up_when_an_executive_of_theirs_demands_it(policy: Policy) -> None:
    row = next(row for row in policy.watch if row.key == "executive_writes_ceo")
    assert (row.tier, row.does) == ("directors", Does.OPEN)


@dataclass(frozen=True)
class Leads:
    """Where a rule leads: roles or an account's own person, and a channel."""

    to: str
    channel: str


PATH: dict[str, tuple[Values, set[Leads]]] = {
    "customer executive involved": (
        {Measure.TRIGGER: "executive_complaint"}, {Leads("vp_cs", "tier_3")},
    ),
    "churn threat": (
        {Measure.TRIGGER: "competitive_threat"}, {Leads("vp_cs", "tier_3"), Leads("account_sponsor", "tier_3")},
    ),
    "billing or contract": ({Measure.TRIGGER: "billing_dispute"}, {Leads("", "finance")}),
    "legal if needed": ({Measure.TRIGGER: "legal"}, {Leads("", "legal")}),
    "product gap": ({Measure.TRIGGER: "feature_request"}, {Leads("", "product")}),
}  # fmt: skip


@pytest.mark.parametrize("row", PATH)
def test_each_row_of_the_path_leads_where_it_says(policy: Policy, row: str) -> None:
    values, wanted = PATH[row]
    fired = firing(policy, {**values, Measure.SEVERITY: CALM[policy.name]})
    led = {
        Leads(one.rule.who or "".join(one.rule.roles[:1]), one.rule.channel)
        for one in fired
        if one.rule.channel is not None
    }
    assert led == wanted


def test_what_needs_engineering_goes_to_support_and_then_to_engineering(policy: Policy) -> None:
    values = {Measure.CAUSE_TYPE: "product_bug", Measure.SEVERITY: CALM[policy.name]}
    assert [one.rule.channel for one in firing(policy, values)] == ["support", "engineering"]


def test_what_is_not_resolved_in_a_day_is_known_to_the_csm_manager(policy: Policy) -> None:
    """By a rule that waits, or since the opening."""
    late = [row for row in policy.path_rule if row.after == timedelta(days=1) and "csm_manager" in row.roles]
    calm = policy.severity[CALM[policy.name]]
    assert late or "csm_manager" in {row.role for row in calm.notify}


FACTS: dict[str, tuple[Values, str]] = {
    "renewal at risk": ({Measure.TRIGGER: "renewal_at_risk"}, "churn_threat"),
    "competitive threat": ({Measure.TRIGGER: "competitive_threat"}, "churn_threat"),
    "billing dispute": ({Measure.TRIGGER: "billing_dispute"}, "billing_or_contract"),
    "contract confusion": ({Measure.TRIGGER: "contract_confusion"}, "billing_or_contract"),
    "a request": ({Measure.TRIGGER: "feature_request"}, "product_gap"),
    "an executive complains": ({Measure.TRIGGER: "executive_complaint"}, "executive_involved"),
    "an executive raised it": ({Measure.IMPACT: "executive"}, "executive_involved"),
    "a bug": ({Measure.CAUSE_TYPE: "product_bug"}, "engineering_required"),
    "an integration": ({Measure.TRIGGER: "integration_broken"}, "engineering_required"),
    "data": ({Measure.TRIGGER: "data_wrong"}, "engineering_required"),
}


@pytest.mark.parametrize("answer", FACTS)
def test_which_answer_means_which_fact(policy: Policy, answer: str) -> None:
    values, fact = FACTS[answer]
    assert set(holding_facts(policy, values)) == {fact}


def test_cancel_means_a_churn_threat(policy: Policy) -> None:
    row = next(row for row in policy.watch if row.phrase == "cancel")
    assert "churn_threat" in holding_facts(policy, {Measure.TRIGGER: row.trigger})


AUTOMATIC = {
    "a: legal": ("legal_words", Does.OPEN, "managers"),
    "a: breach": ("breach_words", Does.OPEN, "managers"),
    "a: cancel": ("cancel_words", Does.PROPOSE, "managers"),
    "b: three tickets": ("tickets_of_one_issue", Does.OPEN, "managers"),
    "c: to our CEO": ("executive_writes_ceo", Does.OPEN, "directors"),
    "d: in public": ("named_in_public", Does.OPEN, "managers"),
    "e: health": ("health_falls", Does.PROPOSE, "managers"),
}


@pytest.mark.parametrize("row", AUTOMATIC)
def test_what_starts_one_by_itself_and_where(policy: Policy, row: str) -> None:
    key, does, tier = AUTOMATIC[row]
    watch = next(watch for watch in policy.watch if watch.key == key)
    assert (watch.does, watch.tier) == (does, tier)
    assert propose(policy, watch.impact).severity in policy.severity
    assert watch.trigger is None or watch.trigger in {row.key for row in policy.trigger}


def test_a_fall_of_health_is_the_csms_to_review_within_a_day(policy: Policy) -> None:
    row = next(row for row in policy.watch if Heard.HEALTH in row.on)
    assert (row.drop, row.within, row.answer_within) == (30, timedelta(days=7), timedelta(hours=24))


def test_the_catalogue_of_what_starts_one_is_all_there(policy: Policy) -> None:
    groups = [row.group for row in policy.trigger]
    assert [groups.count(group) for group in ("Technical", "Business", "Relationship")] == [4, 4, 4]
