"""The quick form: three weeks within the bounds; `python3 dev.py bench THREE_MONTHS` is the long one."""

from pathlib import Path

import pytest

from tests.quarter import promptness
from tests.quarter.bounds import kept
from tests.quarter.figures import figures_of
from tests.quarter.life import Quarter, a_quarter


def beyond(quarter: Quarter) -> list[str]:
    """What is beyond its bound."""
    return [
        f"{one.what}: {one.counted:g}, at most {one.at_most:g}"
        for one in kept(quarter, figures_of(quarter))
        if not one.met
    ] + quarter.faults


def test_three_weeks_cost_no_more_than_was_reckoned_on_sqlite(sqlite_url: str, tmp_path: Path) -> None:
    quarter = a_quarter(sqlite_url, tmp_path, seed=1, escalations=20, weeks=3)
    assert beyond(quarter) == []


def test_two_weeks_cost_no_more_than_was_reckoned_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    quarter = a_quarter(postgres_url, tmp_path, seed=2, escalations=12, weeks=2)
    assert beyond(quarter) == []


def test_where_nobody_keeps_anything_in_time_it_is_noticed(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(promptness, "IN_TIME", 0.0)
    monkeypatch.setattr(promptness, "LATE", 0.0)
    quarter = a_quarter(sqlite_url, tmp_path, seed=1, escalations=6, weeks=2)
    found = beyond(quarter)
    assert found
    assert all(what.startswith(("nudges", "rings")) for what in found), found
