"""The buttons and forms of a hand-over and of a stand-in: what they open with, and what a stale one says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from models.queries import hand_overs
from policy.kinds import DeadlineKind
from tests.builders.escalations import MONDAY, an_acknowledged, open_kinds, the_escalation
from tests.builders.office import BRUNO, CASEY, DANA, GUEST, MAYA
from tests.handlers.door import Door, options_of, standing_in, text_of
from tests.handlers.slack_seen import ResponseAddress, a_response_address


@pytest.fixture
def address() -> Iterator[ResponseAddress]:
    """Where the answer to a button of a message arrives."""
    with a_response_address() as address:
        yield address


def asks(door: Door, escalation_id: int, **typed: str) -> None:
    """Casey asks Bruno by the form."""
    door.press("hand_over", escalation_id)
    door.send(door.slack.opened[-1], **({"to": BRUNO, "reason": "no_capacity"} | typed))


def question(door: Door, escalation_id: int) -> str:
    """What the buttons under the question stand for."""
    with door.office.database.read() as session:
        asked = hand_overs.open_of(session, escalation_id)
    assert asked is not None
    return f"{escalation_id}:{asked.deadline_id}"


def test_the_form_offers_the_closed_list_of_reasons(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("hand_over", escalation_id)
    (form,) = door.slack.opened
    reason = next(block["element"] for block in form["blocks"] if block.get("block_id") == "reason")
    offered = {option["value"] for option in options_of(reason)}
    assert offered >= {"left", "on_leave", "level_required", "customer_asked", "no_capacity"}


def test_naming_somebody_shows_what_they_have_and_keeps_what_was_typed(door: Door) -> None:
    for _ in range(2):
        an_acknowledged(door.office, dri=BRUNO)
    escalation_id = an_acknowledged(door.office)
    door.press("hand_over", escalation_id)
    form = door.change(door.slack.opened[-1], "to", to=BRUNO, remark="In the air")
    assert "has 2 open, 2 of them" in text_of(form)
    assert "One more is a lot" in text_of(form)
    assert standing_in(form) == {"to": BRUNO, "reason": None, "remark": "In the air"}


def test_asked_then_accepted_by_one_click(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_acknowledged(door.office)
    asks(door, escalation_id)
    door.press("accept_hand_over", question(door, escalation_id), by=BRUNO, response_url=address.url)
    assert the_escalation(door.office, escalation_id).dri == BRUNO
    assert address.said == []


def test_what_is_wrong_comes_back_under_its_field(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("hand_over", escalation_id)
    answer = door.send(door.slack.opened[-1], to=GUEST, reason="no_capacity")
    assert list(answer["errors"]) == ["to"]


def test_a_stale_yes_is_told_what_is_so_now(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_acknowledged(door.office)
    asks(door, escalation_id)
    stale = question(door, escalation_id)
    door.press("withdraw_hand_over", stale)
    door.press("accept_hand_over", stale, by=BRUNO, response_url=address.url)
    assert "was taken back" in address.said[0]["text"]
    assert the_escalation(door.office, escalation_id).dri == CASEY


def test_while_somebody_is_asked_the_form_does_not_open(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_acknowledged(door.office)
    asks(door, escalation_id)
    opened = len(door.slack.opened)
    door.press("hand_over", escalation_id, by=MAYA, response_url=address.url)
    assert len(door.slack.opened) == opened
    assert "has not answered yet" in address.said[0]["text"]


def test_a_no_says_why(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    asks(door, escalation_id)
    door.press("decline_hand_over", question(door, escalation_id), by=BRUNO)
    door.send(door.slack.opened[-1], by=BRUNO, why="I am at a funeral")
    assert DeadlineKind.HAND_OVER not in open_kinds(door.office, escalation_id)
    assert the_escalation(door.office, escalation_id).dri == CASEY


def test_somebody_else_gets_no_form_to_say_no(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_acknowledged(door.office)
    asks(door, escalation_id)
    opened = len(door.slack.opened)
    door.press("decline_hand_over", question(door, escalation_id), by=DANA, response_url=address.url)
    assert len(door.slack.opened) == opened
    assert "only they can answer" in address.said[0]["text"]


def test_the_stand_in_is_the_usual_one_until_tomorrow_morning(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("set_cover", escalation_id)
    (form,) = door.slack.opened
    tomorrow = MONDAY.replace(hour=9) + timedelta(days=1)
    assert standing_in(form) == {"who": BRUNO, "until": int(tomorrow.timestamp()), "remark": None}
    door.send(form)
    escalation = the_escalation(door.office, escalation_id)
    assert (escalation.cover, escalation.cover_until) == (BRUNO, tomorrow)


def test_ending_it_twice_says_that_nobody_stands_in(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("set_cover", escalation_id)
    door.send(door.slack.opened[-1])
    door.press("end_cover", escalation_id, response_url=address.url)
    door.press("end_cover", escalation_id, response_url=address.url)
    assert len(address.said) == 1
    assert "Nobody stands in" in address.said[0]["text"]
