"""The command line by itself: what it lists, what it refuses, and with which status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from bot.cli import heard
from bot.settings import Settings
from bot.start import Role, StartError, open_database
from policy.load import policy_file
from tests.bot.running import bare_shell
from tests.builders.office import TEAM


def bot(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=bare_shell(variables),
        capture_output=True,
        text=True,
        timeout=60,
    )


def quickly(*words: str) -> Result:
    """Run a command that needs no surroundings, in this process."""
    return CliRunner().invoke(heard, list(words))


def test_every_problem_of_the_settings_is_on_standard_error_and_the_status_is_2(tmp_path: Path) -> None:
    done = bot(tmp_path, "run", SLACK_APP_TOKEN="hunter2", PORT="x")
    assert done.returncode == 2
    assert {line.partition(":")[0] for line in done.stderr.splitlines()} == {
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "PORT",
    }
    assert "hunter2" not in done.stderr
    assert done.stdout == ""


def test_a_word_that_is_no_command_is_wrong_usage() -> None:
    assert quickly("fly").exit_code == 2


@pytest.mark.parametrize("role", [Role.WEB, Role.WORKER])
def test_web_and_worker_refuse_sqlite(role: Role) -> None:
    settings = Settings(slack_bot_token=SecretStr("xoxb-1"), slack_signing_secret=SecretStr("s"))
    with pytest.raises(StartError, match=f"DATABASE_URL: {role} needs PostgreSQL") as error:
        open_database(settings, role)
    assert error.value.status == 2


def test_a_worker_refuses_a_database_without_a_schema_until_it_is_migrated(
    tmp_path: Path, postgres_url: str
) -> None:
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "s",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
    }
    empty = postgres_url.rsplit("/", 1)[0] + "/postgres"
    refused = bot(tmp_path, "worker", DATABASE_URL=empty, **settings)
    assert refused.returncode == 2
    assert "run 'python -m bot migrate'" in refused.stderr

    assert bot(tmp_path, "migrate", DATABASE_URL=postgres_url).returncode == 0
    unanswered = bot(tmp_path, "worker", DATABASE_URL=postgres_url, **settings)
    assert unanswered.returncode == 1, "the schema is there; now it is Slack that is not"
    assert unanswered.stderr.startswith("SLACK_API_URL: Slack did not answer")


def test_a_wrong_policy_is_refused_with_file_line_and_key(tmp_path: Path) -> None:
    text = policy_file("sev").read_text().replace('home = "escalations"', 'home = "escalations"\nhoem = 1')
    own = tmp_path / "own.toml"
    own.write_text(text)
    done = quickly("policy", "check", str(own))
    line = text.splitlines().index("hoem = 1") + 1
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{own}:{line}: channel.hoem: no such key")


def test_a_team_is_checked_against_the_policy_it_serves(tmp_path: Path) -> None:
    team = tmp_path / "team.toml"
    team.write_text(TEAM.read_text().replace("admin =", "# admin ="))
    done = quickly("team", "check", str(team))
    assert done.exit_code == 2
    assert "roles.admin" in done.stderr
    assert quickly("team", "check", str(TEAM)).exit_code == 0


def test_a_shipped_policy_is_printed_as_it_is() -> None:
    assert quickly("policy", "show", "sev").stdout == policy_file("sev").read_text()
    assert quickly("policy", "show", "nothing").exit_code == 2


@pytest.mark.parametrize("words", [("policy", "schema"), ("team", "schema"), ("manifest",)])
def test_what_is_for_machines_is_json(words: tuple[str, ...]) -> None:
    assert json.loads(quickly(*words).stdout)


def test_try_says_what_would_happen_and_by_which_rows(tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text(
        'impact = "workaround"\ntrigger = "renewal_at_risk"\nrevenue_at_risk = 250_000\ntop = true\n'
    )
    done = quickly("policy", "try", str(facts))
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[:2] == [
        "severity sev3 is proposed: It works in part, and the workaround is painful.",
        "  by impact.workaround, for impact = workaround",
    ]
    assert "goes up to managers: So much revenue is at risk that managers decide." in lines
    assert "  by path_rule.revenue, for revenue_at_risk = 250000" in lines
    assert "  by path_rule.largest_at_risk, for top, churn_threat (trigger = renewal_at_risk)" in lines


TRIED = {
    "sev: an executive": (
        "sev",
        'impact = "executive"',
        "by path_rule.executive_to_vp, for executive_involved (impact = executive)",
    ),
    "sev: three customers": (
        "sev",
        'impact = "workaround"\ncustomers_affected = 3',
        "goes up to managers: It is not one customer's trouble any more.",
    ),
    "playbook: three customers": (
        "playbook",
        'impact = "major_function"\ncustomers_affected = 3',
        "goes up to directors: Something grave has hit several customers.",
    ),
    "playbook: in a day": (
        "playbook",
        'impact = "workaround"',
        "after 1d (business): csm_manager is told in tier_2 and asked: say_what_next, within 4h: "
        "The CSM Manager knows what is not resolved in a day.",
    ),
    "crisis: a defect": (
        "crisis",
        'impact = "product_defect"',
        "by suggest_dri[0], for severity = executive, engineering_required (impact = product_defect)",
    ),
    "crisis: a contract": (
        "crisis",
        'impact = "cosmetic"\ntrigger = "contract_confusion"',
        "it is told in finance: Finance knows of every dispute about money.",
    ),
}


@pytest.mark.parametrize(("policy", "words", "line"), TRIED.values(), ids=TRIED)
def test_try_works_for_every_policy_that_is_shipped(
    tmp_path: Path, policy: str, words: str, line: str
) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text(words)
    done = quickly("policy", "try", str(facts), "--policy", policy)
    assert done.exit_code == 0, done.output
    assert line in map(str.strip, done.stdout.splitlines())


def test_try_names_every_fact_that_is_wrong(tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text('impac = "outage"\narr = "much"\ntop = "yes"\noutcome = "money"\n')
    done = quickly("policy", "try", str(facts))
    assert done.exit_code == 2
    assert [line.split(": ", 1)[1] for line in done.stderr.splitlines()] == [
        "impac: no such fact: did you mean impact?",
        "arr: is a number",
        "top: is true or false",
        "outcome: money is none of acknowledgement, fix, accountability",
        "say the `impact`, or the `severity`",
    ]
