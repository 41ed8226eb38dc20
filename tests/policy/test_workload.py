"""How much is too much, and who has room (Row M11e)."""

from __future__ import annotations

import pytest

from policy.schema import Policy
from policy.workload import grave_label, too_much, with_room, workload
from tests.policy.builders import FULL_COMPANY, a_roster, at

NOON = at("2026-11-23 12:00")

CASES = {
    "nothing yet": ({}, "sev1", False),
    "one grave, one more is two": ({"sev1": 1}, "sev2", False),
    "two grave, one more is too much": ({"sev1": 1, "sev2": 1}, "sev1", True),
    "two grave, and one that is not": ({"sev1": 1, "sev2": 1}, "sev3", False),
    "four open, one more is five": ({"sev3": 3, "sev4": 1}, "sev4", False),
    "five open, one more is too much": ({"sev3": 3, "sev4": 2}, "sev4", True),
}


@pytest.mark.parametrize("case", CASES)
def test_the_limit_is_for_one_more(sev: Policy, case: str) -> None:
    counts, severity, above = CASES[case]
    assert (too_much(sev, counts, severity) is not None) is above


def test_the_grave_are_counted_apart(sev: Policy) -> None:
    has = workload(sev, {"sev1": 1, "sev2": 2, "sev4": 4})
    assert (has.grave, has.open) == (3, 7)
    assert grave_label(sev) == "SEV-1 or SEV-2"


def test_who_has_room_holds_the_same_role_and_has_the_least(sev: Policy) -> None:
    company = {**FULL_COMPANY, "csm": ["casey", "ben", "cleo", "dora"]}
    roster, _ = a_roster(sev, company)
    counts = {"U_CASEY": {"sev1": 3}, "U_BEN": {"sev1": 2}, "U_CLEO": {"sev3": 1}}
    assert with_room(sev, roster, counts, "U_CASEY", "sev1", NOON) == ("U_DORA", "U_CLEO")


def test_for_whoever_holds_no_role_it_is_the_first_of_the_tier(sev: Policy) -> None:
    roster, _ = a_roster(sev, FULL_COMPANY)
    assert with_room(sev, roster, {}, "U_STRANGER", "sev3", NOON)
