"""Deliveries by Socket Mode: the app connects to us, we send envelopes, it acknowledges each."""

from __future__ import annotations

import json
import random
import secrets
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from sandbox.deliveries.answer import Answer
from sandbox.deliveries.signed_http import as_object

Json = dict[str, Any]
SOCKETS_MOST = 10


@dataclass
class _Pending:
    """An envelope that waits for its acknowledgement on one socket."""

    line: ServerConnection
    answered: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None


class SocketHub:
    """The server side of Socket Mode. Each envelope goes to any one of the sockets that are connected."""

    def __init__(self, app_id: str, deadline: float) -> None:
        self._app_id = app_id
        self._deadline = deadline
        self._lock = threading.Condition()
        self._lines: list[ServerConnection] = []
        self._pending: dict[str, _Pending] = {}
        self._tickets: set[str] = set()
        self._ever = False
        self._leaving: set[ServerConnection] = set()
        self._server = serve(self._serve, "127.0.0.1", 0, compression=None, close_timeout=1)
        self._thread = threading.Thread(target=self._server.serve_forever, name="socket-mode", daemon=True)
        self._thread.start()

    def new_address(self) -> str:
        """A fresh address for one connection."""
        ticket = secrets.token_hex(12)
        with self._lock:
            self._tickets.add(ticket)
        port = self._server.socket.getsockname()[1]
        return f"ws://127.0.0.1:{port}/link/?ticket={ticket}&app_id={self._app_id}"

    def send(self, kind: str, payload: Json, retry: tuple[int, str] | None = None) -> Answer:
        """Send an envelope to one socket and wait for its acknowledgement, until the deadline."""
        envelope_id = secrets.token_hex(16)
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry[0] if retry else 0, "retry_reason": retry[1] if retry else ""}
        with self._lock:
            lines = [line for line in self._lines if line not in self._leaving]
            if not lines:
                return Answer(0, failure="connection_failed")
            pending = self._pending[envelope_id] = _Pending(random.choice(lines))
        try:
            pending.line.send(json.dumps(envelope))
        except ConnectionClosed:
            return Answer(0, failure="connection_failed")
        pending.answered.wait(self._deadline)
        with self._lock:
            del self._pending[envelope_id]
        return pending.answer or Answer(0, failure="http_timeout")

    @property
    def open(self) -> bool:
        """Whether the app ever connected."""
        return self._ever

    @property
    def connected(self) -> int:
        """How many sockets there are."""
        with self._lock:
            return len(self._lines)

    def wait_for(self, count: int, within: float) -> bool:
        """Wait until at least that many sockets are connected."""
        with self._lock:
            return self._lock.wait_for(lambda: len(self._lines) >= count, timeout=within)

    def kill(self) -> int:
        """Cut every line without a word, as a crashed server would; answers how many."""
        with self._lock:
            lines = list(self._lines)
        for line in lines:
            with suppress(OSError):
                line.socket.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._lock.wait_for(lambda: not set(lines) & set(self._lines), timeout=2)
        return len(lines)

    def disconnect(self, reason: str) -> int:
        """Tell every socket to come anew: ``warning`` keeps the line, ``refresh_requested`` then closes it."""
        with self._lock:
            lines = list(self._lines)
            if reason != "warning":
                self._leaving.update(lines)
        notice = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        for line in lines:
            with suppress(ConnectionClosed):
                line.send(json.dumps(notice))
        if reason != "warning":
            threading.Thread(
                target=self._close, args=(lines, 1.0), name="socket-refresh", daemon=True
            ).start()
        return len(lines)

    def stop(self) -> None:
        """Hang up on everybody and stop listening."""
        self._server.shutdown()
        with self._lock:
            lines = list(self._lines)
        self._close(lines, 0)
        self._thread.join(timeout=5)

    def _close(self, lines: list[ServerConnection], after: float) -> None:
        threading.Event().wait(after)
        for line in lines:
            line.close(1001, "bye")

    def _serve(self, line: ServerConnection) -> None:
        """One socket's life: hello, then acknowledgements until it closes."""
        ticket = parse_qs(urlsplit(line.request.path if line.request else "").query).get("ticket", [""])[0]
        with self._lock:
            welcome = ticket in self._tickets
            self._tickets.discard(ticket)
            full = len(self._lines) >= SOCKETS_MOST
            if welcome and not full:
                self._lines.append(line)
                self._ever = True
                self._lock.notify_all()
        if not welcome or full:
            reason = "too_many_websockets" if welcome else "link_disabled"
            with suppress(ConnectionClosed):
                line.send(json.dumps({"type": "disconnect", "reason": reason}))
            return
        try:
            line.send(json.dumps(self._hello()))
            for frame in line:
                self._take(frame if isinstance(frame, str) else frame.decode())
        except ConnectionClosed:
            pass
        finally:
            self._forget(line)

    def _hello(self) -> Json:
        about = {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060}
        connected = {"type": "hello", "num_connections": self.connected, "debug_info": about}
        return {**connected, "connection_info": {"app_id": self._app_id}}

    def _take(self, frame: str) -> None:
        answer = as_object(frame) or {}
        with self._lock:
            pending = self._pending.get(str(answer.get("envelope_id")))
        if pending:
            payload = answer.get("payload")
            body = payload if isinstance(payload, dict) and payload else None
            pending.answer = Answer(200, body, payload if isinstance(payload, str) else "")
            pending.answered.set()

    def _forget(self, line: ServerConnection) -> None:
        with self._lock:
            self._lines.remove(line)
            self._leaving.discard(line)
            for pending in self._pending.values():
                if pending.line is line and not pending.answered.is_set():
                    pending.answer = Answer(0, failure="connection_failed")
                    pending.answered.set()
            self._lock.notify_all()
