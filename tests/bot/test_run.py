"""`run`: one process on SQLite that answers Slack, holds its file, and stops so that nothing is lost."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from signal import SIGHUP, SIGINT, SIGKILL, SIGTERM

import pytest

from bot.run import opened
from bot.settings import Settings
from bot.start import Role, StartError, real_clock
from models.database import Database
from models.migrate import migrate
from sandbox import Sandbox
from services.slack_port import Identity
from services.upkeep.know_workspace import know_workspace
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
    slack: Sandbox, bot: Running, variables: dict[str, str], tmp_path: Path
) -> None:
    """…and the whole of one life: ready, answering, measured, alone on its file, stopped with status 0."""
    assert "Customer escalations" in slack.person("casey").types("/escalate help", "escalations").text
    raise_one(slack)
    slack.channel("escalations").expects("Acme", within=10)
    assert bot.get("/healthz")[0] == 200
    assert bot.get("/readyz") == (200, '{"degraded":[],"ready":true}\n')
    figures = bot.get("/metrics")[1]
    assert "heard_live_escalations 1.0" in figures
    assert "heard_rules_info{" in figures
    assert [call["method"] for call in slack.calls("auth.test")] == ["auth.test"], "once, at the start"

    with running(tmp_path, variables | {"PORT": "0"}, "run") as second:
        assert second.ended() == 2
        assert "heard.db is held by another run of this program" in second.errors
        assert str(bot.process.pid) in second.errors

    before = time.monotonic()
    assert bot.stop(SIGTERM) == 0
    assert time.monotonic() - before < 6

    assert rows(tmp_path, "SELECT count(*) FROM escalations") == [(1,)]
    assert rows(tmp_path, "SELECT count(*) FROM lanes WHERE holder IS NOT NULL") == [(0,)]
    assert rows(tmp_path, "SELECT count(*) FROM replicas") == [(0,)]
    assert "Traceback" not in bot.errors
    assert slack.bot_token not in bot.errors


def test_what_was_answered_before_a_kill_is_there_and_leaves_once_after_the_next_start(
    slack: Sandbox, bot: Running, variables: dict[str, str], tmp_path: Path
) -> None:
    slack.faults.add("http_503", "chat.postMessage", times=None)
    raise_one(slack)
    bot.tell(SIGKILL)
    bot.ended()
    assert rows(tmp_path, "SELECT customer FROM escalations") == [("Acme",)]
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


def test_a_command_under_way_is_answered_before_it_stops(slack: Sandbox, bot: Running) -> None:
    slack.faults.add("timeout", "views.open", seconds=1.0)
    with ThreadPoolExecutor(1) as others:
        asked = others.submit(slack.person("vera").types, "/escalate", "escalations")
        wait_for(lambda: slack.calls("views.open"))
        assert bot.stop(SIGINT) == 0
        assert asked.result(15).ok


def test_a_token_of_another_workspace_is_refused(variables: dict[str, str], tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/heard.db"
    migrate(url)
    database = Database(url, threads=1)
    know_workspace(database, Identity("T0ELSE", "Elsewhere", "https://x", "U1", "B1", None, frozenset()))
    database.close()
    with running(tmp_path, variables, "run") as bot:
        assert bot.ended() == 2
        assert "this database serves the workspace Elsewhere (T0ELSE)" in bot.errors


def test_a_home_that_cannot_be_used_and_a_refused_token_are_refused_at_the_start(
    slack: Sandbox, variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # its database is made where it stands
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings = Settings.read()

    slack.edit_channel("escalations", archived=True)
    with (
        pytest.raises(StartError, match=r"channels\.escalations") as error,
        opened(settings, Role.RUN, real_clock),
    ):
        pass
    assert error.value.status == 2

    slack.revoke_token()
    with pytest.raises(StartError, match=r"SLACK_BOT_TOKEN: Slack refuses it \(token_revoked\)"):
        opened(settings, Role.RUN, real_clock).__enter__()


def test_the_doctor_names_what_cannot_be_reached_and_what_to_do(
    slack: Sandbox, variables: dict[str, str], tmp_path: Path
) -> None:
    slack.edit_channel("escalations-tier-2", shared_with="Acme Ltd")
    slack.edit_user("casey", deleted=True)
    slack.edit_channel("escalations", archived=True)
    with running(tmp_path, variables | {"HEARD_PAGER_URL": "https://pager.example/x"}, "doctor") as doctor:
        told, _ = doctor.process.communicate(timeout=60)
    assert doctor.process.returncode == 1
    assert "✗ escalations: #escalations" in told
    assert "! tier_2: #escalations-tier-2  is shared with another company" in told
    assert "nobody in the workspace is casey@heard.example" in told
    assert "✓ tier_3: #escalations-tier-3" in told
    assert "! HEARD_PAGER_URL  nothing uses it yet" in told
    assert not (tmp_path / "heard.db").exists(), "it only looks"
