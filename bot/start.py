"""What must be so before anything runs: schema, token, workspace, policy, team."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy.exc import OperationalError

from bot.settings import Settings
from bot.slack_gateway import SlackGateway
from message_templates.own import use_own_words
from models.database import Database
from models.migrate import OlderSchemaError, migrate, require_current_schema
from policy.problems import Gravity, PolicyErrors
from services.office import Office, Rulebook
from services.slack_port import Identity, Refusal, SlackError
from services.upkeep.draw_up_rules import draw_up
from services.upkeep.know_workspace import OtherWorkspaceError, know_workspace
from services.upkeep.reload_rules import RuleFiles, keep_versions
from services.upkeep.sync_directory import sync_directory

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


class Role(StrEnum):
    """What a process does."""

    RUN = "run"
    WEB = "web"
    WORKER = "worker"


CONNECTIONS = {Role.RUN: 48, Role.WEB: 36, Role.WORKER: 12}
"""To the database: as many as there are threads that may ask at once."""


class StartError(Exception):
    """It cannot start; `problems` has a line for each thing that is wrong.

    `status` is the exit status: 2 where settings or files are wrong, 1 where something did not answer.
    """

    def __init__(self, problems: list[str], status: int = 2) -> None:
        self.problems = problems
        self.status = status
        super().__init__("\n".join(problems))


def real_clock() -> datetime:
    """Business time, unless a demo or a test brings its own."""
    return datetime.now(UTC)


def process_name() -> str:
    """What tells this process from the others on one database."""
    return f"{socket.gethostname()[:50]}:{os.getpid()}"


def open_database(settings: Settings, role: Role) -> Database:
    """The database with the current schema. Raises StartError.

    `run` migrates SQLite by itself; everything else refuses an older schema.
    """
    if settings.on_sqlite and role is not Role.RUN:
        alone = "on SQLite one process does everything: python -m bot run"
        raise StartError([f"DATABASE_URL: {role} needs PostgreSQL; {alone}"])
    try:
        if settings.on_sqlite:
            migrate(settings.database_address)
        database = Database(settings.database_address, threads=CONNECTIONS[role])
        require_current_schema(database)
    except OlderSchemaError as error:
        raise StartError([f"DATABASE_URL: {error}"]) from None
    except OperationalError as error:
        raise StartError(
            [f"DATABASE_URL: the database cannot be opened: {_first_line(error)}"], status=1
        ) from None
    return database


def open_gateway(settings: Settings, timeout: float = 10.0) -> SlackGateway:
    """Slack, by the token and address of the settings; `timeout` seconds for a call."""
    token = settings.slack_bot_token.get_secret_value()
    return SlackGateway(token, base_url=settings.slack_api_url, timeout=timeout)


def meet_slack(slack: SlackGateway, database: Database) -> Identity:
    """Who we are there; the database remembers it. Raises StartError."""
    try:
        identity = slack.auth_test()
    except SlackError as error:
        if error.kind is Refusal.PAUSE:
            raise StartError(
                [f"SLACK_BOT_TOKEN: Slack refuses it ({error.code}): take it anew from the app's pages"]
            ) from None
        raise StartError(
            [f"SLACK_API_URL: Slack did not answer ({error.code}): try again"], status=1
        ) from None
    try:
        know_workspace(database, identity)
    except OtherWorkspaceError as error:
        raise StartError([f"SLACK_BOT_TOKEN: {error}"]) from None
    return identity


def rule_files(settings: Settings) -> RuleFiles:
    """Where policy and team are read from."""
    return RuleFiles(settings.heard_policy, settings.heard_team)


def open_office(
    settings: Settings, database: Database, slack: SlackGateway, clock: Clock, *, speed: float = 1.0
) -> Office:
    """The office with the rules in force: read, looked up in Slack, kept. Raises StartError.

    Starts with names that nobody has; only an empty `admin` or a home channel that cannot be used refuses.
    `speed`: seconds of business time in one of a person's.
    """
    for name in settings.not_used_yet:
        log.warning("%s is set, and nothing uses it yet", name)
    for fault in use_own_words(settings.heard_templates).faults:
        log.error("HEARD_TEMPLATES: %s; the shipped words are used", fault)
    files = rule_files(settings)
    try:
        policy, team = files.read()
    except PolicyErrors as error:
        raise StartError([str(problem) for problem in error.problems]) from None
    sync_directory(database, slack, policy, team)
    drawn = draw_up(database, policy, team)
    for problem in drawn.problems:
        level = logging.ERROR if problem.gravity is Gravity.ERROR else logging.WARNING
        log.log(level, "%s: %s", settings.heard_team, problem)
    if not drawn.usable:
        wrong = [problem for problem in drawn.problems if problem.gravity is Gravity.ERROR]
        raise StartError([f"{settings.heard_team}: {problem}" for problem in wrong])
    with database.write() as session:
        keep_versions(session, files, drawn.rules, clock())
    return Office(database, Rulebook(drawn.rules), speed)


def _first_line(error: OperationalError) -> str:
    return str(error.orig).splitlines()[0] if error.orig else "it does not answer"
