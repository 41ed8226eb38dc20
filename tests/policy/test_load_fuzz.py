"""Whatever a policy file holds, the loader takes it or says what is wrong, and never takes one that loops."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from policy.facts import Values
from policy.kinds import Measure
from policy.load import load_policy, policy_file
from policy.path_rules import firing, is_higher
from policy.problems import PolicyErrors
from policy.schema import Policy

LINES = {name: policy_file(name).read_text("utf-8").splitlines() for name in ("sev", "playbook", "crisis")}
WORDS = sorted({word for lines in LINES.values() for line in lines for word in re.findall(r'"(\w+)"', line)})
ODD = st.sampled_from(
    [
        "true",
        "-1",
        "0",
        "1e400",
        "nan",
        "[]",
        "[[]]",
        "{}",
        '""',
        '"\\u0000"',
        "1979-05-27",
        "'''x'''",
        '"9999w"',
        "1_000",
    ]
)
QUICK = settings(
    max_examples=60,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Change = Callable[[list[str], int], None]


def _replace(value: str) -> Change:
    def change(lines: list[str], at: int) -> None:
        lines[at] = re.sub(r"= .*", lambda _: f"= {value}", lines[at], count=1)

    return change


def _other_word(word: str) -> Change:
    def change(lines: list[str], at: int) -> None:
        lines[at] = re.sub(r'"\w+"', lambda _: f'"{word}"', lines[at], count=1)

    return change


def _without(lines: list[str], at: int) -> None:
    del lines[at]


def _twice(lines: list[str], at: int) -> None:
    lines.insert(at, lines[at])


def _elsewhere(to: int) -> Change:
    def change(lines: list[str], at: int) -> None:
        lines.insert(to % len(lines), lines.pop(at))

    return change


CHANGES: st.SearchStrategy[Change] = st.one_of(
    ODD.map(_replace),
    st.sampled_from(WORDS).map(_other_word),
    st.just(_without),
    st.just(_twice),
    st.integers(0, 5_000).map(_elsewhere),
)


def taken(file: Path, text: str) -> Policy | None:
    """The policy; None where it is refused with a sentence for each thing. Any other exception fails the test."""
    file.write_text(text, "utf-8", errors="surrogatepass")
    try:
        return load_policy(file)
    except PolicyErrors as refused:
        wrong = refused.problems
    assert [problem for problem in wrong if problem.sentence.strip()] == list(wrong) != []
    return None


def ends(policy: Policy) -> None:
    """Every chain of roles ends, and what fires cannot lead a case up for ever."""
    for role in policy.role:
        assert len(policy.fallback_chain(role)) <= len(policy.role)
    for severity, level in policy.severity.items():
        tier, before = level.starts_at_tier, set[str]()
        for _ in range(len(policy.path_rule) + 1):
            known: Values = {
                Measure.SEVERITY: severity,
                Measure.TIER: tier,
                Measure.TOP: True,
                Measure.CUSTOMERS_AFFECTED: 9,
            }
            fired = firing(policy, known, before)
            if not fired:
                break
            before |= {one.rule.key for one in fired}
            tiers = [one.rule.tier for one in fired if is_higher(policy, one.rule.tier, tier)]
            tier = max((tier, *filter(None, tiers)), key=policy.tiers().index)
        else:
            pytest.fail(f"{severity} never comes to rest")


@QUICK
@given(
    name=st.sampled_from(sorted(LINES)),
    changes=st.lists(st.tuples(CHANGES, st.integers(0, 5_000)), min_size=1, max_size=6),
)
def test_a_file_that_was_changed_at_random_is_taken_or_refused_with_sentences(
    tmp_path: Path, name: str, changes: list[tuple[Change, int]]
) -> None:
    lines = list(LINES[name])
    for change, at in changes:
        change(lines, at % len(lines))
    policy = taken(tmp_path / "fuzz.toml", "\n".join(lines))
    if policy is not None:
        ends(policy)


@QUICK
@given(text=st.text(max_size=300))
def test_any_text_at_all_is_taken_or_refused_with_sentences(tmp_path: Path, text: str) -> None:
    assert taken(tmp_path / "fuzz.toml", text) is None


@QUICK
@given(body=st.binary(max_size=300))
def test_any_bytes_at_all_are_refused_with_sentences(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "fuzz.toml").write_bytes(body)
    with pytest.raises(PolicyErrors):
        load_policy(tmp_path / "fuzz.toml")


@pytest.mark.parametrize("name", sorted(LINES))
def test_what_is_shipped_comes_to_rest(name: str) -> None:
    ends(load_policy(name))
