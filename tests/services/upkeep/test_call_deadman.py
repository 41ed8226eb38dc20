"""The dead-man address is called while all is well, and only then. Row Y10."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from models.database import Database
from services.office import Office, Rulebook
from services.upkeep.beat import beat
from services.upkeep.call_deadman import call_deadman
from tests.builders.escalations import MONDAY
from tests.builders.office import the_rules


class Switch:
    """Somebody who waits for calls."""

    def __init__(self) -> None:
        self.calls = 0
        switch = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                switch.calls += 1
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Quietly."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/secret-path"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def switch() -> Iterator[Switch]:
    """It listens."""
    switch = Switch()
    yield switch
    switch.server.shutdown()
    switch.server.server_close()


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Nobody works in it yet."""
    database = Database(database_url, threads=2)
    yield Office(database, Rulebook(the_rules()))
    database.close()


def test_it_is_called_while_the_clock_ticks(office: Office, switch: Switch) -> None:
    beat(office, "one", "worker", tick_age=1.0)
    assert call_deadman(office.database, switch.url, MONDAY)
    assert switch.calls == 1


@pytest.mark.parametrize("tick_age", [None, 300.0])
def test_it_is_not_called_while_nobody_ticks(office: Office, switch: Switch, tick_age: float | None) -> None:
    beat(office, "one", "worker", tick_age=tick_age)
    assert not call_deadman(office.database, switch.url, MONDAY)
    assert switch.calls == 0


def test_nobody_there_is_told_without_the_address(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    beat(office, "one", "worker", tick_age=1.0)
    assert not call_deadman(office.database, "http://127.0.0.1:9/secret-path", MONDAY)
    assert "did not answer" in caplog.text
    assert "secret-path" not in caplog.text
