"""How long a customer's words are kept is the policy's word, and may be left unsaid. Row X21."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from policy.load import load_policy, policy_file
from policy.problems import PolicyErrors

TABLE = re.compile(r"\[retention\]\n(?:\w+ = .*\n)+")


def a_policy(folder: Path, table: str) -> Path:
    """The shipped policy with this in place of its own word on it."""
    text = policy_file("sev").read_text(encoding="utf-8")
    changed = folder / "policy.toml"
    text, found = TABLE.subn(f"{table}\n", text)
    assert found
    changed.write_text(text, encoding="utf-8")
    return changed


def test_two_years_and_a_quarter_are_the_default_of_the_shipped_policy() -> None:
    retention = load_policy("sev").retention
    assert retention is not None
    assert (retention.customer_text, retention.signals) == (timedelta(weeks=104), timedelta(weeks=13))


def test_it_may_be_left_out(tmp_path: Path) -> None:
    assert load_policy(a_policy(tmp_path, "")).retention is None


@pytest.mark.parametrize("value", ['"two years"', '"0w"', "104"])
def test_it_is_a_duration_longer_than_nothing(tmp_path: Path, value: str) -> None:
    with pytest.raises(PolicyErrors, match=r"retention\.customer_text"):
        load_policy(a_policy(tmp_path, f"[retention]\ncustomer_text = {value}"))
