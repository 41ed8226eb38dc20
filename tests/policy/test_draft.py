"""Drafts are read before they go out: what is flagged, what is excused, and how well each rule does (Row M5a)."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from policy.draft import Draft, check_draft
from policy.draft_rows import Drafts
from policy.kinds import DraftFact, DraftKind
from policy.load import load_policy
from policy.problems import PolicyErrors
from policy.schema import Policy
from tests.labelled.drafts import flagged, labelled, scores
from tests.policy.builders import SEV_TOML, changed

FLOOR = 0.8
"""What all rules together reach on the half kept aside, precision and recall; `dev.py bench DRAFTS` tells each."""


@pytest.fixture
def rules(sev: Policy) -> Drafts:
    assert sev.draft is not None
    return sev.draft


def a_rule(**keys: object) -> Drafts:
    """One rule alone."""
    rule = {"key": "one", "because": "It is not said.", "better": "Say it otherwise."} | keys
    return Drafts.model_validate(
        {
            "written": ["email"],
            "legal_form": "ltd|gmbh",
            "part": {"clock": r"\d\d:\d\d"},
            "reason": [{"key": "gist", "label": "The gist"}],
            "rule": [rule],
        }
    )


def finds(rules: Drafts, words: str, **about: object) -> list[str]:
    """The words that are flagged."""
    draft = Draft(words, **({"kind": DraftKind.UPDATE} | about))  # type: ignore[arg-type]
    return [finding.said for finding in check_draft(rules, draft)]


READ = {
    "found whatever its case": ({"pattern": ["calm down"]}, "Please CALM DOWN now.", ["CALM DOWN"]),
    "not in another word": ({"pattern": [r"\brelax\b"]}, "A relaxed limit.", []),
    "not in what the customer said": ({"pattern": ["calm down"]}, 'You said "calm down".', []),
    "nor in typographic marks": ({"pattern": ["calm down"]}, "You said “calm down”.", []),
    "nor in single ones": ({"pattern": ["calm down"]}, "You said 'calm down' to Ben.", []),
    "nor in a quoted line": ({"pattern": ["calm down"]}, "> calm down\nI hear you.", []),
    "an apostrophe quotes nothing": (
        {"pattern": ["calm down"]},
        "It's bad: calm down, it's ok",
        ["calm down"],
    ),
    "in quotes, where the rule says so": (
        {"pattern": ["Globex"], "in_quotes": True},
        'Like "Globex".',
        ["Globex"],
    ),
    "a curly apostrophe is one": ({"pattern": ["don't"]}, "I don\u2019t know.", ["don\u2019t"]),
    "excused in its sentence": (
        {"pattern": ["look into it"], "unless": [{"pattern": "{clock}"}]},
        "I look into it by 15:00.",
        [],
    ),
    "not by another sentence": (
        {"pattern": ["look into it"], "unless": [{"pattern": "{clock}"}]},
        "I look into it. You hear at 15:00.",
        ["look into it"],
    ),
    "by one that follows": (
        {"pattern": ["look into it"], "unless": [{"pattern": "{clock}", "reach": "from_here"}]},
        "I look into it. You hear at 15:00.",
        [],
    ),
    "by one before": (
        {"pattern": ["because"], "unless": [{"pattern": "sorry", "reach": "so_far"}]},
        "I am sorry. It fell because it did.",
        [],
    ),
    "not by one after": (
        {"pattern": ["because"], "unless": [{"pattern": "sorry", "reach": "so_far"}]},
        "It fell because it did. I am sorry.",
        ["because"],
    ),
    "the second of two": ({"pattern": ["sorry"], "at_least": 2}, "Sorry. So sorry.", ["sorry"]),
    "one is not two": ({"pattern": ["sorry"], "at_least": 2}, "Sorry.", []),
    "what is not there": ({"pattern": ["{clock}"], "lacks": True}, "Soon.", [""]),
    "what is there": ({"pattern": ["{clock}"], "lacks": True}, "At 15:00.", []),
}


@pytest.mark.parametrize(("rule", "words", "found"), READ.values(), ids=READ)
def test_how_a_rule_reads(rule: dict[str, object], words: str, found: list[str]) -> None:
    assert finds(a_rule(**rule), words) == found


def test_a_finding_says_why_and_what_to_write(rules: Drafts) -> None:
    draft = Draft("Please calm down. Next update at 15:00.", DraftKind.UPDATE)
    (finding,) = check_draft(rules, draft)
    assert finding.because.row == "draft.rule.calm_down"
    assert finding.because.spec == "M5a"
    assert finding.because.sentence
    assert finding.better


def test_a_rule_that_is_for_some_messages_is_silent_in_others() -> None:
    rules = a_rule(pattern=["{clock}"], lacks=True, kinds=["update"])
    assert finds(rules, "Soon.") == [""]
    assert finds(rules, "It is solved.", kind=DraftKind.RESOLUTION) == []


def test_a_rule_that_holds_before_the_fix_is_silent_after_it() -> None:
    rules = a_rule(pattern=["credit"], facts=["before_fix"])
    assert finds(rules, "A credit.", facts=frozenset({DraftFact.BEFORE_FIX})) == ["credit"]
    assert finds(rules, "A credit.") == []


def test_again_needs_an_earlier_message_that_said_it() -> None:
    rules = a_rule(pattern=["sorry"], again=True)
    assert finds(rules, "Sorry.", earlier=("Here we are.", "We are sorry.")) == ["Sorry"]
    assert finds(rules, "Sorry.", earlier=("Here we are.",)) == []


NAMES = {
    "as it is written": ("Globex", "Globex had it too.", True),
    "in capitals": ("Globex", "GLOBEX had it too.", True),
    "without its legal form": ("Initech GmbH", "Initech had it too.", True),
    "several words in any case": ("Bright Foods", "like bright foods", True),
    "not inside a word": ("Globex", "the globexport job", False),
    "a word of the language": ("Gap", "a gap in the log", False),
    "signs in a name mean nothing": ("C++ (Ltd.", "a plain sentence", False),
    "possessive": ("Globex", "Globex's site", True),
}


@pytest.mark.parametrize(("name", "words", "found"), NAMES.values(), ids=NAMES)
def test_another_customers_name(name: str, words: str, found: bool) -> None:
    assert bool(finds(a_rule(other_customers=True), words, other_customers=(name,))) is found


def test_two_apologies_stop_and_one_in_each_of_several_messages_advises(rules: Drafts) -> None:
    stops = {rule.key: rule.stops for rule in rules.rule}
    assert stops["two_apologies"]
    assert not stops["apology_again"]
    assert sum(stops.values()) < len(stops) / 2  # some stop, most advise


def test_every_rule_has_drafts_that_it_flags_and_the_set_is_large_enough() -> None:
    flags = Counter(flag for row in labelled() for flag in row.flags)
    policy = load_policy("sev")
    assert policy.draft is not None
    assert {rule.key for rule in policy.draft.rule} == set(flags)
    assert len(labelled()) >= 150
    halves = Counter(row.aside for row in labelled() if not row.harder)
    assert abs(halves[True] - halves[False]) <= 2
    assert all(any(rule in row.flags and row.aside for row in labelled()) for rule in flags)


@pytest.mark.parametrize(
    "row", [row for row in labelled() if not row.aside], ids=lambda row: row.draft.words[:50]
)
def test_on_the_half_in_sight_every_draft_is_read_as_it_is_labelled(rules: Drafts, row: object) -> None:
    assert flagged(rules, row.draft) == row.flags  # type: ignore[attr-defined]


def test_on_the_half_kept_aside_the_rules_do_well(rules: Drafts) -> None:
    found = scores(rules, [row for row in labelled() if row.aside and not row.harder])
    right, wrong, missed = (sum(getattr(row, name) for row in found) for name in ("right", "wrong", "missed"))
    assert right / (right + wrong) >= FLOOR
    assert right / (right + missed) >= FLOOR


def test_no_text_makes_a_rule_slow(rules: Drafts) -> None:
    """A pattern that tries every way to read a text would take minutes; Slack waits for three seconds."""
    hostile = [
        "the our team ",
        "because ",
        "update ",
        "12 ",
        "sorry ",
        "[",
        '"',
        "your a's ",
        "give an credit you ",
        ". ",
    ]
    for seed in hostile:
        words = (seed * 3000)[:3000]
        for kind in (DraftKind.ACKNOWLEDGEMENT, DraftKind.UPDATE):
            began = time.process_time()
            check_draft(rules, Draft(words, kind, frozenset(DraftFact), (words,), ("Globex",)))
            assert time.process_time() - began < 1


MISTAKES = {
    "a part that is not there": (
        "pattern = ['{apology}']",
        "pattern = ['{no_such}']",
        "there is no `part.no_such`",
    ),
    "no regular expression": ("pattern = ['{apology}']", "pattern = ['(sorry']", "not a regular expression"),
    "both things at once": (
        "other_customers = true",
        "other_customers = true\npattern = ['x']",
        "and not both",
    ),
    "two of a name": ('key = "calm_down"', 'key = "look_into"', "look_into is taken"),
    "lacks and again": ("lacks = true", "lacks = true\nagain = true", "goes with `pattern` alone"),
}


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_rule_is_said_with_its_line(tmp_path, old: str, new: str, said: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "own.toml"
    path.write_text(changed(SEV_TOML.read_text("utf-8"), (old, new)), "utf-8")
    with pytest.raises(PolicyErrors, match=r"own\.toml:") as refused:
        load_policy(str(path))
    assert said in str(refused.value)
