"""The auditor finds what the clock would not come to, repairs it once, and tells `ops` once. Row Y10."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.metrics import exposition
from models.deadline import Deadline
from models.escalation import Escalation
from models.queries import deadlines
from models.queries.audit import Fault
from models.timeline import Event
from scheduler.jobs import Audit
from services.office import Office
from services.take_due_steps import take_due_steps
from services.upkeep.audit import audit, findings_of
from services.upkeep.beat import beat
from services.upkeep.vital_signs import STALE, vital_signs
from tests.builders.escalations import (
    MONDAY,
    an_acknowledged,
    an_escalation,
    let_pass,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import an_office

SOON = MONDAY + timedelta(minutes=1)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """At work."""
    office = an_office(database_url)
    yield office
    office.database.close()


def lose_the_next_step(office: Office, escalation_id: int, to: datetime | None = None) -> None:
    """As a fault of ours, or a hand in the database, would."""
    with office.database.write() as session:
        session.execute(update(Escalation).where(Escalation.id == escalation_id).values(next_step_at=to))


def lose_the_steps_of_its_promises(office: Office, escalation_id: int) -> None:
    """Nothing asks for what is owed."""
    of_it = Deadline.escalation_id == escalation_id
    with office.database.write() as session:
        session.execute(update(Deadline).where(of_it).values(next_step_at=None))
    lose_the_next_step(office, escalation_id)


def events(office: Office, escalation_id: int) -> list[Event]:
    """What happened."""
    return [entry.event for entry in timeline(office, escalation_id)]


def test_while_all_is_well_nothing_is_found_at_any_hour_of_a_busy_day(office: Office) -> None:
    an_escalation(office)
    an_acknowledged(office, severity="sev3")
    let_pass(office, MONDAY, MONDAY + timedelta(days=1))
    assert audit(office, MONDAY + timedelta(days=1)) == 0
    assert said(office, "ops_audit_found") == []


@pytest.mark.parametrize("to", [None, MONDAY + timedelta(days=30)], ids=["missing", "too late"])
def test_an_escalation_the_clock_has_lost_is_watched_again(office: Office, to: datetime | None) -> None:
    escalation_id = an_escalation(office)
    was = the_escalation(office, escalation_id).next_step_at
    lose_the_next_step(office, escalation_id, to)

    assert audit(office, SOON) == 1

    assert the_escalation(office, escalation_id).next_step_at == was
    assert events(office, escalation_id)[-1] is Event.WATCH_RESTORED
    (told,) = said(office, "ops_audit_found")
    assert (told.context or {})["fault"] == "unwatched"
    assert audit(office, SOON) == 0


def test_promises_that_lost_their_steps_are_asked_for_again(office: Office) -> None:
    escalation_id = an_escalation(office)
    before = the_escalation(office, escalation_id).next_step_at
    lose_the_steps_of_its_promises(office, escalation_id)
    audit(office, SOON)
    assert the_escalation(office, escalation_id).next_step_at == before
    take_due_steps(office, MONDAY + timedelta(minutes=30))
    assert said(office, "nudge"), "the acknowledgement is asked for"


def test_what_had_been_asked_for_again_and_again_goes_on_repeating(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    let_pass(office, MONDAY, MONDAY + timedelta(hours=12))
    late = MONDAY + timedelta(hours=12, minutes=1)
    lose_the_steps_of_its_promises(office, escalation_id)
    audit(office, late)
    take_due_steps(office, late)
    with office.database.read() as session:
        steps = [row.next_step_at for row in deadlines.open_of(session, escalation_id)]
    assert steps
    assert all(step is not None and step > late for step in steps)


def test_ops_is_told_once_an_escalation_and_fault(office: Office) -> None:
    first, second = an_escalation(office), an_escalation(office, customer="Globex")
    for minute in range(1, 4):
        for escalation_id in (first, second):
            lose_the_next_step(office, escalation_id)
        audit(office, MONDAY + timedelta(minutes=minute))
    assert [message.key for message in said(office, "ops_audit_found")] == [
        f"audit:ESC-{first}:unwatched",
        f"audit:ESC-{second}:unwatched",
    ]
    assert events(office, first).count(Event.WATCH_RESTORED) == 3, "each repair is on the timeline"


def test_a_step_that_nobody_takes_is_told_and_left_to_the_clock(office: Office) -> None:
    escalation_id = an_escalation(office)
    was = the_escalation(office, escalation_id).next_step_at
    assert was is not None
    late = was + timedelta(minutes=11)
    assert audit(office, was + timedelta(minutes=9)) == 0
    assert audit(office, late) == 1
    (told,) = said(office, "ops_audit_found")
    assert (told.context or {})["fault"] == "long_past"
    assert the_escalation(office, escalation_id).next_step_at == was
    assert Event.WATCH_RESTORED not in events(office, escalation_id)


def test_a_live_escalation_in_which_nothing_is_owed_is_told(office: Office) -> None:
    escalation_id = an_escalation(office)
    with office.database.write() as session:
        session.execute(update(Deadline).values(settled_at=MONDAY, next_step_at=None))
    lose_the_next_step(office, escalation_id)
    assert [finding.fault for finding in findings_of(office.database, SOON)] == [Fault.NOTHING_PROMISED]


def test_a_decision_that_fails_again_and_again_is_told_and_its_wait_is_no_fault(office: Office) -> None:
    escalation_id = an_escalation(office)
    with office.database.write() as session:
        session.execute(update(Deadline).values(again=None))  # what the tick cannot read
    at = the_escalation(office, escalation_id).next_step_at
    found = []
    for _ in range(3):
        assert at is not None
        take_due_steps(office, at)
        found.append([finding.fault for finding in findings_of(office.database, at)])
        at = the_escalation(office, escalation_id).next_step_at
    assert found == [[], [], [Fault.UNDECIDABLE]]


def test_whatever_is_found_is_a_worry_and_a_figure(office: Office) -> None:
    lose_the_next_step(office, an_escalation(office))
    beat(office, "one", "worker", tick_age=1.0)
    signs = vital_signs(office.database, SOON)
    assert signs.worries() == ["the auditor finds unwatched in 1"]
    figures = exposition(lambda: signs).decode()
    assert 'heard_audit_findings{fault="unwatched"} 1.0' in figures
    assert 'heard_audit_findings{fault="long_past"} 0.0' in figures


def test_a_message_that_does_not_leave_is_a_worry(office: Office) -> None:
    an_escalation(office, severity="sev4")
    beat(office, "one", "worker", tick_age=1.0)
    assert vital_signs(office.database, MONDAY + timedelta(seconds=STALE)).worries() == []
    (worry,) = vital_signs(office.database, MONDAY + timedelta(seconds=STALE + 1)).worries()
    assert worry == "a message has waited for 601 s"


def test_what_the_tick_takes_while_the_auditor_waits_is_not_reported(office: Office) -> None:
    escalation_id = an_escalation(office)
    at = the_escalation(office, escalation_id).next_step_at
    assert at is not None
    late = at + timedelta(hours=8)
    rests: list[float] = []

    def tick_meanwhile(seconds: float) -> None:
        rests.append(seconds)
        take_due_steps(office, late)

    Audit(office, lambda: late, lambda: None, tick_meanwhile)()
    assert rests == [5.0]
    assert said(office, "ops_audit_found") == []
