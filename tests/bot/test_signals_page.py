"""What docs/signals.md says, done: its shell function and its script are run against a real server."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.compose import compose
from bot.http import http_app
from bot.http_server import HttpServer
from bot.start import Role, open_gateway
from models.signal import Signal
from services.office import Office
from tests.bot.running import bare_shell
from tests.builders.escalations import MONDAY
from tests.builders.office import an_office
from tests.builders.signals import KEY
from tests.handlers.test_receive_signal import SETTINGS, US

PAGE = (Path(__file__).parents[2] / "docs" / "signals.md").read_text(encoding="utf-8")


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    found = an_office(sqlite_url)
    yield found
    found.database.close()


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    """Heard, listening."""
    house = compose(SETTINGS, Role.RUN, office, open_gateway(SETTINGS), US, lambda: MONDAY)
    server = HttpServer(http_app(house), "127.0.0.1", 0, threads=4)
    server.start()
    yield f"http://127.0.0.1:{server.port}"
    server.stop()


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def run(command: list[str], url: str) -> str:
    shell = bare_shell({"SECRET": KEY, "URL": url})
    done = subprocess.run(command, env=shell, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def kept(office: Office) -> list[tuple[str, str]]:
    with office.database.read() as session:
        return [(row.type, row.source) for row in session.scalars(select(Signal))]


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("openssl")), reason="needs curl and openssl")
def test_the_shell_function_signs_as_it_should(office: Office, url: str) -> None:
    said = run(["bash", "-c", block("bash")], url)
    assert said.split() == ['{"new":true,"taken":true}']
    assert kept(office) == [("ticket.created", "zendesk")]


def test_the_script_signs_as_it_should(office: Office, url: str) -> None:
    call = 'print(signal("health.changed", "2026-11-23T09:00:00Z", "e1", account="acme.example", score=40))'
    script = f"{block('python')}\n{call}\n{call}"
    assert run([sys.executable, "-c", script], url).split() == ["202", "200"]
    assert kept(office) == [("health.changed", "zendesk")]
