"""Path rules: which fire for what is known, whom they tell, and which policies are refused (Rows P4, M3, M3e)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from policy.facts import Values, holding_facts, measures_used
from policy.kinds import Measure, Who
from policy.load import load_policy
from policy.path_rules import Fired, firing, told_by
from policy.problems import PolicyErrors
from policy.roster import channels_used
from policy.schema import Policy
from tests.policy.builders import FULL_COMPANY, SEV_TOML, a_roster, at, changed, somebody

NOON = at("2026-11-23 12:00")
SEV = SEV_TOML.read_text()

CASES: dict[str, tuple[Values, set[str]]] = {
    "an executive of theirs": ({Measure.IMPACT: "executive"}, {"executive_to_vp"}),
    "an executive complains": ({Measure.TRIGGER: "executive_complaint"}, {"executive_to_vp"}),
    "the renewal is at risk": ({Measure.TRIGGER: "renewal_at_risk"}, {"churn_to_vp", "churn_to_sponsor"}),
    "a competitor is there": ({Measure.TRIGGER: "competitive_threat"}, {"churn_to_vp", "churn_to_sponsor"}),
    "one of the largest may leave": (
        {Measure.TRIGGER: "renewal_at_risk", Measure.TOP: True},
        {"churn_to_vp", "churn_to_sponsor", "largest_at_risk"},
    ),
    "large, and calm": ({Measure.TOP: True}, set()),
    "a bug at SEV-3": (
        {Measure.CAUSE_TYPE: "product_bug", Measure.SEVERITY: "sev3"},
        {"engineering_by_support", "engineering"},
    ),
    "a bug at SEV-1, where engineering is there": (
        {Measure.CAUSE_TYPE: "product_bug", Measure.SEVERITY: "sev1"},
        set(),
    ),
    "a bill": ({Measure.TRIGGER: "billing_dispute"}, {"billing"}),
    "a contract": ({Measure.TRIGGER: "contract_confusion"}, {"billing"}),
    "a gap at SEV-3": ({Measure.IMPACT: "feature_gap", Measure.SEVERITY: "sev3"}, {"gap_to_product"}),
    "a gap at SEV-4, where Product is told": (
        {Measure.IMPACT: "feature_gap", Measure.SEVERITY: "sev4"},
        set(),
    ),
    "much revenue at risk": ({Measure.REVENUE_AT_RISK: 100_001}, {"revenue"}),
    "much revenue at risk, grave": (
        {Measure.REVENUE_AT_RISK: 100_001, Measure.SEVERITY: "sev2"},
        {"revenue", "revenue_grave"},
    ),
    "three customers": ({Measure.CUSTOMERS_AFFECTED: 3, Measure.SEVERITY: "sev3"}, {"several_customers"}),
    "three customers, a display fault": ({Measure.CUSTOMERS_AFFECTED: 3, Measure.SEVERITY: "sev4"}, set()),
    "a word of lawyers": ({Measure.TRIGGER: "legal", Measure.SEVERITY: "sev3"}, {"legal"}),
    "a word of lawyers, grave": (
        {Measure.TRIGGER: "legal", Measure.SEVERITY: "sev2"},
        {"legal", "legal_grave"},
    ),
    "nobody knows what it is": (
        {Measure.CAUSE_TYPE: "unknown", Measure.SEVERITY: "sev3"},
        {"cause_unknown"},
    ),
    "nobody knows what a display fault is": (
        {Measure.CAUSE_TYPE: "unknown", Measure.SEVERITY: "sev4"},
        set(),
    ),
    "just the limit": ({Measure.REVENUE_AT_RISK: 100_000}, set()),
    "more than a hundredth of all, grave": (
        {Measure.ARR_SHARE: 1.2, Measure.SEVERITY: "sev2"},
        {"large_account"},
    ),
    "more than a hundredth of all, small": ({Measure.ARR_SHARE: 1.2, Measure.SEVERITY: "sev3"}, set()),
    "a breach": ({Measure.IMPACT: "breach"}, {"breach_to_executives"}),
    "nothing known": ({}, set()),
    "all unknown": (dict.fromkeys(Measure), set()),
}


def leading(fired: Iterable[Fired]) -> list[Fired]:
    """Those that lead somewhere on the path; the sponsor's have a table of their own (`test_sponsor_rules`)."""
    return [one for one in fired if one.rule.sponsor_within is None]


@pytest.mark.parametrize(("values", "keys"), CASES.values(), ids=CASES)
def test_which_rules_fire(sev: Policy, values: Values, keys: set[str]) -> None:
    assert {fired.rule.key for fired in leading(firing(sev, values))} == keys


def test_a_rule_says_the_row_and_the_facts_that_it_fired_for(sev: Policy) -> None:
    (fired,) = leading(firing(sev, {Measure.IMPACT: "executive", Measure.TRIGGER: "platform_down"}))
    assert fired.because.row == "path_rule.executive_to_vp"
    (fact,) = fired.facts
    assert (fact.fact, [(one.fact, one.value) for one in fact.made_of]) == (
        "executive_involved",
        [("impact", "executive")],
    )


def test_what_fired_before_does_not_fire_again(sev: Policy) -> None:
    assert leading(firing(sev, {Measure.IMPACT: "breach"}, before={"breach_to_executives"})) == []


def test_only_what_the_rules_ask_for_is_measured(sev: Policy) -> None:
    used = measures_used(sev)
    assert Measure.TRIGGER in used  # a fact of a fact
    assert Measure.HEALTH not in used


def test_facts_hold_by_themselves(sev: Policy) -> None:
    assert set(holding_facts(sev, {Measure.IMPACT: "breach", Measure.TRIGGER: "data_wrong"})) == {
        "breach",
        "engineering_required",
    }


def test_the_sponsor_is_told_or_whoever_covers_for_them(sev: Policy) -> None:
    away = {"vera@example.com": {"cover": "dana@example.com", "leave": ["2026-11-20/2026-11-30"]}}
    roster, _ = a_roster(sev, FULL_COMPANY, people=away)
    fired = firing(sev, {Measure.TRIGGER: "renewal_at_risk"})[1]
    told = told_by(sev, "sev3", roster, fired, {Who.EXECUTIVE_SPONSOR: "U_VERA"}, NOON)
    assert told is not None
    assert told.person is not None
    assert (told.person.user_id, told.channel_key, told.ask) == ("U_DANA", "tier_3", "confirm_seen")


def test_without_a_sponsor_the_channel_reads_it_and_nobody_is_asked(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY)
    fired = firing(sev, {Measure.TRIGGER: "renewal_at_risk"})[1]
    told = told_by(sev, "sev3", roster, fired, {}, NOON)
    assert told is not None
    assert (told.person, told.ask, told.planned) == (None, None, None)


def test_a_role_that_nobody_can_answer_falls_back_along_its_chain(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY, [somebody("vera", active=False)])
    (fired,) = leading(firing(sev, {Measure.IMPACT: "executive"}))
    told = told_by(sev, "sev2", roster, fired, {}, NOON)
    assert told is not None
    assert told.person is not None
    assert (told.person.user_id, told.fell_back_from) == ("U_ROSA", ("vp_cs",))


LATE = """
[[path_rule]]
key = "late"
after = "1d"
calendar = "business"
roles = ["csm_manager"]
channel = "tier_2"
because = "Not resolved in a day."
none = [
  { fact = "severity", is = ["sev4"] },
]
"""


def test_a_rule_that_waits_fires_only_when_its_time_has_come(tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    file.write_text(SEV + LATE)
    policy = load_policy(file)
    values: Values = {Measure.SEVERITY: "sev3"}
    assert firing(policy, values) == ()
    waited = {"late", "of former times"}
    assert [fired.rule.key for fired in firing(policy, values, waited=waited)] == ["late"]
    assert firing(policy, {Measure.SEVERITY: "sev4"}, waited=waited) == ()


def a_rule(body: str) -> str:
    """One more rule at the end of the policy."""
    return f'{SEV}\n[[path_rule]]\nkey = "mine"\nbecause = "So."\n{body}\n'


def a_fact(body: str) -> str:
    """One more fact."""
    return f'{SEV}\n[[fact]]\nkey = "mine"\nlabel = "so"\n{body}\n'


WRONG = {
    "a fact that is none": (
        a_rule('tier = "managers"\nany = [{ fact = "churn_thret" }]'),
        'no fact is called churn_thret: did you mean "churn_threat"?',
    ),
    "a role that is none": (
        a_rule('roles = ["vp_css"]\nchannel = "tier_3"\nany = [{ fact = "top" }]'),
        'there is no [role.vp_css]: did you mean "vp_cs"?',
    ),
    "a tier that is none": (
        a_rule('tier = "manager"\nany = [{ fact = "top" }]'),
        'there is no [tier.manager]: did you mean "managers"?',
    ),
    "a value that is none": (
        a_rule('tier = "managers"\nany = [{ fact = "impact", is = ["outtage"] }]'),
        'no impact is called outtage: did you mean "outage"?',
    ),
    "a number as a word": (
        a_rule('tier = "managers"\nany = [{ fact = "arr", is = ["much"] }]'),
        "arr is a number: write `above` or `below`",
    ),
    "a word as a number": (
        a_rule('tier = "managers"\nany = [{ fact = "impact", above = 3 }]'),
        "impact is one of several words: write `is`",
    ),
    "a fact that is compared": (
        a_rule('tier = "managers"\nany = [{ fact = "top", is = ["yes"] }]'),
        "top holds or does not: leave out `is`",
    ),
    "two comparisons": (
        a_rule('tier = "managers"\nany = [{ fact = "arr", above = 1, below = 3 }]'),
        "compare once: `is`, `above` or `below`",
    ),
    "nowhere to go": (a_rule('any = [{ fact = "top" }]'), "say where it leads"),
    "always": (a_rule('tier = "managers"\nnone = [{ fact = "top" }]'), "say when: `all`, `any` or `after`"),
    "an ask of a channel": (
        a_rule(
            'channel = "tier_3"\nask = "confirm_seen"\nwithin = "1h"\nladder = "ask_high"\nany = [{ fact = "top" }]'
        ),
        "an ask needs somebody to be asked",
    ),
    "a person told nowhere": (
        a_rule('who = "account_sponsor"\nany = [{ fact = "top" }]'),
        "say where they are told",
    ),
    "a climb that feeds itself": (
        a_rule('tier = "directors"\nall = [{ fact = "tier", is = ["managers"] }]'),
        "climbs by itself, step by step",
    ),
    "a climb that goes down": (
        a_rule('tier = "managers"\nall = [{ fact = "tier", is = ["directors"] }, { fact = "top" }]'),
        "leads to managers, which is not above the tier that it waits for",
    ),
    "a key that is taken": (
        a_rule('tier = "managers"\nany = [{ fact = "top" }]').replace('"mine"', '"revenue"'),
        "revenue is taken",
    ),
    "a fact that is made of itself": (
        a_fact('any = [{ fact = "mine" }]'),
        "goes in a circle: mine → mine",
    ),
    "facts in a circle": (
        a_fact('any = [{ fact = "other" }]\n[[fact]]\nkey = "other"\nlabel = "o"\nall = [{ fact = "mine" }]'),
        "goes in a circle: mine → other → mine",
    ),
    "a fact that is measured already": (
        a_fact('any = [{ fact = "top" }]').replace('"mine"', '"arr"'),
        "arr is measured already: call it otherwise",
    ),
    "a fact of nothing": (a_fact(""), "say what it is made of"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), WRONG.values(), ids=WRONG)
def test_a_policy_that_can_loop_or_lead_nowhere_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "p.toml"
    file.write_text(text)
    with pytest.raises(PolicyErrors) as refused:
        load_policy(file)
    assert sentence in "\n".join(map(str, refused.value.problems))


def test_a_channel_of_a_rule_must_be_in_the_team_file(tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    file.write_text(changed(SEV, ('channel = "finance"', 'channel = "treasury"')))
    assert "treasury" in channels_used(load_policy(file))
