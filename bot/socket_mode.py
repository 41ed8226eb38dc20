"""Listening by Socket Mode: a line that is lost is noticed in seconds, and a stop answers what was taken."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.websocket_client import SocketModeClient

log = logging.getLogger(__name__)

PING_EVERY = 2.0
"""Seconds. Slack answers each ping; between pings an idle line looks like a dead one."""

DEAD_AFTER = 8.0
"""Seconds without a word, an answered ping included, after which a line is cut and made anew."""


class SocketMode(SocketModeHandler):
    """One connection to Slack, kept alive until it is stopped.

    `threads` answer at once; `taken` is called after each answer. The rest is in seconds.
    """

    def __init__(
        self,
        app: App,
        app_token: str,
        web_client: WebClient,
        *,
        threads: int,
        taken: Callable[[], None],
        ping_every: float = PING_EVERY,
        dead_after: float = DEAD_AFTER,
    ) -> None:
        super().__init__(
            app, app_token, web_client=web_client, ping_interval=ping_every, concurrency=threads, logger=log
        )
        self._dead_after = dead_after
        self._taken = taken
        self._stopping = Event()
        self._guard = Lock()
        self._under_way = 0
        self._heard: tuple[Any, Any] = (None, None)
        self._heard_at = time.monotonic()
        self.client.on_message_listeners.append(lambda *_: self._hear())
        self._watchdog = Thread(target=self._watch, name="socket-mode-watchdog", daemon=True)

    def start(self) -> None:
        """Connect, and stay connected. Raises what the Web API raises where Slack refuses the token."""
        self.connect()  # type: ignore[no-untyped-call]
        self._watchdog.start()

    def stop(self, patience: float = 5.0) -> None:
        """Answer what was taken, within `patience` seconds, then hang up.

        The line is closed last: an answer needs it.
        """
        self._stopping.set()
        until = time.monotonic() + patience
        while (self._under_way or self.client.message_queue.qsize()) and time.monotonic() < until:
            time.sleep(0.02)
        self.close()  # type: ignore[no-untyped-call]

    @property
    def alive(self) -> bool:
        """Whether Slack can reach us."""
        return self.client.is_connected() and time.monotonic() - self._heard_at < self._dead_after

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Carry out one envelope and acknowledge it."""
        with self._guard:
            self._under_way += 1
        try:
            super().handle(client, req)
        finally:
            with self._guard:
                self._under_way -= 1
            self._taken()

    def _hear(self) -> None:
        self._heard_at = time.monotonic()

    def _watch(self) -> None:
        while not self._stopping.wait(self._dead_after / 8):
            session = self.client.current_session
            heard = (session, getattr(session, "last_pong_tm", None))
            if heard != self._heard:
                self._heard = heard
                self._hear()
            elif time.monotonic() - self._heard_at > self._dead_after and self.client.is_connected():
                log.warning("the line to Slack has been silent for %.0f s: it is made anew", self._dead_after)
                self._cut(session)
                self._hear()

    def _cut(self, session: Any) -> None:
        """Shut the connection under the WebSocket: reading then fails at once, and the client reconnects.

        Its own close would wait for an answer from the other end, which is what there is none of.
        """
        line = getattr(session, "sock", None)
        raw = getattr(line, "sock", None)
        if raw is not None:
            with suppress(OSError):
                raw.shutdown(socket.SHUT_RDWR)
