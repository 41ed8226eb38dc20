"""Every button and its form: what they open with, what they record, and what a stale one says."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.deadline import Deadline
from models.escalation import CustomerContact, PlanStep
from models.timeline import Event
from policy.kinds import DeadlineKind, Status
from sandbox.block_kit import check_view
from tests.builders.escalations import (
    MONDAY,
    RESOLVING,
    an_acknowledged,
    an_escalation,
    open_kinds,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, ELIF, MAYA, ROBOT, TOMAS, VERA, VIKTOR
from tests.handlers.door import Door, standing_in, text_of
from tests.handlers.slack_seen import ResponseAddress, a_response_address

AFTERWARDS = {
    DeadlineKind.ARCHIVE,
    DeadlineKind.FOLLOW_UP,
    DeadlineKind.CLOSE_OUT,
    DeadlineKind.CONFIRMATION,
    DeadlineKind.RECOVERY,
}
"""What stays promised once it is resolved."""


@pytest.fixture
def address() -> Iterator[ResponseAddress]:
    """Where the answer to a button of a message arrives."""
    with a_response_address() as address:
        yield address


def at(moment: datetime) -> int:
    return int(moment.timestamp())


def contacts(door: Door, escalation_id: int) -> list[CustomerContact]:
    with door.office.database.read() as session:
        query = select(CustomerContact).where(CustomerContact.escalation_id == escalation_id)
        return list(session.scalars(query.order_by(CustomerContact.id)))


def asks(door: Door, escalation_id: int) -> dict[str, Deadline]:
    """What was asked in the opening, by the policy's name for it."""
    with door.office.database.read() as session:
        rows = session.scalars(select(Deadline).where(Deadline.escalation_id == escalation_id)).all()
    return {row.ask: row for row in rows if row.ask is not None}


def test_i_have_it_is_one_click(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_escalation(door.office)
    door.press("accept", escalation_id, response_url=address.url)
    assert the_escalation(door.office, escalation_id).accepted_at == MONDAY
    assert (door.slack.opened, address.said) == ([], [])


def test_a_second_i_have_it_is_told_that_it_was_said(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_escalation(door.office)
    door.press("accept", escalation_id, response_url=address.url)
    door.press("accept", escalation_id, response_url=address.url)
    (said,) = address.said
    assert said["response_type"] == "ephemeral"
    assert said["replace_original"] is False


def test_only_the_dri_has_it(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_escalation(door.office)
    door.press("accept", escalation_id, by=BRUNO, response_url=address.url)
    assert the_escalation(door.office, escalation_id).accepted_at is None
    assert len(address.said) == 1


def test_customer_told_settles_the_first_promise(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    door.now = MONDAY + timedelta(minutes=5)
    door.press("acknowledge", escalation_id)
    typed = {"words": "We have heard you", "channel": "call", "recipients": "Priya"}
    assert door.send(door.slack.opened[0], **typed) is None
    escalation = the_escalation(door.office, escalation_id)
    assert escalation.acknowledged_at == door.now
    assert escalation.status is Status.IN_PROGRESS
    assert DeadlineKind.ACKNOWLEDGE not in open_kinds(door.office, escalation_id)


def test_the_form_proposes_now_and_the_cadence_and_keeps_the_second(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    door.now = MONDAY + timedelta(minutes=5, seconds=42)
    door.press("acknowledge", escalation_id)
    shown = standing_in(door.slack.opened[0])
    assert shown["told_at"] == at(door.now)
    assert shown["next_update_at"] == at(door.now + timedelta(hours=1))
    # What a picker gives back is the whole minute.
    minute = at(door.now) // 60 * 60
    door.send(door.slack.opened[0], words="Heard", channel="call", recipients="Priya", told_at=minute)
    (contact,) = contacts(door, escalation_id)
    assert contact.told_at == door.now
    assert open_kinds(door.office, escalation_id)[DeadlineKind.UPDATE].due_at == door.now + timedelta(hours=1)


def test_the_customer_is_not_told_for_the_first_time_twice(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("acknowledge", escalation_id, response_url=address.url)
    assert door.slack.opened == []
    assert "ESC-1" in address.said[0]["text"]


def test_an_update_remembers_channel_and_recipients(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("post_update", escalation_id)
    shown = standing_in(door.slack.opened[0])
    assert (shown["channel"], shown["recipients"]) == ("call", "Priya Raman")


def test_still_working_on_it_is_one_sentence(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.now = MONDAY + timedelta(minutes=50)
    door.press("post_update", escalation_id)
    door.send(door.slack.opened[0], words="Still working on it")
    assert contacts(door, escalation_id)[-1].words == "Still working on it"
    assert open_kinds(door.office, escalation_id)[DeadlineKind.UPDATE].due_at == door.now + timedelta(hours=1)


def test_whoever_was_told_earlier_hears_again_by_the_cadence_from_then(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.now = MONDAY + timedelta(minutes=50)
    door.press("post_update", escalation_id)
    told_at = MONDAY + timedelta(minutes=20)
    door.send(door.slack.opened[0], words="Told on the call", told_at=at(told_at))
    assert open_kinds(door.office, escalation_id)[DeadlineKind.UPDATE].due_at == told_at + timedelta(hours=1)


def test_later_than_the_cadence_needs_a_reason_in_one_click(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("post_update", escalation_id)
    later = MONDAY + timedelta(hours=3)
    typed: dict[str, Any] = {"words": "We wait for the vendor", "next_update_at": at(later)}
    refused = door.send(door.slack.opened[0], **typed)
    assert list(refused["errors"]) == ["later_reason"]
    block = next(b for b in door.slack.opened[0]["blocks"] if b["block_id"] == "later_reason")
    reason = block["element"]["options"][0]["value"]
    assert door.send(door.slack.opened[0], **typed, later_reason=reason) is None
    assert open_kinds(door.office, escalation_id)[DeadlineKind.UPDATE].due_at == later


def test_an_update_after_somebody_elses_says_so_keeps_the_words_and_can_be_sent_again(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("post_update", escalation_id)
    door.press("post_update", escalation_id, by=BRUNO)
    slower, faster = door.slack.opened
    door.send(faster, by=BRUNO, words="Bruno was first")
    answer = door.send(slower, words="Casey was second")
    assert answer["response_action"] == "update"
    assert answer["view"]["blocks"][0]["block_id"] == "notice"
    assert standing_in(answer["view"])["words"] == "Casey was second"
    assert door.send(answer["view"]) is None
    said = [row.words for row in contacts(door, escalation_id)]
    assert said == ["We have it", "Bruno was first", "Casey was second"]


def test_a_nudge_that_was_settled_meanwhile_says_so_on_its_form(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    owed = open_kinds(door.office, escalation_id)[DeadlineKind.UPDATE].id
    door.press("post_update", f"{escalation_id}:{owed}")
    door.send(door.slack.opened[0], words="An update")
    door.press("post_update", f"{escalation_id}:{owed}")
    before, after = (view["blocks"][0]["block_id"] for view in door.slack.opened)
    assert (before, after) == ("voice", "notice")


def test_a_team_is_recorded_and_is_people(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    door.press("assemble_team", escalation_id)
    form = door.slack.opened[0]
    assert standing_in(form)["people"] == [CASEY]
    assert list(door.send(form, people=[CASEY, ROBOT])["errors"]) == ["people"]
    assert door.send(form, people=[CASEY, ELIF], note="In the bridge call") is None
    assert the_escalation(door.office, escalation_id).team == [CASEY, ELIF]


def test_a_plan_has_steps_with_owner_and_date(door: Door) -> None:
    escalation_id = an_escalation(door.office, severity="sev2")
    door.press("set_plan", escalation_id)
    form = door.slack.opened[0]
    due = MONDAY + timedelta(hours=2)
    refused = door.send(form, what_1="Find the cause", due_1=at(MONDAY - timedelta(hours=1)), what_2="Fix it")
    assert sorted(refused["errors"]) == ["due_1", "due_2", "owner_2"]
    assert list(door.send(form, what_1="Find the cause", owner_1=ROBOT)["errors"]) == ["owner_1"]
    typed: dict[str, Any] = {
        "what_1": "Find the cause",
        "due_1": at(due),
        "what_2": "Fix it",
        "owner_2": ELIF,
        "due_2": at(due),
    }
    assert door.send(form, **typed) is None
    with door.office.database.read() as session:
        steps = [(step.what, step.owner, step.due_at) for step in session.scalars(select(PlanStep))]
    assert steps == [("Find the cause", CASEY, due), ("Fix it", ELIF, due)]
    assert DeadlineKind.PLAN not in open_kinds(door.office, escalation_id)


def test_resolving_asks_whether_the_customer_knows_and_what_they_were_told(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("resolve", escalation_id)
    form = door.slack.opened[0]
    refused = door.send(form, **RESOLVING)
    assert list(refused["errors"]) == ["words"]
    assert door.send(form, **RESOLVING, words="It works again") is None
    assert the_escalation(door.office, escalation_id).status is Status.RESOLVED
    assert set(open_kinds(door.office, escalation_id)) == AFTERWARDS


def test_while_the_customer_does_not_know_their_update_stays_owed(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("resolve", escalation_id)
    door.send(door.slack.opened[0], **RESOLVING, customer_told="not_yet")
    assert set(open_kinds(door.office, escalation_id)) == {DeadlineKind.UPDATE, *AFTERWARDS}
    door.press("post_update", escalation_id)
    last = door.slack.opened[-1]
    assert "next_update_at" not in standing_in(last)
    door.send(last, words="It works again")
    assert set(open_kinds(door.office, escalation_id)) == AFTERWARDS


@pytest.mark.parametrize("verb", ["acknowledge", "assemble_team", "set_plan", "post_update", "resolve"])
def test_a_button_of_what_is_over_says_so_and_opens_nothing(
    door: Door, address: ResponseAddress, verb: str
) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("resolve", escalation_id)
    door.send(door.slack.opened[0], **RESOLVING, customer_told="told", words="Done")
    door.press(verb, escalation_id, response_url=address.url)
    assert len(door.slack.opened) == 1
    assert "ESC-1" in address.said[0]["text"]


def test_seen_is_answered_with_one_click_and_a_name_with_a_small_form(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    asked = asks(door, escalation_id)
    door.press("answer_ask", f"{escalation_id}:{asked['confirm_seen'].id}", by=TOMAS)
    assert door.slack.opened == []
    door.press("answer_ask", f"{escalation_id}:{asked['name_engineer'].id}", by=VIKTOR)
    form = door.slack.opened[0]
    assert list(door.send(form, by=VIKTOR, named=ROBOT)["errors"]) == ["named"]
    assert door.send(form, by=VIKTOR, named=ELIF, remark="She knows that code") is None
    answered = asks(door, escalation_id)
    assert answered["confirm_seen"].settled_by == TOMAS
    assert (answered["name_engineer"].answer_named, answered["name_engineer"].answer) == (
        ELIF,
        "She knows that code",
    )
    assert [row.actor for row in timeline(door.office, escalation_id) if row.event is Event.ASK_ANSWERED] == [
        TOMAS,
        VIKTOR,
    ]


def test_who_owns_it_stays_as_it_is_unless_somebody_says_otherwise(door: Door) -> None:
    """Row M2d: it advises, and never blocks."""
    escalation_id = an_escalation(door.office)
    asked = asks(door, escalation_id)["own_or_name_director"]
    door.press("answer_ask", f"{escalation_id}:{asked.id}", by=VERA)
    form = door.slack.opened[0]
    assert standing_in(form)["own"] == "stay"
    assert list(door.send(form, by=VERA, own="name")["errors"]) == ["named_owner"]
    assert list(door.send(form, by=VERA, own="name", named_owner=ROBOT)["errors"]) == ["named_owner"]
    assert door.send(form, by=VERA, remark="Casey knows them") is None
    answered = asks(door, escalation_id)["own_or_name_director"]
    assert (answered.answer_named, answered.answer) == (None, "It stays as it is: Casey knows them")
    assert the_escalation(door.office, escalation_id).dri == CASEY


def test_a_note_is_a_sentence_of_ones_own(door: Door) -> None:
    escalation_id = an_escalation(door.office, severity="sev3")
    asked = asks(door, escalation_id)["prioritise_ticket"]
    door.press("answer_ask", f"{escalation_id}:{asked.id}", by=MAYA)
    door.send(door.slack.opened[0], by=MAYA, answer="Wednesday, after the release")
    assert asks(door, escalation_id)["prioritise_ticket"].answer == "Wednesday, after the release"


def test_an_ask_that_was_answered_says_by_whom(door: Door, address: ResponseAddress) -> None:
    escalation_id = an_escalation(door.office)
    value = f"{escalation_id}:{asks(door, escalation_id)['confirm_seen'].id}"
    door.press("answer_ask", value, by=TOMAS)
    door.press("answer_ask", value, by=VERA, response_url=address.url)
    assert f"<@{TOMAS}>" in address.said[0]["text"]


def test_timeline_opens_a_window_to_read(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    door.press("show", escalation_id)
    (window,) = door.slack.opened
    assert "submit" not in window
    assert not [block for block in window["blocks"] if block["type"] == "actions"]


def test_a_form_sent_twice_is_carried_out_once(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("post_update", escalation_id)
    for _ in range(2):
        door.send(door.slack.opened[0], view_id="VTWICE", words="Still working on it")
    assert [row.words for row in contacts(door, escalation_id)] == ["We have it", "Still working on it"]


def test_a_call_is_logged_with_call_chosen_and_the_form_says_whom_to_call(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("log_call", escalation_id)
    form = door.slack.opened[-1]
    assert check_view(form) == []
    assert standing_in(form)["channel"] == "call"
    assert "Call Priya Raman" in text_of(form)
    assert door.send(form, words="They wait until eleven") is None
    assert contacts(door, escalation_id)[-1].channel == "call"
