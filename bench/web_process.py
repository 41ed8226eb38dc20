"""The whole app behind its HTTP server, in a process of its own, and beside it a bare Bolt listener at `/bare`.

`python -m bench.web_process DATABASE API` prints its port, and ends with its standard input.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from flask import request
from pydantic import SecretStr
from slack_bolt import Ack, App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import select

from bot.compose import THREADS, compose
from bot.http import http_app
from bot.http_server import HttpServer
from bot.settings import Settings
from bot.start import CONNECTIONS, Role, open_gateway, real_clock
from handlers.answers import privately
from models.database import Database
from models.directory import KnownPerson
from services.office import Office, Rulebook
from services.slack_port import Identity
from tests.builders.office import TEAM, an_office, the_rules
from tests.databases.postgres import ROOT

SECRET = "a bench's signing secret"
IDENTITY = Identity("THEARD", "Heard", "http://slack.invalid/", "UHEARD", "BHEARD", None, frozenset())


def serve(url: str, api_url: str) -> None:
    """Until standard input ends. It ticks and delivers nothing: that is measured elsewhere."""
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        slack_bot_token=SecretStr("xoxb-bench"),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=api_url,
        database_url=SecretStr(url),
        heard_team=TEAM,
    )
    office = _office(url)
    house = compose(settings, Role.WEB, office, open_gateway(settings), IDENTITY, real_clock)
    app = http_app(house)
    bare = SlackRequestHandler(_bare())

    @app.post("/bare")
    def bare_listener() -> Any:
        return bare.handle(request)

    server = HttpServer(app, "127.0.0.1", 0, threads=THREADS)
    server.start()
    print(server.port, flush=True)
    sys.stdin.read()


def _office(url: str) -> Office:
    """With the tests' people, whether or not somebody has put them there."""
    database = Database(url, threads=CONNECTIONS[Role.RUN])
    with database.read() as session:
        known = session.scalar(select(KnownPerson.user_id).limit(1))
    if known is not None:
        return Office(database, Rulebook(the_rules()))
    database.close()
    return an_office(url, threads=CONNECTIONS[Role.RUN])


def _bare() -> App:
    """One listener that acknowledges, on the same terms."""
    who = AuthorizeResult(
        enterprise_id=None, team_id=IDENTITY.team_id, bot_user_id="UHEARD", bot_token="xoxb-bench"
    )
    app = App(
        signing_secret=SECRET,
        authorize=lambda **_: who,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(THREADS),
        attaching_conversation_kwargs_enabled=False,
    )

    @app.command("/escalate")
    def acknowledged(ack: Ack) -> None:
        ack(privately("Heard."))

    return app


@contextmanager
def a_web_process(url: str, api_url: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """It and its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.web_process", url, api_url],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout
        yield process, int(process.stdout.readline())
    finally:
        process.communicate()


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2])
