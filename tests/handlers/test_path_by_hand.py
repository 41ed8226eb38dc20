"""Severity, climb, step down and undo as Slack sends them: the menu, the forms, what a stale one says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.undoable import Undoable
from services.climb import Climb, climb
from services.lookups.escalations import show
from tests.builders.escalations import MONDAY, a_request, an_escalation, the_escalation
from tests.builders.office import BRUNO, CASEY, MAYA
from tests.handlers.door import Door, standing_in, text_of
from tests.handlers.slack_seen import ResponseAddress, a_response_address


@pytest.fixture
def address() -> Iterator[ResponseAddress]:
    """Where the answer to a button of a message arrives."""
    with a_response_address() as address:
        yield address


def test_they_stand_in_the_menu_of_what_is_open(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    menu = show(door.office, escalation_id, by=CASEY, now=MONDAY)["menu"]
    assert {"change_severity", "climb", "step_down"} <= set(menu)


def test_the_form_shows_what_follows_and_keeps_what_was_typed(door: Door) -> None:
    escalation_id = an_escalation(door.office, severity="sev2")
    door.press("change_severity", escalation_id)
    view = door.slack.opened[0]
    assert "SEV-2" in text_of(view)
    shown = door.change(view, "severity", severity="sev1", reason="All are hit")
    for word in ("<@UVERA>", "<#CTIER3>", "is asked in", "tier 3", "hear from us by"):
        assert word in text_of(shown)
    assert standing_in(shown)["reason"] == "All are hit"
    assert door.send(shown) is None
    assert the_escalation(door.office, escalation_id).severity == "sev1"


def test_going_down_it_says_who_may_go(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    door.press("change_severity", escalation_id)
    shown = door.change(door.slack.opened[0], "severity", severity="sev3")
    assert "may go, and will be told so" in text_of(shown)
    assert "<@UVIKTOR>" in text_of(shown)


def test_without_a_reason_it_comes_back_with_the_fault_under_its_field(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    door.press("change_severity", escalation_id)
    answer = door.send(door.slack.opened[0], severity="sev2", reason=None)
    assert list(answer["errors"]) == ["reason"]


def test_a_form_that_somebody_overtook_says_so_and_keeps_its_words(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    door.press("change_severity", escalation_id)
    door.press("change_severity", escalation_id, by=BRUNO)
    door.send(door.slack.opened[1], by=BRUNO, severity="sev2", reason="One region")
    answer = door.send(door.slack.opened[0], severity="sev3", reason="One customer")
    assert "SEV-2" in text_of(answer["view"])
    assert standing_in(answer["view"])["reason"] == "One customer"
    assert the_escalation(door.office, escalation_id).severity == "sev2"


def test_the_climb_form_names_who_will_be_asked(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    door.press("climb", escalation_id)
    for word in ("tier 4", "<@UROSA>", "<#CEXEC>", "goes up when"):
        assert word in text_of(door.slack.opened[0])
    assert door.send(door.slack.opened[0], reason="They want our CEO") is None
    assert the_escalation(door.office, escalation_id).tier == "executives"


def test_at_the_ends_of_the_path_a_sentence_says_so(door: Door, address: ResponseAddress) -> None:
    top = an_escalation(door.office)
    climb(door.office, Climb(a_request(), top, CASEY, "directors", "Up"), MONDAY)
    door.press("climb", top, response_url=address.url)
    first = an_escalation(door.office, severity="sev4")
    door.press("step_down", first, response_url=address.url)
    assert door.slack.opened == []
    above, below = (said["text"] for said in address.said)
    assert "nothing is above it" in above
    assert "nothing is below it" in below


def test_one_click_takes_it_back_and_a_late_one_is_told(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_escalation(door.office)
    door.press("climb", escalation_id)
    door.send(door.slack.opened[0], reason="A slip")
    with door.office.database.read() as session:
        offer = session.scalars(select(Undoable.id)).one()
    door.press("undo", f"{escalation_id}:{offer}", by=MAYA, response_url=address.url)
    door.now = MONDAY + timedelta(seconds=30)
    door.press("undo", f"{escalation_id}:{offer}", response_url=address.url)
    assert the_escalation(door.office, escalation_id).tier == "directors"
    door.now = MONDAY + timedelta(minutes=5)
    door.press("undo", f"{escalation_id}:{offer}", response_url=address.url)
    assert ["Only" in address.said[0]["text"], "already" in address.said[1]["text"]] == [True, True]
