"""What the clock does: takes what is due, and nothing while its own time is in doubt."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from scheduler.clock_guard import ClockGuard
from scheduler.jobs import Tick
from services.office import Office
from tests.builders.escalations import MONDAY, an_escalation, said
from tests.builders.office import an_office
from tests.scheduler.test_clock_guard import HOUR, Clocks

LATER = MONDAY + timedelta(minutes=30)
"""Late enough for the DRI to be asked whether Acme was told."""


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """At work, with an escalation that is due for a nudge at LATER."""
    office = an_office(database_url)
    an_escalation(office, MONDAY)
    yield office
    office.database.close()


def test_a_tick_takes_what_is_due_and_wakes_delivery(office: Office) -> None:
    woken: list[bool] = []
    tick = Tick(office, lambda: LATER, Clocks().guard(alone=True), lambda: woken.append(True))
    tick()
    assert said(office, "nudge")
    assert woken
    woken.clear()
    tick()
    assert not woken, "nothing is due any more"


def test_a_tick_goes_on_batch_by_batch_until_nothing_is_due(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BATCH", "BATCH_ON_SQLITE"):
        monkeypatch.setattr(f"services.take_due_steps.{name}", 2)
    for number in range(4):
        an_escalation(office, MONDAY, customer=f"Customer {number}")
    Tick(office, lambda: LATER, Clocks().guard(alone=True), lambda: None)()
    assert {row.escalation_id for row in said(office, "nudge")} == {1, 2, 3, 4, 5}


def test_while_its_clock_is_in_doubt_nobody_is_nudged_and_ops_is_told_once(office: Office) -> None:
    clocks = Clocks()
    tick = Tick(office, lambda: LATER, clocks.guard(alone=False), lambda: None)
    clocks.wall += 10 * HOUR

    for _ in range(3):
        tick()
        clocks.pass_by(1)

    assert said(office, "nudge") == []
    (message,) = said(office, "ops_clock_jumped")
    assert message.context == {"ahead_minutes": 600}

    clocks.wall -= 10 * HOUR
    tick()
    assert said(office, "nudge"), "nothing was forgotten meanwhile"


def test_a_guard_of_the_real_clocks_lets_a_tick_pass() -> None:
    assert ClockGuard().jumped() is None
