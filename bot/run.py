"""The life of a process: start every part, wait for a signal, stop so that nothing taken is lost."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.compose import THREADS, House, compose
from bot.http import http_app
from bot.http_server import HttpServer
from bot.settings import Settings
from bot.socket_mode import FAILURES, SocketMode
from bot.sqlite_hold import HeldError, held
from bot.start import (
    Clock,
    Role,
    StartError,
    meet_slack,
    open_database,
    open_gateway,
    open_office,
    real_clock,
)

log = logging.getLogger(__name__)


def run(
    settings: Settings,
    stop: Event,
    *,
    clock: Clock = real_clock,
    speed: float = 1.0,
    ready: Callable[[House, int], None] | None = None,
) -> None:
    """Everything in one process, until `stop` is set. Raises StartError.

    `speed`: seconds of business time on `clock` in one of a person's.
    `ready` is called once everything runs, with the port of the HTTP side. Stopping goes the other way round:
    nothing more is taken, what was taken is answered, the clock stops, delivery gives its lanes back.
    """
    with ExitStack() as at_the_end:
        if settings.on_sqlite:
            at_the_end.enter_context(_file_held(settings))
        house = at_the_end.enter_context(opened(settings, Role.RUN, clock, speed=speed))
        socket_mode = _socket_mode(settings, house)
        http = _http_server(settings, house, socket_mode)
        at_the_end.enter_context(_at_work(house))
        http.start()
        at_the_end.callback(http.stop)
        if socket_mode is not None:
            _connect(socket_mode)
            at_the_end.callback(socket_mode.stop)
        also = " and by Socket Mode" if socket_mode else ""
        log.info("listening on http://%s:%d%s", settings.host, http.port, also)
        if ready is not None:
            ready(house, http.port)
        stop.wait()
        log.info("stopping")
    log.info("stopped")


def work(
    settings: Settings,
    stop: Event,
    *,
    clock: Clock = real_clock,
    ready: Callable[[House], None] | None = None,
) -> None:
    """Watch the clock and deliver, until `stop` is set. Raises StartError."""
    with opened(settings, Role.WORKER, clock) as house, _at_work(house):
        log.info("watching the clock and delivering")
        if ready is not None:
            ready(house)
        stop.wait()
        log.info("stopping")
    log.info("stopped")


@contextmanager
def opened(settings: Settings, role: Role, clock: Clock, *, speed: float = 1.0) -> Iterator[House]:
    """A composed process; its database is closed at the end. Raises StartError."""
    database = open_database(settings, role)
    with ExitStack() as at_the_end:
        at_the_end.callback(database.close)
        slack = open_gateway(settings)
        identity = meet_slack(slack, database)
        office = open_office(settings, database, slack, clock, speed=speed)
        yield compose(settings, role, office, slack, identity, clock)


@contextmanager
def _at_work(house: House) -> Iterator[None]:
    """The clock ticks, and what is committed leaves."""
    with ExitStack() as at_the_end:
        at_the_end.callback(house.bow_out)
        if house.delivery is not None:
            house.delivery.start()
            at_the_end.callback(house.delivery.stop)
        house.metronome.start()
        at_the_end.callback(house.metronome.stop)
        yield


@contextmanager
def _file_held(settings: Settings) -> Iterator[None]:
    try:
        with held(settings.database_address):
            yield
    except HeldError as error:
        raise StartError([f"DATABASE_URL: {error}"]) from None
    except OSError as error:
        raise StartError([f"DATABASE_URL: {error.filename} cannot be written: {error.strerror}"]) from None


def _http_server(settings: Settings, house: House, socket_mode: SocketMode | None) -> HttpServer:
    try:
        return HttpServer(http_app(house, socket_mode), settings.host, settings.port, threads=THREADS)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no such address"
        raise StartError([f"PORT: cannot listen on {settings.host}:{settings.port}: {why}"]) from None


def _socket_mode(settings: Settings, house: House) -> SocketMode | None:
    if settings.slack_app_token is None or house.app is None:
        return None
    client = WebClient(base_url=settings.slack_api_url, timeout=10)
    token = settings.slack_app_token.get_secret_value()
    return SocketMode(house.app, token, client, threads=THREADS, taken=house.wake)


def _connect(socket_mode: SocketMode) -> None:
    try:
        socket_mode.start()
    except SlackApiError as error:
        raise StartError([f"SLACK_APP_TOKEN: Slack refuses it ({error.response['error']})"]) from None
    except FAILURES as error:
        raise StartError([f"SLACK_API_URL: Slack did not answer: {error}"], status=1) from None
