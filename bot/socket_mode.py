"""Listening by Socket Mode: a lost line is noticed in seconds, a new one is there before the old one goes.

Slack's own clients were tried. The one that notices a cut line at once is deaf for eleven seconds whenever Slack asks
it to connect anew, and forever on a line that falls silent; the built-in one takes a minute for either.

1. one line at a time is *current*; `_listen` reads it, a pool of threads answers
2. Slack asks to come anew, or the line ends, or a ping is not answered: there is no current one
3. the supervisor opens the next; the old one goes on until Slack closes it, and answers what came by it
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPException
from threading import Condition, Event, Thread
from typing import Any

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

log = logging.getLogger(__name__)

PING_EVERY = 3.0
DEAD_AFTER = 5.0
"""Seconds that a ping may go unanswered."""

LINGER = 30.0
"""Seconds that a line which Slack asked us to leave is kept; Slack closes it earlier."""

LONGEST_WAIT = 10.0
FAILURES = (SlackClientError, WebSocketException, HTTPException, OSError, ValueError)
"""All that opening a line may raise."""


class SocketMode:
    """A line to Slack, kept up from `start` to `stop`.

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
        self._app, self._token, self._web, self._taken = app, app_token, web_client, taken
        self._ping_every, self._dead_after = ping_every, dead_after
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="socket-mode")
        self._changed = Condition()
        self._current: ClientConnection | None = None
        self._lines: dict[ClientConnection, float | None] = {}
        self._under_way = 0
        self._stopping = Event()
        self._supervisor = Thread(target=self._keep_up, name="socket-mode", daemon=True)

    def start(self) -> None:
        """Connect. Raises one of FAILURES where Slack does not answer, or refuses the token."""
        self._open()
        self._supervisor.start()

    def stop(self, patience: float = 5.0) -> None:
        """Answer what was taken, within `patience` seconds, then hang up: an answer needs its line."""
        self._stopping.set()
        with self._changed:
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._under_way == 0, timeout=patience)
            lines = list(self._lines)
        for line in lines:
            line.close()
        if self._supervisor.ident is not None:
            self._supervisor.join(timeout=patience)
        self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def alive(self) -> bool:
        """Whether Slack can reach us."""
        return self._current is not None and not self._stopping.is_set()

    def _open(self) -> None:
        url = str(self._web.apps_connections_open(app_token=self._token)["url"])
        until_closed = ExitStack()
        line = until_closed.enter_context(
            connect(
                url,
                open_timeout=10,
                close_timeout=1,
                ping_interval=self._ping_every,
                ping_timeout=self._dead_after,
                max_size=8 * 1024 * 1024,
            )
        )
        with self._changed:
            self._lines[line] = None
            self._current = line
        Thread(target=self._listen, args=(line, until_closed), name="socket-mode-line", daemon=True).start()

    def _listen(self, line: ClientConnection, until_closed: ExitStack) -> None:
        try:
            with until_closed:
                for frame in line:
                    self._read(line, frame)
        except ConnectionClosed:
            pass  # said below
        with self._changed:
            lost = self._current is line and not self._stopping.is_set()
            del self._lines[line]
            self._leave(line)
        if lost:
            log.warning("the line to Slack was lost (%s): opening another", line.close_code)

    def _read(self, line: ClientConnection, frame: str | bytes) -> None:
        envelope: dict[str, Any] = json.loads(frame)
        if envelope.get("type") == "disconnect":
            log.info("Slack asks for a new line: %s", envelope.get("reason"))
            with self._changed:
                self._lines[line] = time.monotonic() + LINGER
                self._leave(line)
        elif "envelope_id" in envelope:
            with self._changed:
                self._under_way += 1
            self._pool.submit(self._answer, line, envelope)

    def _answer(self, line: ClientConnection, envelope: dict[str, Any]) -> None:
        """Carry out one request and acknowledge it. Without an answer Slack comes again with an event."""
        try:
            answer = self._app.dispatch(
                BoltRequest(mode="socket_mode", body=envelope["payload"], headers=_retry_of(envelope))
            )
            if answer.status == 200:
                line.send(json.dumps({"envelope_id": envelope["envelope_id"]} | _body(answer.body)))
            else:
                log.warning("a request was not acknowledged: status %d", answer.status)
        except ConnectionClosed:
            log.warning("the line went before a request on it was answered; what it did is committed")
        except Exception:  # the outermost door: the next request must find its way in
            log.exception("a request failed")
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()
            self._taken()

    def _leave(self, line: ClientConnection) -> None:
        """This line is not to be counted on any more. Holds the lock."""
        if self._current is line:
            self._current = None
            self._changed.notify_all()

    def _keep_up(self) -> None:
        wait = 0.5
        while not self._stopping.is_set():
            with self._changed:
                self._changed.wait_for(lambda: self._current is None or self._stopping.is_set(), timeout=1.0)
                over = [line for line, until in self._lines.items() if until and until < time.monotonic()]
            for line in over:
                line.close()
            if self._current is not None or self._stopping.is_set():
                continue
            try:
                self._open()
                wait = 0.5
            except FAILURES as error:
                log.warning(
                    "no line to Slack (%s): the next attempt is in %.0f s", type(error).__name__, wait
                )
                self._stopping.wait(wait)
                wait = min(2 * wait, LONGEST_WAIT)


def _retry_of(envelope: dict[str, Any]) -> dict[str, str | Sequence[str]]:
    """As the headers by which Bolt knows an event that comes again."""
    if not envelope.get("retry_attempt"):
        return {}
    reason = str(envelope.get("retry_reason") or "")
    return {"x-slack-retry-num": str(envelope["retry_attempt"]), "x-slack-retry-reason": reason}


def _body(body: str) -> dict[str, Any]:
    """What Bolt would answer over HTTP, as an envelope carries it."""
    if not body:
        return {}
    try:
        return {"payload": json.loads(body)}
    except ValueError:
        return {"payload": {"text": body}}
