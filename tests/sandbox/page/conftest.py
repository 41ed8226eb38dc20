"""A fresh sandbox with its app for each test, and a page on which nothing goes wrong unseen."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask, request
from playwright.sync_api import Page
from werkzeug.serving import make_server

from sandbox import Sandbox
from tests.sandbox.page.ledger_app import LedgerApp
from tests.sandbox.page.manifest import MANIFEST
from tests.sandbox.page.world import NOON, UNHURRIED, World


@pytest.fixture
def world() -> Iterator[World]:
    with Sandbox.start(MANIFEST, shown_clock=lambda: NOON, settings=UNHURRIED) as sandbox:
        people = {
            "ada": sandbox.add_user("ada", real_name="Ada Byron", title="CSM", tz="Europe/London").id,
            "grace": sandbox.add_user(
                "grace", real_name="Grace Hopper", title="VP", tz="America/New_York"
            ).id,
            "carl": sandbox.add_user("carl", real_name="Carl Gauss", tz="Europe/Berlin", team="Acme Ltd").id,
        }
        colleagues = [people["ada"], people["grace"]]
        channels = {
            "desk": sandbox.add_channel("desk", members=colleagues).id,
            "acme": sandbox.add_channel("acme-and-us", members=[*people.values()], shared_with="Acme Ltd").id,
        }
        app = LedgerApp(sandbox.bot_token, sandbox.signing_secret, sandbox.api_url)
        flask = Flask("ledger")
        flask.add_url_rule("/slack/events", "slack", lambda: app.handler.handle(request), methods=["POST"])
        server = make_server("127.0.0.1", 0, flask, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        sandbox.deliver_to(f"http://127.0.0.1:{server.server_port}/slack/events")
        yield World(sandbox, app, people, channels)
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def page(browser_page: Page) -> Iterator[Page]:
    """A page on which nothing may go wrong unseen."""
    problems: list[str] = []
    browser_page.on("pageerror", lambda error: problems.append(str(error)))
    browser_page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    yield browser_page
    assert problems == []
