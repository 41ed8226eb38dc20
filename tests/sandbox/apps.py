"""Apps for the pretend Slack to talk to: a real Bolt app over HTTP or Socket Mode, and an ear that only listens."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from flask import Flask, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from werkzeug.serving import make_server

from sandbox import Sandbox

Json = dict[str, Any]


def bolt_app(slack: Sandbox) -> App:
    """A Bolt app that belongs to this sandbox; it answers only after its listener is done."""
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    return App(client=client, signing_secret=slack.signing_secret, process_before_response=True)


@contextmanager
def over_http(slack: Sandbox) -> Iterator[App]:
    """A Bolt app at a request URL; listeners may be added while it runs."""
    app = bolt_app(slack)
    flask = Flask("tester")
    handler = SlackRequestHandler(app)
    flask.add_url_rule("/slack/events", "slack", lambda: handler.handle(request), methods=["POST"])
    server = make_server("127.0.0.1", 0, flask, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    slack.deliver_to(f"http://127.0.0.1:{server.server_port}/slack/events")
    try:
        yield app
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def over_socket(slack: Sandbox) -> Iterator[App]:
    """A Bolt app that is connected by Socket Mode."""
    app = bolt_app(slack)
    handler = SocketModeHandler(app, slack.app_token, ping_interval=1)
    handler.connect()  # type: ignore[no-untyped-call]
    slack.wait_for_sockets()
    try:
        yield app
    finally:
        # Cut from our side first: the client sleeps up to ten seconds on a line that it closed itself.
        handler.client.auto_reconnect_enabled = False
        slack.kill_sockets()
        handler.close()  # type: ignore[no-untyped-call]


class Ear:
    """Takes whatever comes. ``answer`` says what it answers to each: a status, and a body."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self.no_retry = False
        self.answer: Callable[[Json], tuple[int, Json | str]] = lambda _: (200, "")
        self._changed = threading.Condition()

    def take(self, headers: Json, payload: Json) -> tuple[int, Json | str]:
        with self._changed:
            self.heard.append({"headers": headers, "at": time.monotonic(), **payload})
            self._changed.notify_all()
        return self.answer(payload)

    def wait_for(self, count: int, within: float = 5.0) -> list[Json]:
        """What was heard, once it is that much."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.heard) >= count, within), self.heard
            return list(self.heard)


@contextmanager
def an_ear(slack: Sandbox) -> Iterator[Ear]:
    """An app that only listens, at the sandbox's request URL."""
    ear = Ear()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"])).decode()
            payload = json.loads(content) if content.startswith("{") else _unpacked(content)
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, body = ear.take({**headers, "body": content}, payload)
            said = json.dumps(body).encode() if isinstance(body, dict) else body.encode()
            self.send_response(status)
            if ear.no_retry:
                self.send_header("X-Slack-No-Retry", "1")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Tests need no access log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    slack.deliver_to(f"http://127.0.0.1:{server.server_port}/slack/events")
    try:
        yield ear
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _unpacked(form: str) -> Json:
    fields = {name: values[0] for name, values in parse_qs(form, keep_blank_values=True).items()}
    found: Json = json.loads(fields["payload"]) if "payload" in fields else fields
    return found
