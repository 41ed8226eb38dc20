"""The HTTP side: who may read what, and what it says of itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr

from bot.compose import compose
from bot.http import http_app
from bot.settings import Settings
from bot.start import Role, open_gateway
from models.database import Database
from services.office import Office, Rulebook
from services.slack_port import Identity
from services.upkeep.beat import beat
from tests.builders.office import an_office, the_rules

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
US = Identity("T1", "Us", "https://us.example/", "U0", "B0", None, frozenset())
SETTINGS = Settings(
    slack_bot_token=SecretStr("xoxb-1"),
    slack_signing_secret=SecretStr("s3cret"),
    heard_metrics_token=SecretStr("let me in"),
)


def client(office: Office, settings: Settings = SETTINGS) -> FlaskClient:
    """A client of the application on this office."""
    house = compose(settings, Role.RUN, office, open_gateway(settings), US, lambda: NOW)
    return http_app(house).test_client()


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """An office that nobody works in yet."""
    office = an_office(sqlite_url)
    yield office
    office.database.close()


def test_a_request_that_is_not_signed_is_turned_away(office: Office) -> None:
    assert client(office).post("/slack/events", data={"command": "/escalate"}).status_code == 401


def test_without_its_database_it_lives_and_is_not_ready() -> None:
    adrift = client(Office(Database("sqlite:////nowhere/heard.db"), Rulebook(the_rules())))
    assert adrift.get("/healthz").status_code == 200
    answer = adrift.get("/readyz")
    assert (answer.status_code, answer.json) == (
        503,
        {"ready": False, "why": ["the database does not answer"]},
    )


def test_what_is_not_well_is_told_and_requests_are_taken_all_the_same(office: Office) -> None:
    answer = client(office).get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"ready": True, "degraded": ["no process watches the clock"]}

    beat(office, "one", "worker", tick_age=1.0)
    assert client(office).get("/readyz").json == {"ready": True, "degraded": []}

    beat(office, "two", "worker", tick_age=300.0)
    assert client(office).get("/readyz").json == {"ready": True, "degraded": []}, "one that ticks is enough"


@pytest.mark.parametrize(
    ("comes", "status"),
    [
        ({}, 200),
        ({"environ_base": {"REMOTE_ADDR": "::1"}}, 200),
        ({"environ_base": {"REMOTE_ADDR": "203.0.113.7"}}, 403),
        ({"headers": {"X-Forwarded-For": "203.0.113.7"}}, 403),
        ({"headers": {"X-Forwarded-For": "203.0.113.7", "Authorization": "Bearer let me in"}}, 200),
        ({"headers": {"X-Forwarded-For": "203.0.113.7", "Authorization": "Bearer nonsense"}}, 403),
        ({"headers": {"X-Forwarded-For": "203.0.113.7", "Authorization": "Bearer "}}, 403),
    ],
)
def test_metrics_are_for_loopback_and_for_who_has_the_token(
    office: Office, comes: dict[str, Any], status: int
) -> None:
    assert client(office).get("/metrics", **comes).status_code == status


def test_the_figures_name_the_rules_of_each_process(office: Office) -> None:
    beat(office, "here:1", "run", tick_age=2.0)
    figures = client(office).get("/metrics").text
    rules = office.rulebook.current
    assert f'policy_hash="{rules.policy_hash}",replica="here:1",role="run"' in figures
    assert "heard_oldest_due_seconds 0.0" in figures
    assert "heard_tick_age_seconds" in figures
