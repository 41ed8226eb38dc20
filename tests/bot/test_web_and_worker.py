"""`web` and two `worker`s on one PostgreSQL: requests are answered, and everything leaves once."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from signal import SIGTERM

import pytest
from sqlalchemy import create_engine, text

from sandbox import Message, Sandbox
from tests.bot.running import Running, a_slack, running, settings_for
from tests.bot.slack_line import wait_for


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A workspace."""
    with a_slack() as slack:
        yield slack


@pytest.fixture
def variables(slack: Sandbox, tmp_path: Path, postgres_url: str) -> dict[str, str]:
    """Settings for PostgreSQL, with Slack delivering to the port that they name."""
    variables = settings_for(slack, tmp_path, postgres_url)
    slack.deliver_to(f"http://127.0.0.1:{variables['PORT']}/slack/events")
    return variables


def is_ready(web: Running) -> bool:
    """Whether it answers that it is, with nothing degraded."""
    assert web.process.poll() is None, web.errors
    try:
        return web.get("/readyz") == (200, '{"degraded":[],"ready":true}\n')
    except OSError:
        return False


def test_requests_are_answered_by_one_process_and_everything_leaves_once_by_two_others(
    slack: Sandbox, variables: dict[str, str], tmp_path: Path, postgres_url: str
) -> None:
    with ExitStack() as processes:
        web = processes.enter_context(running(tmp_path, variables, "web"))
        workers = [processes.enter_context(running(tmp_path, variables, "worker")) for _ in range(2)]
        wait_for(lambda: is_ready(web), 30)
        for worker in workers:
            worker.wait_until_says("watching the clock")
        casey = slack.person("casey")
        assert "Customer escalations" in casey.types("/escalate help", "escalations").text
        for customer in ("Acme", "Globex"):
            casey.types("/escalate", channel="escalations")
            form = casey.view
            assert form.fill(customer=customer, problem="It is down", impact="outage").submit().ok
            casey.closes()
        for customer in ("Acme", "Globex"):
            slack.channel("escalations").expects(customer, within=20)
        wait_for(lambda: nothing_unsent(postgres_url), 30)
        said = [(message.metadata or {})["event_payload"]["op_id"] for message in by_the_bot(slack)]
        assert len(said) == len(set(said)) >= 10, "two cards, two lines at home, and whoever was called in"
        assert web.get("/metrics")[1].count("heard_rules_info{") == 4, "two processes of web, two workers"
        assert web.get("/metrics", **{"X-Forwarded-For": "203.0.113.7"})[0] == 403

        before = time.monotonic()
        for process in (web, *workers):
            process.tell(SIGTERM)
        assert [process.ended() for process in (web, *workers)] == [0, 0, 0]
        assert time.monotonic() - before < 10
        for process in (web, *workers):
            assert "Traceback" not in process.errors
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM replicas")) == 0, "all said goodbye"
    engine.dispose()


def by_the_bot(slack: Sandbox) -> list[Message]:
    """Every message of ours, in every channel."""
    channels = {call["args"]["channel"] for call in slack.calls("chat.postMessage")}
    return [
        message for channel in channels for message in slack.channel(channel).messages if message.metadata
    ]


def nothing_unsent(postgres_url: str) -> bool:
    """Whether everything said has left."""
    engine = create_engine(postgres_url)
    try:
        with engine.connect() as connection:
            query = text("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')")
            return not connection.scalar(query)
    finally:
        engine.dispose()
