"""The HTTP side of `run`: waitress in a thread of its own, which on stopping answers what it took."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Any

from waitress import wasyncore  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]

LOOK_EVERY = 0.05
"""Seconds, while stopping."""


class HttpServer:
    """Listens once it is made, answers between `start` and `stop`. Raises OSError where it cannot listen."""

    def __init__(self, app: Callable[..., Any], host: str, port: int, *, threads: int) -> None:
        self._server = create_server(
            app,
            host=host,
            port=port,
            threads=threads,
            ident="",
            connection_limit=1000,
            asyncore_use_poll=True,
            # A request is a form or an event of Slack's: nothing of ours is larger.
            max_request_body_size=4 * 1024 * 1024,
        )
        self._stopping = Event()
        self._thread = Thread(target=self._serve, name="http", daemon=True)
        self._patience = 0.0

    @property
    def port(self) -> int:
        """The port that it listens on, also where 0 was asked for."""
        return int(self._server.effective_port)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self, patience: float = 5.0) -> None:
        """Take nothing more; wait at most `patience` seconds until everything taken is answered."""
        self._patience = patience
        self._stopping.set()
        with suppress(OSError):  # it may have seen that by itself, and have closed what wakes it
            self._server.pull_trigger()
        self._thread.join()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            wasyncore.loop(timeout=1.0, use_poll=True, map=self._server._map, count=1)
        # In this thread alone: nobody may close a socket that the loop waits for.
        wasyncore.dispatcher.close(self._server)
        until = time.monotonic() + self._patience
        while self._busy() and time.monotonic() < until:
            wasyncore.loop(timeout=LOOK_EVERY, use_poll=True, map=self._server._map, count=1)
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._server._map)

    def _busy(self) -> bool:
        return any(
            channel.requests or channel.total_outbufs_len for channel in self._server.active_channels.values()
        )
