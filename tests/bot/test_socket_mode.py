"""Socket Mode: commands are answered, lost lines are found out in seconds, a stop loses nothing."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.socket_mode import SocketMode
from tests.bot.slack_line import SlackLine, wait_for


@pytest.fixture
def line() -> Iterator[SlackLine]:
    """The other end."""
    line = SlackLine()
    yield line
    line.close()


class Listener:
    """A Bolt app that answers commands, and can be made to take its time."""

    def __init__(self, line: SlackLine) -> None:
        self.line = line
        self.begun, self.go_on = Event(), Event()
        self.go_on.set()
        self.app = App(
            client=WebClient(base_url=line.api_url),
            signing_secret="",
            authorize=lambda **_: AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="U0"),
            process_before_response=True,
        )

        @self.app.command("/escalate")
        def answer(ack: Ack) -> None:
            self.begun.set()
            self.go_on.wait(10)
            ack("heard")

    def socket_mode(self, taken: Callable[[], Any] = lambda: None) -> SocketMode:
        """Connected and answering, with a short patience."""
        client = WebClient(base_url=self.line.api_url)
        socket_mode = SocketMode(
            self.app, "xapp-1", client, threads=4, taken=taken, ping_every=0.1, dead_after=0.4
        )
        socket_mode.start()
        wait_for(lambda: socket_mode.alive)
        wait_for(lambda: self.line.connections)
        return socket_mode


@pytest.fixture
def listener(line: SlackLine) -> Listener:
    """A listener on that line."""
    return Listener(line)


def test_a_command_is_answered_and_then_what_was_committed_is_looked_for(listener: Listener) -> None:
    taken = Event()
    socket_mode = listener.socket_mode(taken.set)
    listener.line.send("one")
    wait_for(lambda: listener.line.answers)
    assert listener.line.answers == [{"envelope_id": "one", "payload": {"text": "heard"}}]
    assert taken.wait(1)
    socket_mode.stop()
    assert not socket_mode.alive


@pytest.mark.parametrize("how", [SlackLine.cut, SlackLine.fall_silent])
def test_a_lost_line_is_made_anew_within_seconds(
    listener: Listener, how: Callable[[SlackLine], None]
) -> None:
    socket_mode = listener.socket_mode()
    how(listener.line)
    wait_for(lambda: len(listener.line.connections) >= 2, 6)
    wait_for(lambda: socket_mode.alive, 6)
    listener.line.send("two")
    wait_for(lambda: "two" in [answer["envelope_id"] for answer in listener.line.answers])
    socket_mode.stop()


def test_an_idle_line_is_left_alone(listener: Listener) -> None:
    socket_mode = listener.socket_mode()
    time.sleep(1.0)
    assert socket_mode.alive
    assert len(listener.line.connections) == 1
    socket_mode.stop()


def test_a_stop_answers_the_command_that_is_under_way(listener: Listener) -> None:
    socket_mode = listener.socket_mode()
    listener.go_on.clear()
    listener.line.send("late")
    assert listener.begun.wait(5)
    with ThreadPoolExecutor(1) as other:
        stopped = other.submit(socket_mode.stop)
        time.sleep(0.2)
        listener.go_on.set()
        stopped.result(10)
    wait_for(lambda: [answer["envelope_id"] for answer in listener.line.answers] == ["late"])
