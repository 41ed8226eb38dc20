"""What other systems said of a customer is forgotten in time, and on request. Row X21."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from models.signal import Signal
from services.erase import erase_account, erase_old_signals
from services.office import Office, Rulebook
from services.receive_signal import receive_signal
from services.signals.given import Given, signal_or_faults
from tests.builders.escalations import MONDAY
from tests.builders.signals import a_signal

QUARTER = timedelta(weeks=13)
DAY = timedelta(days=1)


def heard(office: Office, webhook_id: str, at: datetime = MONDAY, **differs: Any) -> None:
    """A ticket of Acme's."""
    given = signal_or_faults(a_signal(**differs), at)
    assert isinstance(given, Given)
    assert receive_signal(office, "zendesk", webhook_id, given, at)


def said(office: Office) -> list[dict[str, str]]:
    with office.database.read() as session:
        return list(session.scalars(select(Signal.data).order_by(Signal.id)))


def test_a_quarter_after_it_came_it_is_forgotten(office: Office) -> None:
    for day in range(3):
        heard(office, f"msg_{day}", MONDAY + day * DAY)
    assert erase_old_signals(office, MONDAY + QUARTER - timedelta(seconds=1)) == 0
    assert erase_old_signals(office, MONDAY + QUARTER + DAY) == 2
    assert len(said(office)) == 1


def test_a_policy_that_says_nothing_keeps_it(office: Office) -> None:
    heard(office, "msg_1")
    rules = office.rulebook.current
    silent = replace(rules, policy=rules.policy.model_copy(update={"retention": None}))
    assert erase_old_signals(Office(office.database, Rulebook(silent)), MONDAY + 9 * QUARTER) == 0


def test_on_request_one_customers_goes_and_a_repeat_stays_harmless(office: Office) -> None:
    heard(office, "msg_1", body="Priya is furious")
    heard(office, "msg_2", account="globex.example")
    erase_account(office.database, "001A", MONDAY)
    assert [bool(data) for data in said(office)] == [False, True]
    given = signal_or_faults(a_signal(), MONDAY)
    assert isinstance(given, Given)
    assert not receive_signal(office, "zendesk", "msg_1", given, MONDAY)
