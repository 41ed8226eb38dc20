"""PostgreSQL: the connection is cut in the middle of a commit, and every one that waits in the pool."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Thread

import pytest
from sqlalchemy import Engine, create_engine, text

from tests.builders.escalations import MONDAY, an_escalation, said
from tests.fire.person import SLACK_WAITS, Person, escalations, kept
from tests.handlers.door import Door, a_door

SLOW_COMMIT = """
CREATE FUNCTION take_long() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(20); RETURN NULL; END';
CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON escalations DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION take_long();
"""
CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND {which}
"""


@pytest.fixture
def door(postgres_url: str) -> Iterator[Door]:
    """Open."""
    door = a_door(postgres_url)
    yield door
    door.office.database.close()


@pytest.fixture
def operator(postgres_url: str) -> Iterator[Engine]:
    """Somebody else at the same database."""
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


def cut_the_commit(operator: Engine) -> None:
    """Wait until somebody commits, and cut that connection."""
    with operator.connect() as connection:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if connection.execute(text(CUT.format(which="state = 'active' AND query = 'COMMIT'"))).all():
                return
            time.sleep(0.01)


def test_a_commit_that_is_cut_is_told_in_time_and_leaves_nothing_half(door: Door, operator: Engine) -> None:
    person = Person(door)
    with operator.connect() as connection:
        connection.execute(text(SLOW_COMMIT))
    cutter = Thread(target=cut_the_commit, args=[operator])
    cutter.start()

    shown = person.sends()
    cutter.join()

    assert "cannot say whether this was recorded" in shown
    assert "Nobody can log in" in shown, "what was typed is kept in the form"
    assert person.took < SLACK_WAITS
    assert kept(door) == {}

    with operator.connect() as connection:
        connection.execute(text("DROP TRIGGER slow ON escalations"))
    for _ in range(2):
        assert '"callback_id": "opened"' in person.sends()
    assert escalations(door) == 1, "sent again, and once more, it counts once"


def test_connections_that_died_in_the_pool_trouble_nobody(door: Door, operator: Engine) -> None:
    an_escalation(door.office, MONDAY, customer="Globex")
    with operator.connect() as connection:
        cut = connection.execute(text(CUT.format(which="TRUE"))).all()
    assert cut

    person = Person(door)
    person.sends()

    assert escalations(door) == 2
    assert len(said(door.office, "card")) == 2
