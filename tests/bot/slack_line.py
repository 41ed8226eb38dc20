"""A line to Slack that can be cut, or fall silent without a word: Socket Mode's other end for these tests."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve


class SlackLine:
    """`apps.connections.open`, the WebSocket behind it, and a wire between that can go dead."""

    def __init__(self) -> None:
        self.answers: list[dict[str, Any]] = []
        self.connections: list[ServerConnection] = []
        self._wires: list[socket.socket] = []
        self._silent: set[socket.socket] = set()
        self._sockets = serve(self._talk, "127.0.0.1", 0)
        self._wire = socket.create_server(("127.0.0.1", 0))
        self._api = ThreadingHTTPServer(("127.0.0.1", 0), self._api_handler())
        for run in (self._sockets.serve_forever, self._carry, partial(self._api.serve_forever, 0.02)):
            threading.Thread(target=run, daemon=True).start()

    @property
    def api_url(self) -> str:
        """The Web API's base address."""
        return f"http://127.0.0.1:{self._api.server_port}/api/"

    def send(self, text: str) -> None:
        """Send a slash command over the newest connection."""
        payload = {"command": "/escalate", "text": text, "user_id": "U1", "team_id": "T1", "channel_id": "C1"}
        envelope = {"type": "slash_commands", "envelope_id": text, "payload": payload}
        self.connections[-1].send(json.dumps(envelope))

    def fall_silent(self) -> None:
        """From now on not a byte passes on the wires there are; nobody is told. New ones work."""
        self._silent.update(self._wires)

    def cut(self) -> None:
        """End every connection without a goodbye, as a killed server does."""
        for wire in self._wires:
            _end(wire)

    def close(self) -> None:
        """The end."""
        self._silent.clear()
        self.cut()
        self._wire.close()
        self._api.shutdown()
        self._api.server_close()
        self._sockets.shutdown()

    def _talk(self, connection: ServerConnection) -> None:
        self.connections.append(connection)
        connection.send(json.dumps({"type": "hello", "num_connections": 1}))
        try:
            for message in connection:
                self.answers.append(json.loads(message))
        except ConnectionClosed:
            pass

    def _carry(self) -> None:
        target = self._sockets.socket.getsockname()
        while True:
            try:
                ours, _ = self._wire.accept()
            except OSError:
                return
            theirs = socket.create_connection(target)
            self._wires += [ours, theirs]
            for source, sink in ((ours, theirs), (theirs, ours)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                if source not in self._silent:
                    sink.sendall(data)
        except OSError:
            pass
        if source not in self._silent:
            for end in (source, sink):
                _end(end)

    def _api_handler(self) -> type[BaseHTTPRequestHandler]:
        port = self._wire.getsockname()[1]
        body = json.dumps({"ok": True, "url": f"ws://127.0.0.1:{port}/link"}).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Quietly."""

        return Handler


def _end(wire: socket.socket) -> None:
    """Closing alone would not be noticed while a thread reads from it."""
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)
    wire.close()


def wait_for(what: Callable[[], Any], seconds: float = 5.0) -> None:
    """Until it is so; fails where it does not come true in time."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, f"not within {seconds} s"
        time.sleep(0.01)
