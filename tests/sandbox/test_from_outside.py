"""The sandbox from outside: another process drives it over HTTP, controls reach the demo, and it stops cleanly."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sandbox import Refused, Sandbox, SandboxClient
from tests.sandbox.apps import over_http
from tests.sandbox.world import World, actions, button, manifest, modal

SCRIPT = """
import sys
from sandbox.client import SandboxClient
slack = SandboxClient(sys.argv[1])
vera = slack.person("vera")
vera.types("/go", channel="desk")
print(vera.view.submit(problem="from afar").result)
print(slack.channel("desk").expects("from afar").text)
"""


def test_another_process_acts_and_reads_like_this_one(world: World) -> None:
    with over_http(world.slack) as app:

        @app.command("/go")
        def go(ack, body, client) -> None:  # type: ignore[no-untyped-def]
            client.views_open(trigger_id=body["trigger_id"], view=modal())
            ack()

        @app.view("form")
        def form(ack, view, client) -> None:  # type: ignore[no-untyped-def]
            client.chat_postMessage(channel="desk", text=view["state"]["values"]["problem"]["text"]["value"])
            ack()

        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, world.slack.url],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert (run.stdout.split("\n")[:2], run.stderr) == (["closed", "from afar"], "")


def test_a_client_arranges_and_refuses_as_the_sandbox_itself_does(world: World) -> None:
    client = SandboxClient(world.slack.url)
    channel = client.add_channel("new", [client.add_user("newcomer")])
    client.faults.add("error", "chat.postMessage", error="is_archived")
    assert world.slack.channel("new").members == channel.members == ["newcomer", "tester"]
    assert client.bot_token == world.slack.bot_token
    with pytest.raises(Refused, match="already a channel called new"):
        client.add_channel("new")
    with pytest.raises(Refused, match="There is nobody called 'nobody'"):
        client.person("nobody")


@contextmanager
def a_demo() -> Iterator[tuple[str, list[str]]]:
    """An address with a status line, and the paths that were POSTed to it."""
    posted: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(json.dumps({"text": f"skipped {len(posted)}"}))

        def do_POST(self) -> None:
            posted.append(self.path)
            self._say("done")

        def _say(self, text: str) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Tests need no access log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", posted
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_control_posts_to_its_address_and_the_status_line_follows(world: World) -> None:
    with a_demo() as (url, posted):
        world.slack.control("Skip 1 hour", f"{url}/skip/1h")
        world.slack.status_from(f"{url}/status")
        state = world.slack.answer("ui/state", {"as": "vera"})
        assert [control["label"] for control in state["controls"]] == ["Skip 1 hour"]
        assert world.slack.answer("ui/control", {"id": state["controls"][0]["id"]})["ok"]
        assert posted == ["/skip/1h"]
        until = time.monotonic() + 5
        while state["status"] != {"text": "skipped 1"} and time.monotonic() < until:
            state = world.slack.answer("ui/state", {"as": "vera", "since": state["rev"], "within": 1})
        assert state["status"] == {"text": "skipped 1"}


def test_a_long_poll_returns_as_soon_as_something_happens(world: World) -> None:
    rev = world.slack.answer("ui/state", {"as": "vera"})["rev"]
    threading.Timer(0.1, lambda: world.says("news")).start()
    began = time.monotonic()
    assert world.slack.answer("ui/state", {"as": "vera", "since": rev})["rev"] > rev
    assert time.monotonic() - began < 5


def test_it_stops_in_the_middle_of_a_long_poll_and_leaves_nothing_behind() -> None:
    before = threading.active_count()
    slack = Sandbox.start(manifest(socket_mode=True))
    slack.add_user("vera")
    address = slack.url.removeprefix("http://")
    connection = http.client.HTTPConnection(address, timeout=5)
    connection.request("GET", "/ui/state?as=vera&since=1000000")
    time.sleep(0.1)
    began = time.monotonic()
    slack.stop()
    assert time.monotonic() - began < 2
    host, port = address.split(":")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=1)
    connection.close()
    until = time.monotonic() + 2
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.01)
    assert threading.active_count() <= before


def test_what_is_not_there_is_said_to_be_not_there(world: World) -> None:
    connection = http.client.HTTPConnection(world.slack.url.removeprefix("http://"), timeout=5)
    connection.request("GET", "/page/../__init__.py")
    assert connection.getresponse().status == 404
    connection.close()
    assert world.slack.answer("ui/nothing", {})["error"] == "There is no 'ui/nothing' here."


def test_a_button_of_a_message_works_through_the_pages_own_json(world: World) -> None:
    ts = world.says("Look", blocks=[actions(button(), block_id="row")])
    clicked = {
        "as": "vera",
        "container": {"type": "message", "channel": world.desk.id, "ts": ts},
        "block_id": "row",
        "action_id": "press",
        "type": "button",
        "value": {},
        "state": {},
    }
    with over_http(world.slack) as app:
        app.action("press")(lambda ack: ack())
        assert world.slack.answer("ui/action", clicked) == {"ok": True, "shown": []}
    refused = world.slack.answer("ui/action", {**clicked, "action_id": "gone"})
    assert refused == {"ok": False, "error": "That button is not there any more."}
