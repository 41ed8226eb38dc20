"""Where a call beats anything written, and which steps of a plan are calls to the customer (Row D5a)."""

from __future__ import annotations

import pytest

from policy.load import load_policy
from policy.schema import Policy
from policy.voice import beats_writing, says_call

THERE = ("Acme Ltd", "Priya Raman", "Ann Ode")

CALLS = (
    "Call Priya at three",
    "Phone the customer",
    "Ring Ann Ode",
    "Speak with Acme about Thursday",
    "Call them back",
)
OTHERS = (
    "Call the hoster",
    "Rebuild the index for Acme",
    "Write to Priya",
    "Recall the release",
    "Ask Elif to call the vendor",
    "Add a callback for the customer",
    "Callisto: restart it for Acme",
)


@pytest.mark.parametrize("words", CALLS)
def test_a_step_that_says_call_of_somebody_there_is_one(sev: Policy, words: str) -> None:
    assert says_call(sev, words, THERE)


@pytest.mark.parametrize("words", OTHERS)
def test_any_other_step_is_none(sev: Policy, words: str) -> None:
    assert not says_call(sev, words, THERE)


@pytest.mark.parametrize("name", ["sev", "playbook", "crisis"])
def test_a_call_is_suggested_where_it_is_grave_and_not_where_it_is_small(name: str) -> None:
    policy = load_policy(name)
    gravest, *_, smallest = policy.severities()
    assert beats_writing(policy, gravest) is not None
    assert beats_writing(policy, smallest) is None
