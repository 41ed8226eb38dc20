"""When the executive sponsor is called in: each condition of M6 and what comes close to it; who is asked whether to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from policy.facts import Values
from policy.kinds import CalendarKind, Measure, Who
from policy.load import load_policy, shipped_policies
from policy.path_rules import firing
from policy.problems import PolicyErrors
from policy.schema import Policy
from policy.sponsor import most_urgent, proposed_to, sponsor_of, step_of
from tests.policy.builders import FULL_COMPANY, SEV_TOML, a_roster, at, changed, somebody

NOON = at("2026-11-23 12:00")
AT_ONCE, WITHIN_A_DAY = timedelta(hours=2), timedelta(days=1)

CASES: dict[str, tuple[Values, dict[str, timedelta]]] = {
    "an executive of theirs is involved": ({Measure.IMPACT: "executive"}, {"sponsor_executive": AT_ONCE}),
    "an executive of theirs complains": (
        {Measure.TRIGGER: "executive_complaint"},
        {"sponsor_executive": AT_ONCE},
    ),
    "a champion is frustrated, no executive": ({Measure.TRIGGER: "champion_frustrated"}, {}),
    "more than 100,000 at risk": ({Measure.REVENUE_AT_RISK: 100_001}, {"sponsor_revenue": AT_ONCE}),
    "100,000 at risk and no more": ({Measure.REVENUE_AT_RISK: 100_000}, {}),
    "security: data was exposed": ({Measure.IMPACT: "breach"}, {"sponsor_legal": AT_ONCE}),
    "compliance: a regulator asks": ({Measure.TRIGGER: "compliance"}, {"sponsor_legal": AT_ONCE}),
    "legal: a claim": ({Measure.TRIGGER: "legal"}, {"sponsor_legal": AT_ONCE}),
    "a contract is not understood, nobody sues": ({Measure.TRIGGER: "contract_confusion"}, {}),
    "data is wrong, nobody else saw it": ({Measure.TRIGGER: "data_wrong"}, {}),
    "they threaten to go public": ({Measure.TRIGGER: "in_public"}, {"sponsor_public": AT_ONCE}),
    "they threaten to leave, in private": ({Measure.TRIGGER: "competitive_threat"}, {}),
    "SEV-1 past its first SLA": (
        {Measure.FIRST_SLA_MISSED: True, Measure.SEVERITY: "sev1"},
        {"sponsor_sla": WITHIN_A_DAY},
    ),
    "SEV-2 past its first SLA": (
        {Measure.FIRST_SLA_MISSED: True, Measure.SEVERITY: "sev2"},
        {"sponsor_sla": WITHIN_A_DAY},
    ),
    "SEV-3 past its first SLA": ({Measure.FIRST_SLA_MISSED: True, Measure.SEVERITY: "sev3"}, {}),
    "SEV-1 in time": ({Measure.FIRST_SLA_MISSED: False, Measure.SEVERITY: "sev1"}, {}),
    "escalated twice": ({Measure.REPORTS: 2}, {"sponsor_again": WITHIN_A_DAY}),
    "escalated once": ({Measure.REPORTS: 1}, {}),
    "they renew in 90 days": ({Measure.RENEWAL_IN_DAYS: 90}, {"sponsor_renewal": WITHIN_A_DAY}),
    "they renew in 91 days": ({Measure.RENEWAL_IN_DAYS: 91}, {}),
    "nothing is known": (dict.fromkeys(Measure), {}),
}


@pytest.mark.parametrize(("values", "called"), CASES.values(), ids=CASES)
def test_when_the_sponsor_is_called_in_and_how_soon(
    sev: Policy, values: Values, called: dict[str, timedelta]
) -> None:
    fired = [one.rule for one in firing(sev, values) if one.rule.sponsor_within is not None]
    assert {rule.key: rule.sponsor_within for rule in fired} == called
    assert {rule.spec for rule in fired} <= {"M6"}


def test_of_several_the_most_urgent_counts_and_says_its_time(sev: Policy) -> None:
    assert sev.sponsor is not None
    fired = most_urgent(firing(sev, {Measure.RENEWAL_IN_DAYS: 10, Measure.IMPACT: "executive"}))
    assert fired is not None
    assert fired.rule.key == "sponsor_executive"
    step = step_of(sev.sponsor, fired.rule)
    assert (step.within, step.calendar, step.ladder) == (AT_ONCE, CalendarKind.WALL, sev.sponsor.call.ladder)
    assert most_urgent(firing(sev, {Measure.TRIGGER: "billing_dispute"})) is None


def test_whom_the_account_names_comes_first_then_the_roles_of_the_policy(sev: Policy) -> None:
    assert sev.sponsor is not None
    roster, _ = a_roster(sev, FULL_COMPANY)
    of_account = sponsor_of(sev.sponsor, roster, {Who.EXECUTIVE_SPONSOR: "U_ROSA"}, NOON)
    of_policy = sponsor_of(sev.sponsor, roster, {}, NOON)
    assert of_account is not None
    assert of_policy is not None
    assert (of_account.person, of_account.role) == ("U_ROSA", None)
    assert (of_policy.person, of_policy.role) == ("U_VERA", "vp_cs")


def test_elsewhere_the_cs_manager_is_asked_or_whoever_stands_in(sev: Policy) -> None:
    (fired,) = firing(sev, {Measure.REPORTS: 2})
    roster, _ = a_roster(sev, FULL_COMPANY)
    asked = proposed_to(sev, "sev3", roster, fired, NOON, "Twice")
    assert asked is not None
    assert (asked.person and asked.person.user_id, asked.channel_key, asked.ask) == (
        "U_MAYA",
        "tier_2",
        "call_in_sponsor",
    )
    assert asked.planned is not None
    assert asked.planned.due_at == at("2026-11-23 16:00")
    away, _ = a_roster(sev, FULL_COMPANY, [somebody("maya", active=False)])
    instead = proposed_to(sev, "sev3", away, fired, NOON, "Twice")
    assert instead is not None
    assert (instead.person and instead.person.user_id, instead.fell_back_from) == ("U_DANA", ("csm_manager",))


@pytest.mark.parametrize("name", shipped_policies())
def test_at_the_graver_levels_of_each_policy_it_happens_by_itself(name: str) -> None:
    policy = load_policy(name)
    by_itself = [policy.severity[key].calls_in_sponsor for key in policy.severities()]
    assert by_itself == sorted(by_itself, reverse=True)
    assert any(by_itself)
    assert not all(by_itself)


@pytest.mark.parametrize("name", shipped_policies())
def test_each_policy_has_them_all(name: str, sev: Policy) -> None:
    has, wanted = (
        {rule.key: rule.sponsor_within for rule in policy.path_rule if rule.sponsor_within is not None}
        for policy in (load_policy(name), sev)
    )
    assert has == wanted


SEV = SEV_TOML.read_text()
WRONG = {
    "a question that yes or no does not answer": (
        changed(SEV, ('ask = "call_in_sponsor"', 'ask = "confirm_seen"')),
        '[ask.confirm_seen] must be of kind "sponsor", so that "not yet" is an answer',
    ),
    "nobody of that role": (
        changed(
            SEV,
            (
                'roles = ["csm_manager"]\nchannel = "tier_2"\nask = "call_in_sponsor"',
                'roles = ["csm_boss"]\nchannel = "tier_2"\nask = "call_in_sponsor"',
            ),
        ),
        "there is no [role.csm_boss]",
    ),
    "ten days that may be two weeks": (
        SEV
        + '\n[[path_rule]]\nkey = "slow"\nsponsor_within = "10d"\nbecause = "So."\nany = [{ fact = "top" }]\n',
        '"10d" of business time',
    ),
    "no sponsor at all": (
        SEV[: SEV.index("[sponsor]\n")] + SEV[SEV.index("# ----", SEV.index("[sponsor.check]")) :],
        "needs [sponsor]: who it is, and what they are asked",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), WRONG.values(), ids=WRONG)
def test_rules_that_lead_to_no_sponsor_are_refused(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "p.toml"
    file.write_text(text)
    with pytest.raises(PolicyErrors) as refused:
        load_policy(file)
    assert sentence in "\n".join(map(str, refused.value.problems))
