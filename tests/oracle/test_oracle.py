"""Every message that an escalation should get, and no other: engine and oracle agree in random worlds."""

import secrets
from pathlib import Path

import pytest

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
