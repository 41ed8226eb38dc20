"""Policy and team change while the program runs: accepted whole, or refused whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.database import Database
from models.outbox import OutboxMessage
from models.workspace import RulesVersion
from policy.load import policy_file
from services.office import Office
from services.upkeep.check_setup import Standing, check_setup
from services.upkeep.reload_rules import RuleFiles, Seen
from tests.builders.escalations import said
from tests.services.upkeep.company import Company


@pytest.fixture
def company(database_url: str, tmp_path: Path) -> Iterator[Company]:
    """A company whose team file and Slack agree."""
    database = Database(database_url, threads=2)
    yield Company(database, tmp_path)
    database.close()


@pytest.fixture
def office(company: Company) -> Office:
    """At work."""
    return company.open()


def told(office: Office, template: str) -> list[OutboxMessage]:
    """What `ops` was told."""
    return said(office, template)


def test_a_change_of_the_team_file_is_in_force_at_the_next_look(company: Company, office: Office) -> None:
    seen = company.look(office, Seen())
    company.slack.person("ada")
    company.rewrite("ceo = []", 'ceo = ["ada@heard.example"]')
    before = office.rulebook.current

    company.look(office, seen)

    after = office.rulebook.current
    assert after.roster.roles["ceo"] == ("UADA",)
    assert (after.team_hash != before.team_hash, after.policy_hash) == (True, before.policy_hash)
    (message,) = told(office, "ops_rules_changed")
    assert message.lane == "CHEARDOPS"
    assert message.context
    assert message.context["changed"] == ["team"]


def test_each_version_is_kept_whole_by_its_hash(company: Company, office: Office) -> None:
    company.rewrite("ceo = []", 'ceo = ["rosa@heard.example"]')
    company.look(office, Seen())
    with office.database.read() as session:
        kept = {row.hash: row for row in session.scalars(select(RulesVersion))}
    assert len(kept) == 3, "one policy, two teams"
    assert 'ceo = ["rosa' in kept[office.rulebook.current.team_hash].content


def test_a_look_at_unchanged_files_asks_slack_nothing_and_says_nothing(
    company: Company, office: Office
) -> None:
    seen = company.look(office, Seen())
    company.slack.asked.clear()
    assert company.look(office, seen) == seen
    assert company.slack.asked == []
    assert said(office) == []


def test_a_wrong_file_changes_nothing_and_is_told_once(company: Company, office: Office) -> None:
    before = office.rulebook.current
    seen = company.look(office, Seen())
    company.rewrite("[channels]", "[channels]\nnonsense = 7")

    seen = company.look(office, seen)
    company.team_file.touch()
    company.look(office, seen)

    assert office.rulebook.current.roster == before.roster
    (message,) = told(office, "ops_rules_refused")
    assert message.context
    assert "nonsense" in message.context["problems"][0]


def test_two_replicas_that_see_the_same_wrong_file_tell_it_once(company: Company, office: Office) -> None:
    company.rewrite("[channels]", "[channels")
    company.look(office, Seen())
    company.look(office, Seen())
    assert len(told(office, "ops_rules_refused")) == 1


def test_a_wrong_file_that_is_put_right_is_taken(company: Company, office: Office) -> None:
    company.rewrite("ceo = []", "ceo = [7]")
    seen = company.look(office, Seen())
    company.rewrite("ceo = [7]", 'ceo = ["rosa@heard.example"]')
    company.look(office, seen)
    assert office.rulebook.current.roster.roles["ceo"] == ("UROSA",)


def test_a_home_channel_that_nobody_can_find_is_refused(company: Company, office: Office) -> None:
    company.rewrite('"#escalations"', '"#nowhere"')
    company.look(office, Seen())
    assert office.rulebook.current.roster.channels["escalations"] == "CESCALATIONS"
    (message,) = told(office, "ops_rules_refused")
    assert message.context
    assert "#nowhere" in message.context["problems"][0]


def test_a_file_that_is_away_for_a_moment_is_not_the_end(company: Company, office: Office) -> None:
    away = company.team_file.rename(company.team_file.with_suffix(".away"))
    seen = company.look(office, Seen())
    away.rename(company.team_file)
    company.look(office, seen)
    assert office.rulebook.current.roster.roles["csm"] == ("UCASEY", "UBRUNO")


def test_who_left_the_company_leaves_their_role_without_any_change_of_a_file(
    company: Company, office: Office
) -> None:
    seen = company.look(office, Seen())
    company.slack.person("casey", active=False)
    company.sync()
    company.look(office, seen)
    assert office.rulebook.current.roster.roles["csm"] == ("UBRUNO",)
    assert said(office, "ops_rules_changed") == []


def test_a_policy_of_ones_own_may_be_edited_in_place(
    company: Company, office: Office, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(policy_file("sev").read_text())
    company.files = RuleFiles(str(own), company.team_file)
    seen = company.look(office, Seen())
    own.write_text(own.read_text().replace('name = "sev"', 'name = "ours"'))
    company.look(office, seen)
    assert office.rulebook.current.policy.name == "ours"


def test_the_setup_is_shown_from_the_file_in_force_and_not_from_the_one_that_was_refused(
    company: Company, office: Office
) -> None:
    company.rewrite('"#heard-ops"', '"#nowhere"')
    company.rewrite("ceo = []", "ceo = [7]")
    company.look(office, Seen())
    (ops,) = (check for check in check_setup(office) if check.what.startswith("ops:"))
    assert (ops.what, ops.standing) == ("ops: #heard-ops", Standing.GOOD)
