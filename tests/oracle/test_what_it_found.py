"""What the oracle once found, each told as one small story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from models.outbox import OutboxMessage
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.take_due_steps import take_due_steps
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    an_escalation,
    let_pass,
    said,
    the_escalation,
    told,
)
from tests.builders.office import BRUNO, CASEY, MAYA, ROSA, VERA, an_office


def asks(office: Office, ask: str) -> Sequence[tuple[int, str, str]]:
    """Minute after ten on Monday, person and step of every nudge for one ask."""
    return [
        (_minute(row), (row.context or {})["person"], item["step"])
        for row in said(office, "nudge")
        for item in (row.context or {})["items"]
        if item["ask"] == ask
    ]


def _minute(row: OutboxMessage) -> int:
    return int((row.created_at - MONDAY).total_seconds() // 60)


def test_whoever_stayed_silent_is_not_asked_again_as_the_next_person(database_url: str) -> None:
    office = an_office(database_url)
    an_acknowledged(office, severity="sev3")
    let_pass(office, MONDAY, MONDAY + timedelta(days=3))
    seen = [(person, step) for _, person, step in asks(office, "confirm_seen")]
    assert seen == [(MAYA, "due"), (MAYA, "overdue"), (BRUNO, "next_person")]


def test_what_a_climb_asks_is_asked_for_when_it_is_due_and_not_when_the_next_old_promise_is(
    database_url: str,
) -> None:
    office = an_office(database_url)
    an_escalation(office, severity="sev2")
    let_pass(office, MONDAY, MONDAY + timedelta(hours=4))
    # Nobody acknowledged, so it climbed at noon; the directors answer within an hour.
    assert asks(office, "say_what_next")[:2] == [(180, VERA, "due"), (210, VERA, "overdue")]


def test_raised_hours_after_it_reached_us_nobody_claims_to_have_been_away(database_url: str) -> None:
    office = an_office(database_url)
    escalation_id = an_escalation(office, MONDAY, "sev3", reached_at=MONDAY - timedelta(days=5))
    take_due_steps(office, MONDAY)
    nudges = said(office, "nudge")
    assert nudges
    assert {(row.context or {})["late_minutes"] for row in nudges} == {None}
    assert the_escalation(office, escalation_id).next_step_at is not None


def test_at_the_top_what_would_climb_is_in_the_one_message_to_the_next_person(database_url: str) -> None:
    office = an_office(database_url)
    escalation_id = an_escalation(office)
    let_pass(office, MONDAY, MONDAY + timedelta(minutes=40))
    assert the_escalation(office, escalation_id).tier == "executives"
    soon = MONDAY + timedelta(minutes=50)
    told_now = told(next_update_at=soon)
    at = MONDAY + timedelta(minutes=40)
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told_now), at)
    let_pass(office, at, MONDAY + timedelta(minutes=90))
    last = [
        (row.context or {})
        for row in said(office, "nudge")
        if _minute(row) == 90 and (row.context or {})["items"][0]["kind"] != "ask"
    ]
    seen = [
        (context["person"], {item["kind"]: item["step"] for item in context["items"]}) for context in last
    ]
    assert seen == [(ROSA, {"update": "climb", "team": "next_person"})]
