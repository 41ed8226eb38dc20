"""Nothing but the policy file names a severity, a tier, a role or a number: renamed, it decides the same."""

import tomllib
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from policy.load import load_policy, load_team
from policy.path import Facts, climb, mentioned, next_person, opening_notices, starting_tier
from policy.promises import plan_opening, plan_update
from policy.roster import Roster
from policy.schema import Policy
from policy.severity import propose
from tests.policy.builders import FULL_COMPANY, SEV_TOML, TEAM_TOML, a_calendar, a_roster, at
from tests.policy.renamed import Names, old_name, renamed_policy, renamed_team

MOMENTS = [at("2026-11-23 12:00"), at("2026-11-21 23:00"), at("2026-11-25 17:10"), at("2026-03-08 03:30")]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> tuple[Policy, Names]:
    """The renamed policy, and what each name has become."""
    text, names = renamed_policy(SEV_TOML.read_text(encoding="utf-8"))
    file = tmp_path_factory.mktemp("renamed") / "renamed.toml"
    file.write_text(text, encoding="utf-8")
    return load_policy(file), names


def test_no_old_name_and_no_old_unit_is_left(names: tuple[Policy, Names]) -> None:
    policy, mapping = names
    for table in ("severity", "tier", "role", "ladder", "ask"):
        assert not set(getattr(policy, table)) & set(mapping[table])
    text, _ = renamed_policy(SEV_TOML.read_text(encoding="utf-8"))
    raw = tomllib.loads(text)
    assert {level["deadline"]["acknowledge"]["within"] for level in raw["severity"].values()} == {
        "900s",
        "3600s",
        "14400s",
        "86400s",
    }


def decisions(policy: Policy, roster: Roster, names: Names, now: datetime) -> list[Any]:
    """Everything that the policy decides about every impact, severity and tier at one moment."""
    calendar = a_calendar()
    told: list[Any] = [propose(policy, impact.key) for impact in policy.impact]
    for severity in policy.severities():
        told += plan_opening(policy, severity, reached_at=now, calendar=calendar)
        told += [plan_update(policy, severity, told_at=now, calendar=calendar)]
        told += opening_notices(policy, severity, roster, now)
        told += [starting_tier(policy, severity)]
        for tier, to in product(policy.tiers(), ("dri", "next_person", "climb", "owner")):
            facts = Facts(severity, tier, "U_CASEY")
            told += [climb(policy, facts, roster, now), next_person(policy, roster, facts, now)]
            told += [mentioned(policy, roster, facts, to, now, owner="U_DANA")]  # type: ignore[arg-type]
    return [old_name(repr(one), names) for one in told]


@pytest.mark.parametrize("now", MOMENTS, ids=str)
@pytest.mark.parametrize("missing", [(), ("csm_manager", "vp_cs", "cto")], ids=["full", "with gaps"])
def test_with_every_name_changed_and_all_in_seconds_it_decides_the_same(
    sev: Policy, names: tuple[Policy, Names], now: datetime, missing: tuple[str, ...]
) -> None:
    other, mapping = names
    company = {role: people for role, people in FULL_COMPANY.items() if role not in missing}
    roster, _ = a_roster(sev, company)
    other_roster, problems = a_roster(other, {mapping["role"][role]: who for role, who in company.items()})
    assert [problem for problem in problems if problem.gravity == "error"] == []
    assert decisions(other, other_roster, mapping, now) == decisions(sev, roster, mapping, now)


def test_the_team_file_follows(tmp_path: Path, names: tuple[Policy, Names]) -> None:
    policy, mapping = names
    file = tmp_path / "team.toml"
    file.write_text(renamed_team(TEAM_TOML.read_text(encoding="utf-8"), mapping), encoding="utf-8")
    assert load_team(file, policy).roles[mapping["role"]["admin"]] == ("vera@example.com",)
