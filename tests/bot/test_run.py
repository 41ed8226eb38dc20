"""`run`: one process on SQLite that answers Slack, holds its file, and stops so that nothing is lost."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from signal import SIGHUP, SIGINT, SIGKILL, SIGTERM, Signals

import pytest

from sandbox import Sandbox
from tests.bot.running import Running, a_slack, running, settings_for
from tests.bot.slack_line import wait_for


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A workspace."""
    with a_slack() as slack:
        yield slack


@pytest.fixture
def variables(slack: Sandbox, tmp_path: Path) -> dict[str, str]:
    """Settings that suffice, with Slack delivering to the port that they name."""
    variables = settings_for(slack, tmp_path)
    slack.deliver_to(f"http://127.0.0.1:{variables['PORT']}/slack/events")
    return variables


@pytest.fixture
def bot(tmp_path: Path, variables: dict[str, str]) -> Iterator[Running]:
    """It runs."""
    with running(tmp_path, variables, "run") as bot:
        bot.wait_until_says("listening on")
        yield bot


def raise_one(slack: Sandbox) -> None:
    """Casey raises an escalation."""
    casey = slack.person("casey")
    casey.types("/escalate", channel="escalations")
    form = casey.view
    assert form.fill(customer="Acme", problem="Nobody can log in", impact="outage").submit().ok


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What stands in the database file."""
    connection = sqlite3.connect(folder / "heard.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_an_escalation_is_raised_delivered_and_survives_a_stop(
    slack: Sandbox, bot: Running, tmp_path: Path
) -> None:
    """…and the whole of one life: ready, answering, measured, stopped with status 0."""
    assert "Customer escalations" in slack.person("casey").types("/escalate help", "escalations").text
    raise_one(slack)
    slack.channel("escalations").expects("Acme", within=10)
    assert bot.get("/healthz")[0] == 200
    assert bot.get("/readyz") == (200, '{"degraded":[],"ready":true}\n')
    figures = bot.get("/metrics")[1]
    assert "heard_live_escalations 1.0" in figures
    assert "heard_rules_info{" in figures
    assert [call["method"] for call in slack.calls("auth.test")] == ["auth.test"], "once, at the start"

    before = time.monotonic()
    assert bot.stop(SIGTERM) == 0
    assert time.monotonic() - before < 6

    assert rows(tmp_path, "SELECT count(*) FROM escalations") == [(1,)]
    assert rows(tmp_path, "SELECT count(*) FROM lanes WHERE holder IS NOT NULL") == [(0,)]
    assert rows(tmp_path, "SELECT count(*) FROM replicas") == [(0,)]
    assert "Traceback" not in bot.errors
    assert slack.bot_token not in bot.errors


def test_a_second_run_on_the_same_file_is_refused_and_the_first_goes_on(
    bot: Running, variables: dict[str, str], tmp_path: Path
) -> None:
    with running(tmp_path, variables | {"PORT": "0"}, "run") as second:
        assert second.ended() == 2
        assert (
            second.errors.startswith("DATABASE_URL: heard.db is held")
            or "is held by another" in second.errors
        )
        assert str(bot.process.pid) in second.errors
    assert bot.get("/healthz")[0] == 200
    assert bot.stop(SIGINT) == 0


def test_answered_submissions_are_there_after_a_kill(slack: Sandbox, bot: Running, tmp_path: Path) -> None:
    raise_one(slack)
    bot.tell(SIGKILL)
    bot.ended()
    assert rows(tmp_path, "SELECT customer FROM escalations") == [("Acme",)]


def test_what_was_committed_before_a_kill_leaves_once_after_the_next_start(
    slack: Sandbox, bot: Running, variables: dict[str, str], tmp_path: Path
) -> None:
    slack.faults.add("http_503", "chat.postMessage", times=None)
    raise_one(slack)
    bot.tell(SIGKILL)
    bot.ended()
    slack.faults.clear()
    with running(tmp_path, variables, "run") as again:
        again.wait_until_says("listening on")
        slack.channel("escalations").expects("Acme", within=60)
        assert again.stop() == 0
    cards = [message for message in slack.channel("escalations").messages if not message.is_reply]
    assert len(cards) == 1


def test_a_team_file_is_reloaded_while_it_runs_and_at_once_on_hangup(
    slack: Sandbox, bot: Running, tmp_path: Path
) -> None:
    team = tmp_path / "team.toml"
    text = team.read_text()
    team.write_text(text.replace("ceo = []", 'ceo = ["rosa@heard.example"]'))
    bot.tell(SIGHUP)
    slack.channel("heard-ops").expects("New rules are in force", within=10)
    team.write_text(text.replace("[channels]", "[channels]\nnonsense = 7"))
    slack.channel("heard-ops").expects("is refused", within=15)
    assert bot.get("/healthz")[0] == 200


@pytest.mark.parametrize("number", [SIGTERM])
def test_a_command_under_way_is_answered_before_it_stops(
    slack: Sandbox, bot: Running, number: Signals
) -> None:
    slack.faults.add("timeout", "users.info", seconds=1.0)
    stranger = slack.add_user("ada", email="ada@heard.example")
    with ThreadPoolExecutor(1) as others:
        asked = others.submit(stranger.types, "/escalate help", "escalations")
        wait_for(lambda: slack.calls("users.info"))
        bot.tell(number)
        assert asked.result(15).ok
    assert bot.ended() == 0


def test_a_token_of_another_workspace_is_refused(
    slack: Sandbox, bot: Running, variables: dict[str, str], tmp_path: Path
) -> None:
    bot.stop()
    connection = sqlite3.connect(tmp_path / "heard.db")
    connection.execute("UPDATE workspace SET team_id = 'T0ELSEWHERE', team_name = 'Elsewhere'")
    connection.commit()
    connection.close()
    with running(tmp_path, variables, "run") as again:
        assert again.ended() == 2
        assert "serves the workspace Elsewhere" in again.errors


def test_a_refused_token_and_an_unusable_home_are_refused_at_the_start(
    slack: Sandbox, variables: dict[str, str], tmp_path: Path
) -> None:
    slack.edit_channel("escalations", archived=True)
    with running(tmp_path, variables, "run") as homeless:
        assert homeless.ended() == 2
        assert "channels.escalations" in homeless.errors
    slack.revoke_token()
    with running(tmp_path, variables, "run") as tokenless:
        assert tokenless.ended() == 2
        assert "SLACK_BOT_TOKEN: Slack refuses it (token_revoked)" in tokenless.errors


def test_the_doctor_names_what_cannot_be_reached_and_what_to_do(
    slack: Sandbox, variables: dict[str, str], tmp_path: Path
) -> None:
    slack.edit_channel("escalations-tier-2", shared_with="Acme Ltd")
    slack.edit_user("casey", deleted=True)
    with running(tmp_path, variables, "doctor") as doctor:
        told, _ = doctor.process.communicate(timeout=60)
    assert doctor.process.returncode == 0, "nothing of it keeps the bot from working"
    assert "! tier_2: #escalations-tier-2  is shared with another company" in told
    assert "nobody in the workspace is casey@heard.example" in told
    assert "✓ tier_3: #escalations-tier-3" in told
    slack.edit_channel("escalations", archived=True)
    with running(tmp_path, variables, "doctor") as doctor:
        told, _ = doctor.process.communicate(timeout=60)
    assert doctor.process.returncode == 1
    assert "✗ escalations: #escalations" in told
    assert not (tmp_path / "heard.db").exists(), "it only looks"
