"""The `story` fixture: the whole bot on a real database, before a pretend Slack, with time that a test moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from policy.load import policy_file
from tests.builders.office import TEAM
from tests.policy.renamed import renamed_policy, renamed_team
from tests.scenarios.story import Names, Story, told_story

RENAMED = "sqlite, renamed policy"


@pytest.fixture(params=["sqlite", "postgresql", RENAMED])
def story(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Story]:
    """Each story runs on SQLite, on PostgreSQL, and on a copy of the policy where nothing has its old name."""
    postgresql = request.param == "postgresql"
    url = str(request.getfixturevalue("postgres_url" if postgresql else "sqlite_url"))
    policy, team, names = "sev", TEAM, Names({})
    if request.param == RENAMED:
        text, renamed = renamed_policy(policy_file("sev").read_text())
        policy, team, names = str(tmp_path / "other.toml"), tmp_path / "team.toml", Names(renamed)
        Path(policy).write_text(text)
        team.write_text(renamed_team(TEAM.read_text(), renamed))
    with told_story(url, policy, team, names) as telling:
        yield telling
