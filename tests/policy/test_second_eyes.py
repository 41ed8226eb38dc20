"""Which words somebody else reads first, who that is, and what a policy must say for it (Row Y6)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from policy.kinds import DraftKind
from policy.load import load_policy
from policy.path import Facts
from policy.problems import PolicyErrors
from policy.schema import Policy
from policy.second_eyes import read_first, reader_of
from tests.builders.office import BRUNO, CASEY, MAYA, VERA, the_rules
from tests.policy.builders import SEV_TOML, at

NOW = at("2026-11-23 10:00", "Europe/London")

CLAIMS = (
    "The root cause is an expired certificate.",
    "This was caused by a failed migration.",
    "We have identified the cause: a full disk.",
    "It broke because the index was corrupt.",
    "The reason is a misconfigured proxy.",
    "Engineering found the reason for the slow logins.",
    "Our database went down due to a full disk.",
    "The outage was triggered by a deploy.",
    "We traced the problem to its cause, a stale lock.",
)
NO_CLAIMS = (
    "We do not know the root cause yet.",
    "We are still looking for the cause.",
    "Our engineers are investigating what caused this.",
    "As soon as we know the root cause I write to you.",
    "The cause is still unknown.",
    "We cannot say yet why it happened.",
    "We have not found the cause.",
    "It is unclear whether it was caused by the release.",
    "I understand the delays caused by this are costly for you.",
    'You asked whether "the root cause is DNS". I will tell you at 15:00.',
    "We are still working on this. There is nothing new to tell yet; you hear from me again at 15:00.",
)


@pytest.mark.parametrize("words", CLAIMS)
def test_why_it_happened_is_read_first(sev: Policy, words: str) -> None:
    assert read_first(sev, DraftKind.UPDATE, words) is not None


@pytest.mark.parametrize("words", NO_CLAIMS)
def test_that_nobody_knows_yet_waits_for_nobody(sev: Policy, words: str) -> None:
    assert read_first(sev, DraftKind.UPDATE, words) is None


@pytest.mark.parametrize("name", ["sev", "playbook", "crisis"])
def test_in_every_policy_what_is_said_for_good_is_read_and_a_first_word_is_not(name: str) -> None:
    policy = load_policy(name)
    for kind in DraftKind:
        because = read_first(policy, kind, CLAIMS[0])
        waits = kind not in (DraftKind.ACKNOWLEDGEMENT, DraftKind.INTRODUCTION, DraftKind.FOLLOW_UP)
        assert (because is not None) is waits, kind


def test_at_the_gravest_level_five_minutes_are_waited(sev: Policy) -> None:
    row = sev.severity[sev.severities()[0]].second_eyes
    assert row is not None
    assert row.within == timedelta(minutes=5)


def facts(dri: str, cover: str | None = None) -> Facts:
    return Facts("sev1", "frontline", dri, cover)


READERS = {
    "the DRI wrote it: whoever usually stands in for them": (facts(CASEY), (CASEY,), BRUNO),
    "the stand-in wrote it: the DRI": (facts(CASEY), (BRUNO,), CASEY),
    "a stand-in that was named comes before the usual one": (facts(CASEY, VERA), (CASEY,), VERA),
    "both wrote something: the next on the path, or a role": (facts(CASEY), (CASEY, BRUNO), MAYA),
}


@pytest.mark.parametrize(("known", "besides", "reader"), READERS.values(), ids=READERS)
def test_one_person_is_asked_who_did_not_write_it(
    known: Facts, besides: tuple[str, ...], reader: str
) -> None:
    rules = the_rules()
    found = reader_of(rules.policy, rules.roster, known, NOW, besides)
    assert found is not None
    assert found.user_id == reader


WHO = (
    next(part for part in SEV_TOML.read_text("utf-8").split("\n\n") if part.startswith("[second_eyes]"))
    .split("at_most")[0]
    .partition("\n")[2]
)
"""The lines that say who reads it."""

WRONG = {
    "a first word would wait": ('kinds = ["resolution"]', 'kinds = ["acknowledgement"]', "waits for nobody"),
    "nobody is asked": (
        WHO,
        "",
        "who reads it",
    ),
    "a role that is not there": ('roles = ["csm_manager"]\nat_most', 'roles = ["cms"]\nat_most', "csm"),
    "nothing ends the wait": ('ladder = "reads_at_once"', 'ladder = "ask_critical"', 'show = "act"'),
    "an excuse for nothing": (
        'kinds = ["close_out"]\nspec = "Y6"',
        'kinds = ["close_out"]\nunless = [{ pattern = "x" }]\nspec = "Y6"',
        "nothing to excuse",
    ),
}


@pytest.mark.parametrize(("said", "instead", "problem"), WRONG.values(), ids=WRONG)
def test_what_makes_it_wrong_is_said(tmp_path: Path, said: str, instead: str, problem: str) -> None:
    text = SEV_TOML.read_text("utf-8")
    assert said in text
    file = tmp_path / "a.toml"
    file.write_text(text.replace(said, instead, 1), encoding="utf-8")
    with pytest.raises(PolicyErrors) as wrong:
        load_policy(file)
    assert problem in str(wrong.value)
