"""Socket Mode: the app connects, envelopes come to any one of its sockets, lines break and are renewed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import pytest
from slack_sdk import WebClient
from websockets.sync.client import ClientConnection, connect

from sandbox import Settings
from tests.sandbox.apps import over_socket
from tests.sandbox.world import World, a_world, manifest, modal


@pytest.fixture
def world() -> Iterator[World]:
    with a_world(manifest(socket_mode=True), Settings(answer_deadline=1.0)) as made:
        yield made


def address(world: World) -> str:
    """A fresh address for a socket of our own."""
    client = WebClient(base_url=world.slack.api_url)
    return str(client.apps_connections_open(app_token=world.slack.app_token)["url"])


@contextmanager
def connected(world: World) -> Iterator[ClientConnection]:
    """A socket of our own that has been greeted."""
    with connect(address(world)) as line:
        assert json.loads(line.recv())["type"] == "hello"
        yield line


def soon(holds: Callable[[], bool]) -> bool:
    """Whether something comes true within ten seconds."""
    until = time.monotonic() + 10
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)
    return holds()


def acknowledge(line: ClientConnection, envelope: Any) -> None:
    line.send(json.dumps({"envelope_id": envelope["envelope_id"]}))


def test_commands_forms_and_events_come_by_socket(world: World) -> None:
    with over_socket(world.slack) as app:

        @app.command("/go")
        def go(ack: Any, body: Any, client: Any) -> None:
            client.views_open(trigger_id=body["trigger_id"], view=modal())
            ack("here it is")

        @app.view("form")
        def form(ack: Any) -> None:
            ack(response_action="errors", errors={"problem": "Say more."})

        @app.event("message")
        def heard(event: Any, client: Any) -> None:
            client.chat_postMessage(channel=event["channel"], text="I heard you")

        assert world.vera.types("/go", channel="desk").text == "here it is"
        assert world.vera.view.submit(problem="x").errors == {"problem": "Say more."}
        world.vera.posts("desk", "hello")
        world.desk.expects("I heard you")


def test_nobody_connected_means_the_command_fails(world: World) -> None:
    assert world.vera.types("/go", channel="desk").error.endswith('"dispatch_unknown_error"')


def test_a_socket_that_takes_but_never_answers_runs_into_the_deadline(world: World) -> None:
    with connected(world) as line:
        response = world.vera.types("/go", channel="desk")
        envelope = json.loads(line.recv())
    assert response.error.endswith('"operation_timeout"')
    assert envelope["type"] == "slash_commands"
    assert envelope["accepts_response_payload"] is True


def test_an_event_goes_to_another_socket_when_its_line_breaks() -> None:
    settings = Settings(event_retry_delays=(0.0, 0.1, 0.1))
    with a_world(manifest(socket_mode=True), settings) as world, connected(world) as line:
        world.vera.posts("desk", "hello")
        first = json.loads(line.recv())
        with connected(world) as other:
            line.close()
            again = json.loads(other.recv(timeout=5))
            acknowledge(other, again)
            world.slack.settle()
    assert (first["retry_attempt"], again["retry_attempt"]) == (0, 1)
    assert first["payload"]["event_id"] == again["payload"]["event_id"]


def test_each_address_serves_one_socket(world: World) -> None:
    once = address(world)
    with connect(once) as first, connect(once) as second:
        assert json.loads(first.recv())["num_connections"] == 1
        assert json.loads(second.recv())["reason"] == "link_disabled"


def test_ten_sockets_are_all_there_can_be(world: World) -> None:
    with ExitStack() as lines:
        for _ in range(10):
            lines.enter_context(connected(world))
        with connect(address(world)) as eleventh:
            assert json.loads(eleventh.recv())["reason"] == "too_many_websockets"
        assert world.slack.sockets == 10


def test_every_socket_gets_its_share(world: World) -> None:
    with connected(world) as one, connected(world) as other:
        for number in range(30):
            world.vera.posts("desk", str(number))
        shares = [0, 0]
        while sum(shares) < 30:
            for at, line in enumerate((one, other)):
                with suppress(TimeoutError):
                    acknowledge(line, json.loads(line.recv(timeout=0.01)))
                    shares[at] += 1
    assert min(shares) > 0


def test_a_refresh_asks_for_a_new_line_and_then_closes_the_old_one(world: World) -> None:
    with connected(world) as line:
        assert world.slack.disconnect_sockets("refresh_requested") == 1
        notice = json.loads(line.recv())
        assert (notice["type"], notice["reason"]) == ("disconnect", "refresh_requested")
        assert list(line) == []
    assert soon(lambda: world.slack.sockets == 0)


def test_a_warning_leaves_the_line_as_it_is(world: World) -> None:
    with connected(world) as line:
        world.slack.disconnect_sockets("warning")
        assert json.loads(line.recv())["reason"] == "warning"
        assert world.slack.sockets == 1


def test_a_killed_line_is_noticed_and_made_anew(world: World) -> None:
    with over_socket(world.slack) as app:
        app.command("/go")(lambda ack: ack("still here"))
        assert world.slack.kill_sockets() == 1
        assert soon(lambda: world.vera.types("/go", channel="desk").text == "still here")
