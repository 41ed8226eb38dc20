"""PostgreSQL: a verb and another transaction hold what the other one wants, and the verb is ended for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from sqlalchemy import Connection, create_engine, text

from models.timeline import Event
from services.change import changing
from services.office import Office
from services.outbox import show_anew
from tests.builders.escalations import MONDAY, an_escalation, the_escalation, timeline, told
from tests.builders.office import CASEY
from tests.fire.person import SLACK_WAITS
from tests.handlers.door import Door, a_door

HOLD = text("UPDATE surfaces SET wanted = wanted + 1 WHERE message_id = :of")
WAITS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@pytest.fixture
def door(postgres_url: str) -> Iterator[Door]:
    """Open, with an escalation that Casey owns."""
    door = a_door(postgres_url)
    an_escalation(door.office, MONDAY)
    yield door
    door.office.database.close()


def crossed(office: Office, verb: Callable[[], object]) -> None:
    """Carry the verb out while somebody else holds the card, and then wants the message that it holds by then."""
    escalation = the_escalation(office, 1)
    engine = create_engine(office.database.url)
    with engine.connect() as other, engine.connect() as watch:
        other.execute(HOLD, {"of": escalation.card_id})
        thread = Thread(target=verb)
        thread.start()
        _until_somebody_waits(watch)
        other.execute(HOLD, {"of": escalation.dri_message_id})
        other.commit()
        thread.join()
    engine.dispose()


def _until_somebody_waits(watch: Connection) -> None:
    until = time.monotonic() + 10
    while not watch.execute(WAITS).scalar_one():
        assert time.monotonic() < until, "nobody waits for a lock"
        watch.rollback()
        time.sleep(0.01)


def test_a_press_that_was_ended_for_another_is_carried_out_once_more(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    started = time.monotonic()
    crossed(door.office, lambda: door.press("accept", 1))
    assert time.monotonic() - started < SLACK_WAITS
    assert the_escalation(door.office, 1).accepted_at == MONDAY
    assert [row.event for row in timeline(door.office, 1)].count(Event.ACCEPTED) == 1
    assert "carried out once more" in caplog.text
    assert "failed, reference" not in caplog.text


def test_a_form_that_was_ended_for_another_counts_once(door: Door) -> None:
    door.press("acknowledge", 1)
    form = door.slack.opened[-1]
    answers: list[object] = []
    typed = {"words": told().words, "recipients": told().recipients, "channel": "call"}
    crossed(door.office, lambda: answers.append(door.send(form, view_id="VONE", **typed)))
    assert answers == [None]
    assert [row.event for row in timeline(door.office, 1)].count(Event.ACKNOWLEDGED) == 1


def test_a_verb_without_a_door_is_ended_whole(door: Door) -> None:
    failed: list[str] = []

    def bare() -> None:
        try:
            with changing(door.office, 1, "accept", by=CASEY, now=MONDAY) as change:
                show_anew(change.session, change.escalation.dri_message_id)
        except Exception as ended:
            failed.append(str(ended))

    crossed(door.office, bare)
    assert "deadlock detected" in failed[0]
