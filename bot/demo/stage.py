"""Puts the demo on its feet: a pretend Slack, the bot itself as `run` runs it, and the controls between them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from threading import Event, Thread

from flask import Flask
from pydantic import SecretStr

from bot.compose import House
from bot.demo.business_clock import BusinessClock, first_morning
from bot.demo.cast import enter
from bot.demo.controls import SKIPS, demo_controls
from bot.demo.fast_forward import FastForward
from bot.demo.scenes import SCENES, SECRET, demo_scenes
from bot.http_server import HttpServer
from bot.run import run
from bot.settings import Settings
from handlers.manifest import app_manifest
from sandbox import Sandbox
from services.accounts.import_accounts import import_accounts
from services.upkeep.vital_signs import vital_signs

TEAM = Path(__file__).with_name("team.toml")
ACCOUNTS = Path(__file__).with_name("accounts.csv")
"""What the demo's CRM knows of customers."""

ZONE = "Europe/London"
PATIENCE = 4.0
"""Seconds that a skip waits for each step's messages to reach the pretend Slack."""


@contextmanager
def staged(speed: float, port: int) -> Iterator[Sandbox]:
    """The demo, running; the page is at `sandbox.url`. Raises what kept the bot from starting."""
    clock = BusinessClock(first_morning(ZONE, datetime.now(UTC)), speed)
    with ExitStack() as at_the_end:
        folder = at_the_end.enter_context(TemporaryDirectory(prefix="heard-demo-"))
        sandbox = at_the_end.enter_context(Sandbox.start(app_manifest(), port=port, shown_clock=clock))
        enter(sandbox)
        house, web_port = at_the_end.enter_context(_bot(_settings(sandbox, folder), clock, speed))
        accounts = ACCOUNTS.read_text("utf-8").format(renewal=(clock() + timedelta(days=60)).date())
        import_accounts(house.office.database, ACCOUNTS.name, accounts, clock())
        sandbox.deliver_to(f"http://127.0.0.1:{web_port}/slack/events")
        sandbox.person("casey").invites(
            house.identity.bot_user_id, "acme-and-us"
        )  # it hears what Acme writes
        forward = FastForward(house.office, clock, lambda: _settle(house, clock))
        at_the_end.callback(forward.stop)
        controls = Flask("demo")
        controls.register_blueprint(demo_controls(clock, forward, ZONE, speed))
        controls.register_blueprint(demo_scenes(sandbox, clock, f"http://127.0.0.1:{web_port}/signals"))
        server = HttpServer(controls, "127.0.0.1", 0, threads=4)
        server.start()
        at_the_end.callback(server.stop)
        base = f"http://127.0.0.1:{server.port}/demo"
        for label, length in SKIPS:
            sandbox.control(label, f"{base}/skip/{length}")
        for label, scene in SCENES:
            sandbox.control(label, f"{base}/scene/{scene}")
        sandbox.status_from(f"{base}/status")
        yield sandbox


def _settings(sandbox: Sandbox, folder: str) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]  # the demo has nothing to do with this machine's settings
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_signing_secret=SecretStr(sandbox.signing_secret),
        slack_app_token=None,
        slack_api_url=sandbox.api_url,
        database_url=SecretStr(f"sqlite:///{folder}/heard.db"),
        heard_signals_secret=SecretStr(f"demo={SECRET}"),
        heard_policy="sev",
        heard_team=TEAM,
        host="127.0.0.1",
        port=0,
    )


@contextmanager
def _bot(settings: Settings, clock: BusinessClock, speed: float) -> Iterator[tuple[House, int]]:
    """The bot in a thread of its own; whatever keeps it from starting is raised here."""
    stop = Event()
    news: Queue[tuple[House, int] | BaseException] = Queue()

    def work() -> None:
        try:
            run(
                settings,
                stop,
                clock=clock,
                speed=speed,
                ready=lambda house, port: news.put((house, port)),
            )
        except BaseException as error:  # carried over to the thread that waits, which raises it
            news.put(error)

    thread = Thread(target=work, name="bot")
    thread.start()
    try:
        told = news.get(timeout=60)
        if isinstance(told, BaseException):
            raise told
        yield told
    except Empty:
        raise TimeoutError("the bot did not start within a minute") from None
    finally:
        stop.set()
        thread.join()


def _settle(house: House, clock: BusinessClock) -> None:
    """Wait until everything decided so far stands in the pretend Slack, so that steps are seen one by one."""
    house.wake()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and vital_signs(house.office.database, clock()).unsent:
        time.sleep(0.05)
