"""Every message that an escalation should get, and no other: engine and oracle agree in random worlds."""

import secrets
from pathlib import Path

import pytest

from policy.load import policy_file
from tests.oracle.compare import compare

SEEDS = (1, 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_sixty_business_days_go_as_the_oracle_says_on_sqlite(
    sqlite_url: str, tmp_path: Path, seed: int
) -> None:
    verdict = compare(sqlite_url, tmp_path, seed, escalations=15)
    assert verdict.difference is None, verdict.difference


def test_sixty_business_days_go_as_the_oracle_says_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    seed = secrets.randbelow(1_000_000)
    verdict = compare(postgres_url, tmp_path, seed, escalations=10)
    assert verdict.difference is None, verdict.difference


@pytest.mark.parametrize("seed", [3])
def test_where_a_channel_is_crowded_each_person_has_one_message(
    sqlite_url: str, tmp_path: Path, seed: int
) -> None:
    verdict = compare(sqlite_url, tmp_path, seed, escalations=20, crowded=True)
    assert verdict.difference is None, verdict.difference
    assert verdict.gathered > 5


def test_a_ladder_that_is_a_minute_off_is_noticed_and_told_with_its_seed(
    sqlite_url: str, tmp_path: Path
) -> None:
    shipped = 'name = "overdue", after = "10m"'
    text = policy_file("sev").read_text()
    assert shipped in text
    (tmp_path / "off.toml").write_text(text.replace(shipped, 'name = "overdue", after = "11m"'))
    verdict = compare(sqlite_url, tmp_path, 8, escalations=6, engine_policy=tmp_path / "off.toml")
    assert verdict.difference is not None
    assert verdict.difference.startswith("seed 8: escalation")
    assert "update:overdue" in verdict.difference
