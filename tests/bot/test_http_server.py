"""The HTTP side of `run` stops without losing what it took."""

import socket
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any
from urllib.request import urlopen

import pytest

from bot.http_server import HttpServer


class Slow:
    """An application that answers when it is let go."""

    def __init__(self) -> None:
        self.taken, self.go_on = Event(), Event()

    def __call__(self, _environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.taken.set()
        self.go_on.wait(10)
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"done" * 50_000]


def test_a_stop_answers_what_was_taken_and_takes_nothing_more() -> None:
    app = Slow()
    server = HttpServer(app, "127.0.0.1", 0, threads=2)
    server.start()
    with ThreadPoolExecutor(2) as others:
        asked = others.submit(lambda: urlopen(f"http://127.0.0.1:{server.port}/").read())
        assert app.taken.wait(5)
        stopped = others.submit(server.stop)
        wait_until_closed(server.port)
        assert not stopped.done()
        app.go_on.set()
        assert asked.result(5) == b"done" * 50_000
        stopped.result(5)


def test_a_stop_does_not_wait_for_an_answer_that_never_comes() -> None:
    app = Slow()
    server = HttpServer(app, "127.0.0.1", 0, threads=1)
    server.start()
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert app.taken.wait(5)
        before = time.monotonic()
        server.stop(patience=0.2)
        assert time.monotonic() - before < 3
        app.go_on.set()


def test_a_port_that_is_taken_is_an_error_at_once() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(OSError, match="in use"):
            HttpServer(Slow(), "127.0.0.1", other.getsockname()[1], threads=1)


def wait_until_closed(port: int) -> None:
    """Until nobody listens there."""
    give_up = time.monotonic() + 5
    while time.monotonic() < give_up:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            return
        time.sleep(0.01)
    raise AssertionError("it still listens")
