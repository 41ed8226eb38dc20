"""Every connection is taken, another process holds SQLite's lock, the disk is full: a sentence, and all or nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from services.take_due_steps import take_due_steps
from tests.builders.escalations import an_escalation, said, the_escalation
from tests.builders.office import an_office
from tests.fire.person import SLACK_WAITS, Person, escalations, kept
from tests.handlers.door import Door

FAILED = "Something went wrong"

HOLDS = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
time.sleep(3)
"""


@pytest.fixture
def narrow(database_url: str) -> Iterator[Door]:
    """A door to an office with five connections in all."""
    door = Door(an_office(database_url, threads=1))
    yield door
    door.office.database.close()


@pytest.fixture
def on_sqlite(sqlite_url: str) -> Iterator[Door]:
    """A door to an office on SQLite, with one connection that writes while nobody else does."""
    door = Door(an_office(sqlite_url, threads=1))
    yield door
    door.office.database.close()


@contextmanager
def every_connection_taken(door: Door) -> Iterator[None]:
    """Somebody reads on all of them, and does not stop."""
    with ExitStack() as readers:
        for _ in range(5):
            readers.enter_context(door.office.database.read()).execute(text("SELECT 1"))
        yield


@contextmanager
def locked_by_another_process(door: Door) -> Iterator[None]:
    """For three seconds; the block begins when the lock is taken."""
    file = door.office.database.url.removeprefix("sqlite:///")
    other = subprocess.Popen([sys.executable, "-c", HOLDS, file], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        yield
        other.wait(10)
    finally:
        other.kill()
        other.communicate()


def set_room(door: Door, pages: int | None) -> None:
    """So many pages more are on the disk; None: as many as one likes."""
    with door.office.database.engine.connect() as connection:
        there = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        most = 1_000_000 if pages is None else there + pages
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")


def test_with_every_connection_taken_a_form_is_answered_in_time_and_kept_open(narrow: Door) -> None:
    person = Person(narrow)
    with every_connection_taken(narrow):
        shown = person.sends()
        assert FAILED in shown
        assert "Nobody can log in" in shown
        assert person.took < SLACK_WAITS
    assert kept(narrow) == {}
    assert FAILED not in person.sends()
    assert escalations(narrow) == 1


def test_with_every_connection_taken_a_command_is_answered_in_time(narrow: Door) -> None:
    with every_connection_taken(narrow):
        before = time.monotonic()
        answer = narrow.command("list")
        assert time.monotonic() - before < SLACK_WAITS
    assert answer["text"].startswith(FAILED)


def test_a_database_locked_by_another_process_is_told_in_time_and_the_form_can_be_sent_again(
    on_sqlite: Door,
) -> None:
    person = Person(on_sqlite)
    with locked_by_another_process(on_sqlite):
        shown = person.sends()
        assert FAILED in shown
        assert person.took < SLACK_WAITS
    assert kept(on_sqlite) == {}
    assert FAILED not in person.sends()
    assert escalations(on_sqlite) == 1


def test_people_still_read_while_another_process_holds_the_lock(on_sqlite: Door) -> None:
    an_escalation(on_sqlite.office, customer="Globex")
    with locked_by_another_process(on_sqlite):
        before = time.monotonic()
        assert "Globex" in str(on_sqlite.command("list"))
        assert time.monotonic() - before < 1


def test_a_tick_that_meets_the_lock_takes_the_same_steps_later(on_sqlite: Door) -> None:
    office = on_sqlite.office
    due = the_escalation(office, an_escalation(office)).next_step_at
    assert due is not None
    with locked_by_another_process(on_sqlite), pytest.raises(OperationalError, match="locked"):
        take_due_steps(office, due)
    assert take_due_steps(office, due) == 1


def test_a_full_disk_is_told_and_leaves_nothing_half(on_sqlite: Door) -> None:
    an_escalation(on_sqlite.office, customer="Globex")
    before = kept(on_sqlite)
    person = Person(on_sqlite)
    set_room(on_sqlite, 1)

    shown = person.sends()

    assert FAILED in shown
    assert person.took < SLACK_WAITS
    assert kept(on_sqlite) == before
    assert "Globex" in str(on_sqlite.command("list")), "what is there can be read"
    set_room(on_sqlite, None)
    assert FAILED not in person.sends()
    assert escalations(on_sqlite) == 2
    assert len(said(on_sqlite.office, "card")) == 2
