"""The metronome ticks, whatever somebody does to the machine's time."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event

import freezegun
import pytest
from freezegun.config import settings as frozen_settings

from scheduler.metronome import Metronome

MONOTONIC = time.monotonic
"""The real one, also while the wall clock is the test's: freezegun would move both."""


class Strokes:
    """Counts how often it was called."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1

    def next_within(self, seconds: float) -> float:
        """How long the next one took; fails where none came in time."""
        since, before = MONOTONIC(), self.count
        wait_for(lambda: self.count > before, seconds)
        return MONOTONIC() - since


def wait_for(what: Callable[[], bool], seconds: float) -> None:
    """Until it is so."""
    until = MONOTONIC() + seconds
    while not what():
        assert MONOTONIC() < until, f"not within {seconds} s"
        time.sleep(0.01)


@contextmanager
def ticking(metronome: Metronome) -> Iterator[None]:
    """A metronome at work."""
    metronome.start()
    try:
        yield
    finally:
        metronome.stop()


def test_a_job_runs_at_once_and_then_in_time() -> None:
    metronome, strokes = Metronome(), Strokes()
    metronome.add("tick", strokes, 0.2)
    with ticking(metronome):
        strokes.next_within(1)
        strokes.next_within(1)
        assert metronome.age("tick") < 1
    count = strokes.count
    time.sleep(0.5)
    assert strokes.count == count, "stopped is stopped"


def test_a_job_that_fails_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    calls = Strokes()

    def fails_once() -> None:
        calls()
        if calls.count == 1:
            raise RuntimeError("the database is away")

    metronome = Metronome()
    metronome.add("tick", fails_once, 0.2)
    with ticking(metronome):
        wait_for(lambda: calls.count >= 2, 3)
    assert "the database is away" in caplog.text


def test_a_job_never_runs_beside_itself(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    go_on, calls = Event(), Strokes()

    def slow() -> None:
        calls()
        go_on.wait(5)

    metronome = Metronome()
    metronome.add("tick", slow, 0.1)
    with ticking(metronome):
        wait_for(lambda: "was skipped" in caplog.text, 3)
        assert calls.count == 1
        go_on.set()


def test_stopping_waits_for_the_job_that_runs() -> None:
    begun, ended = Event(), Event()

    def slow() -> None:
        begun.set()
        time.sleep(0.3)
        ended.set()

    metronome = Metronome()
    metronome.add("tick", slow, 60)
    metronome.start()
    assert begun.wait(3)
    metronome.stop()
    assert ended.is_set()


@contextmanager
def a_wall_clock() -> Iterator[Callable[[timedelta], None]]:
    """A wall clock of the test's own, for the scheduler alone."""
    usual = frozen_settings.default_ignore_list
    frozen_settings.default_ignore_list = [name for name in usual if name != "apscheduler"]
    try:
        with freezegun.freeze_time(datetime.now(), tick=True, ignore=["tests"]) as wall:
            yield lambda by: wall.move_to(datetime.now() + by)
    finally:
        frozen_settings.default_ignore_list = usual


def test_after_the_clock_was_set_back_an_hour_it_ticks_again_within_five_seconds() -> None:
    metronome, strokes = Metronome(monotonic=MONOTONIC), Strokes()
    metronome.add("tick", strokes, 1.0)
    with a_wall_clock() as move, ticking(metronome):
        strokes.next_within(3)
        move(timedelta(hours=-1))
        strokes.next_within(5)
        strokes.next_within(5)
