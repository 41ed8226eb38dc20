"""Sessions: what is written together, who waits for whom, and what the columns refuse."""

import threading
from datetime import datetime
from gc import collect

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from models.database import Database
from models.directory import KnownPerson
from models.escalation import Escalation
from models.queries.insert_once import insert_once
from models.request import HandledRequest
from models.timeline import AppendOnlyError, TimelineEntry
from models.turnstile import TurnNotComeError, Turnstile
from tests.builders.escalations import MONDAY, an_escalation
from tests.builders.office import an_office


def test_what_raises_leaves_nothing(database_url: str) -> None:
    database = Database(database_url)

    class Stop(Exception):
        pass

    def write_and_stop() -> None:
        with database.write() as session:
            session.add(HandledRequest(key="V1", handled_at=MONDAY))
            session.flush()
            raise Stop

    with pytest.raises(Stop):
        write_and_stop()
    with database.read() as session:
        assert session.scalars(select(HandledRequest.key)).all() == []


def test_a_reader_is_not_kept_waiting_by_a_writer(database_url: str) -> None:
    database = Database(database_url)
    with database.write() as writing:
        writing.add(HandledRequest(key="V1", handled_at=MONDAY))
        writing.flush()
        with database.read() as reading:
            assert reading.scalars(select(HandledRequest.key)).all() == []


def test_of_two_who_insert_the_same_key_at_once_one_is_first(database_url: str) -> None:
    database = Database(database_url)
    both_ready = threading.Barrier(2)
    firsts = []

    def insert() -> None:
        both_ready.wait()
        with database.write() as session:
            firsts.append(insert_once(session, HandledRequest, {"key": "V1", "handled_at": MONDAY}))

    threads = [threading.Thread(target=insert) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(firsts) == [False, True]


def test_a_naive_instant_never_reaches_the_database(database_url: str) -> None:
    with pytest.raises(StatementError, match="naive"), Database(database_url).write() as session:
        session.add(HandledRequest(key="V1", handled_at=datetime(2026, 11, 23)))


def test_an_instant_comes_back_as_it_went_in(database_url: str) -> None:
    office = an_office(database_url)
    escalation_id = an_escalation(office)
    with office.database.read() as session:
        assert session.get_one(Escalation, escalation_id).opened_at == MONDAY


def test_the_timeline_is_only_ever_added_to(database_url: str) -> None:
    office = an_office(database_url)
    an_escalation(office)
    with pytest.raises(AppendOnlyError), office.database.write() as session:
        session.scalars(select(TimelineEntry)).first().actor = "somebody else"  # type: ignore[union-attr]
    with pytest.raises(AppendOnlyError), office.database.write() as session:
        session.delete(session.scalars(select(TimelineEntry)).first())


def test_machine_time_is_the_databases_and_moves_on(database_url: str) -> None:
    database = Database(database_url)
    first = database.machine_now()
    assert first <= database.machine_now() < first + 60


def test_writers_are_served_in_the_order_they_came() -> None:
    turnstile = Turnstile()
    served: list[int] = []
    queued: list[threading.Thread] = []

    def take_a_turn(number: int) -> None:
        with turnstile.turn(5):
            served.append(number)

    with turnstile.turn(5):
        for number in range(8):
            thread = threading.Thread(target=take_a_turn, args=(number,))
            thread.start()
            while len(turnstile) <= number:
                pass
            queued.append(thread)
    for thread in queued:
        thread.join()
    assert served == list(range(8))


def test_whoever_waits_too_long_is_told_and_leaves_the_queue() -> None:
    turnstile = Turnstile()
    with turnstile.turn(5):
        with pytest.raises(TurnNotComeError), turnstile.turn(0.01):
            pass
        assert len(turnstile) == 0
    with turnstile.turn(0.01):
        pass


def known_after_a_look(session: Session) -> int:
    """How many rows a session still knows of a person whom nobody holds."""
    session.get_one(KnownPerson, "UCASEY")
    collect()
    return len(session.identity_map.all_states())


def test_who_writes_holds_the_rows_it_met_and_who_only_looks_lets_them_go(database_url: str) -> None:
    office = an_office(database_url)
    with office.database.write() as session:
        assert known_after_a_look(session) == 1
    with office.database.read() as session:
        assert known_after_a_look(session) == 0
    office.database.close()
