"""`web`: the HTTP side alone, by gunicorn, in two processes of many threads each. On PostgreSQL."""

from __future__ import annotations

import logging
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from bot.compose import THREADS, House, compose
from bot.http import http_app
from bot.settings import Settings
from bot.start import (
    Role,
    StartError,
    meet_slack,
    open_database,
    open_gateway,
    open_office,
    real_clock,
    rule_files,
)
from models.database import Database
from policy.problems import PolicyErrors
from policy.schema import Policy
from policy.team import TeamFile
from services.office import Office, Rulebook
from services.upkeep.draw_up_rules import draw_up
from services.upkeep.know_workspace import known_workspace

log = logging.getLogger(__name__)

PROCESSES = 2


def serve_web(settings: Settings) -> None:
    """Listen until TERM or INT, which answer what was taken and exit 0. Raises StartError.

    What Slack must be asked is asked once, here; the processes then find it in the database.
    """
    if settings.slack_signing_secret is None:
        raise StartError(["SLACK_SIGNING_SECRET: is missing: web listens over HTTP and verifies with it"])
    database = open_database(settings, Role.WEB)
    try:
        slack = open_gateway(settings)
        meet_slack(slack, database)
        open_office(settings, database, slack, real_clock)
    finally:
        database.close()  # a connection must not be shared by the processes that are forked now
    _Web(settings, rule_files(settings).read()).run()


class _Web(BaseApplication):  # type: ignore[misc]
    """gunicorn, told by code instead of by its own command line."""

    def __init__(self, settings: Settings, rules: tuple[Policy, TeamFile]) -> None:
        self._settings = settings
        self._rules = rules
        self._house: House | None = None
        super().__init__()

    def load_config(self) -> None:
        host = f"[{self._settings.host}]" if ":" in self._settings.host else self._settings.host
        for name, value in {
            "bind": f"{host}:{self._settings.port}",
            "worker_class": "gthread",
            "workers": PROCESSES,
            "threads": THREADS,
            "graceful_timeout": 8,
            "timeout": 60,
            "proc_name": "heard web",
            "logger_class": _Logger,
            "control_socket_disable": True,
            "worker_exit": lambda _server, _worker: self._leave(),
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """In each process: its own connections, its own watch over policy and team."""
        database = open_database(self._settings, Role.WEB)
        identity = known_workspace(database)
        assert identity is not None, "serve_web wrote it down before"
        house = compose(
            self._settings,
            Role.WEB,
            self._office(database),
            open_gateway(self._settings),
            identity,
            real_clock,
        )
        house.metronome.start()
        self._house = house
        return http_app(house)

    def _office(self, database: Database) -> Office:
        """By the files as they are; where they are wrong just now, as they were when `web` was started."""
        try:
            policy, team = rule_files(self._settings).read()
        except PolicyErrors as error:
            log.error("policy and team are refused, those of the start stay in force:\n%s", error)
            policy, team = self._rules
        return Office(database, Rulebook(draw_up(database, policy, team).rules))

    def _leave(self) -> None:
        if self._house is None:
            return
        self._house.metronome.stop()
        self._house.bow_out()
        self._house.office.database.close()


class _Logger(Logger):  # type: ignore[misc]
    """gunicorn's words go where all others go, in the same form."""

    def setup(self, cfg: Any) -> None:
        self.cfg = cfg
        self._access_log_enabled = False
        for name in (self.error_log, self.access_log):
            name.handlers.clear()
            name.propagate = True
