"""`run` without a public address: Slack is listened to by Socket Mode."""

import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from signal import SIGTERM

import pytest

from sandbox import Sandbox
from tests.bot.running import Running, a_slack, running, settings_for
from tests.bot.slack_line import wait_for


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A workspace whose app uses Socket Mode."""
    with a_slack(over_http=False) as slack:
        yield slack


@pytest.fixture
def variables(slack: Sandbox, tmp_path: Path) -> dict[str, str]:
    """Settings that suffice: no signing secret."""
    variables = settings_for(slack, tmp_path) | {"SLACK_APP_TOKEN": slack.app_token}
    del variables["SLACK_SIGNING_SECRET"]
    return variables


@pytest.fixture
def bot(slack: Sandbox, tmp_path: Path, variables: dict[str, str]) -> Iterator[Running]:
    """It runs and is connected."""
    with running(tmp_path, variables, "run") as bot:
        bot.wait_until_says("and by Socket Mode")
        slack.wait_for_sockets(1, within=10)
        yield bot


def answers(slack: Sandbox) -> bool:
    """Whether a command is answered."""
    return "Customer escalations" in slack.person("casey").types("/escalate help", "escalations").text


def test_a_command_is_answered_over_the_socket_and_it_stops_quickly(slack: Sandbox, bot: Running) -> None:
    assert answers(slack)
    assert bot.get("/readyz")[0] == 200
    connection = HTTPConnection("127.0.0.1", bot.port, timeout=5)
    connection.request("POST", "/slack/events", "command=/escalate")
    assert connection.getresponse().status == 404, "nothing could verify what comes there"
    connection.close()

    before = time.monotonic()
    assert bot.stop(SIGTERM) == 0
    assert time.monotonic() - before < 6
    assert slack.app_token not in bot.errors
    assert "Traceback" not in bot.errors


@pytest.mark.parametrize("how", ["warning", "refresh_requested", "kill"])
def test_it_is_back_within_seconds_when_slack_ends_the_connection(
    slack: Sandbox, bot: Running, how: str
) -> None:
    if how == "kill":
        slack.kill_sockets()
    else:
        slack.disconnect_sockets(how)
    wait_for(lambda: answers(slack), 4)
    assert bot.stop() == 0


def test_a_refused_app_token_is_named(variables: dict[str, str], slack: Sandbox, tmp_path: Path) -> None:
    slack.faults.add("error", "apps.connections.open", error="invalid_auth", times=None)
    with running(tmp_path, variables, "run") as bot:
        assert bot.ended() == 2
        assert "SLACK_APP_TOKEN: Slack refuses it (invalid_auth)" in bot.errors
