"""Words that a rule flags come back in the form: with why, a better wording, and a way to leave them (M5a)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from models.timeline import Event
from sandbox.block_kit import check_view
from services.close_out import PARTS
from tests.builders.escalations import (
    MONDAY,
    a_resolved,
    an_acknowledged,
    an_escalation,
    open_kinds,
    timeline,
)
from tests.builders.office import CASEY
from tests.builders.second_eyes import the_review
from tests.handlers.door import Door, fill
from tests.handlers.test_second_eyes import approved, is_asked
from tests.handlers.test_verbs import contacts

BY_MAIL = {"channel": "email", "recipients": "Priya Raman"}
FINE = (
    "Your tills are dark since 09:10. I own this until they are lit; you hear from me by 11:00 London time."
)
CALM = "Please calm down. Next update by 11:00 London time."
SORRY_TWICE = "We are sorry for the dark tills. Again, our apologies. Next update by 11:00."


def said_in(view: dict[str, Any]) -> str:
    """All that a form says."""
    return json.dumps(view["blocks"], ensure_ascii=False)


def overruled(door: Door, escalation_id: int) -> list[dict[str, Any]]:
    """What was left as it was, by the timeline."""
    entries = timeline(door.office, escalation_id)
    return [entry.data for entry in entries if entry.event is Event.FLAGS_OVERRULED]


def an_update_form(door: Door, escalation_id: int) -> dict[str, Any]:
    door.press("post_update", escalation_id)
    return door.slack.opened[-1]


def test_words_that_no_rule_flags_are_recorded_at_once(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    assert door.send(an_update_form(door, escalation_id), words=FINE, **BY_MAIL) is None
    assert contacts(door, escalation_id)[-1].words == FINE
    assert overruled(door, escalation_id) == []


def test_flagged_words_come_back_with_why_and_what_to_write_and_nothing_is_recorded(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    answer = door.send(an_update_form(door, escalation_id), words=CALM, **BY_MAIL)
    view = answer["view"]
    assert check_view(view) == []
    assert answer["response_action"] == "update"
    assert "calm down" in said_in(view)
    assert "not taken seriously" in said_in(view)
    assert "_Better:_" in said_in(view)
    assert len(contacts(door, escalation_id)) == 1  # the acknowledgement
    ids = [block["block_id"] for block in view["blocks"]]
    assert ids[ids.index("words") + 1 :][:2] == ["found~0", "anyway"]
    (words,) = [block for block in view["blocks"] if block["block_id"] == "words"]
    assert words["element"]["initial_value"] == CALM


def test_put_otherwise_they_are_recorded_without_a_reason(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    answer = door.send(an_update_form(door, escalation_id), words=CALM, **BY_MAIL)
    assert door.send(answer["view"], words=FINE) is None
    assert contacts(door, escalation_id)[-1].words == FINE
    assert overruled(door, escalation_id) == []


def test_a_reason_lets_them_stay_and_stands_on_the_timeline(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    answer = door.send(an_update_form(door, escalation_id), words=CALM, **BY_MAIL)
    assert door.send(answer["view"], anyway="fits") is None
    assert contacts(door, escalation_id)[-1].words == CALM
    (left,) = overruled(door, escalation_id)
    assert left["reason_label"] == "It fits this customer"
    assert [flag["rule"] for flag in left["flags"]] == ["calm_down"]


def test_sent_again_as_they_are_with_no_reason_the_field_asks_for_one(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    answer = door.send(an_update_form(door, escalation_id), words=CALM, **BY_MAIL)
    again = door.send(answer["view"])
    assert list(again["errors"]) == ["anyway"]
    assert len(contacts(door, escalation_id)) == 1


def test_a_reason_covers_only_what_was_shown(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    answer = door.send(an_update_form(door, escalation_id), words=CALM, **BY_MAIL)
    worse = CALM + " It is a user error, too."
    again = door.send(answer["view"], words=worse, anyway="fits")
    assert "user error" in said_in(again["view"])
    assert check_view(again["view"]) == []
    assert len(contacts(door, escalation_id)) == 1


def test_what_stops_cannot_be_left_as_a_matter_of_taste(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    answer = door.send(an_update_form(door, escalation_id), words=SORRY_TWICE, **BY_MAIL)
    (anyway,) = [block for block in answer["view"]["blocks"] if block["block_id"] == "anyway"]
    assert [row["value"] for row in anyway["element"]["options"]] == ["gone_out", "gist"]
    again = door.send(answer["view"])
    assert "Better" in again["errors"]["words"]


def test_what_has_gone_out_is_recorded_as_it_was(door: Door) -> None:
    """The record says what the customer was told, not what they should have been told (row Y2)."""
    escalation_id = an_acknowledged(door.office)
    answer = door.send(an_update_form(door, escalation_id), words=SORRY_TWICE, **BY_MAIL)
    assert door.send(answer["view"], anyway="gone_out") is None
    assert contacts(door, escalation_id)[-1].words == SORRY_TWICE


def test_of_a_call_the_gist_is_kept_and_nothing_is_flagged(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    form = an_update_form(door, escalation_id)
    assert door.send(form, words="Told them to calm down", channel="call", recipients="Priya") is None


@pytest.mark.parametrize("verb", ["acknowledge", "post_update", "resolve"])
def test_they_can_be_checked_while_they_are_written(door: Door, verb: str) -> None:
    escalation_id = (an_escalation if verb == "acknowledge" else an_acknowledged)(door.office)
    door.press(verb, escalation_id)
    form = door.slack.opened[-1]
    shown = door.change(form, "check", words=CALM, **BY_MAIL)
    assert check_view({key: shown[key] for key in shown if key != "id"}) == []
    assert "calm down" in said_in(shown)
    assert fill(shown)["state"]["values"]["words"]["words"]["value"] == CALM
    better = door.change(shown, "check", words="Your tills are lit. You hear from me by 11:00.", **BY_MAIL)
    assert "No rule has anything to say" in said_in(better)
    assert "calm down" not in said_in(better)
    spoken = door.change(better, "check", words=CALM, channel="call")
    assert "the gist is enough" in said_in(spoken)


def test_another_customers_name_is_seen_unless_this_one_brought_it_up(door: Door) -> None:
    an_escalation(door.office, customer="Globex Ltd")
    escalation_id = an_acknowledged(door.office)
    words = "Globex had it too. You hear from me by 11:00."
    answer = door.send(an_update_form(door, escalation_id), words=words, **BY_MAIL)
    assert "another customer" in said_in(answer["view"])
    theirs = an_acknowledged(door.office, customer="Beta", problem="Orders to Globex Ltd are stuck")
    about_them = "Your orders to Globex run again. You hear from me by 11:00."
    assert door.send(an_update_form(door, theirs), words=about_them, **BY_MAIL) is None


def test_a_credit_may_be_named_once_it_is_solved_and_a_second_sorry_is_noticed(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    first = "I am sorry that your tills are dark. You hear from me by 11:00."
    assert door.send(an_update_form(door, escalation_id), words=first, **BY_MAIL) is None
    door.now = MONDAY + timedelta(minutes=5)
    second = "We will give you a refund. Sorry for the dark tills. You hear from me by 11:30."
    answer = door.send(an_update_form(door, escalation_id), words=second, **BY_MAIL)
    assert "refund" in said_in(answer["view"])
    assert "said sorry already" in said_in(answer["view"])


def test_a_date_is_flagged_until_an_estimate_is_on_record(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    words = "It will be fixed by 17:00. You hear from me by 11:00."
    answer = door.send(an_update_form(door, escalation_id), words=words, **BY_MAIL)
    assert "recorded an estimate" in said_in(answer["view"])
    door.press("record_finding", escalation_id)
    finding = {"kind": "estimate", "words": "17:00, says Elif", "found_by": CASEY}
    assert door.send(door.slack.opened[-1], **finding) is None
    assert door.send(an_update_form(door, escalation_id), words=words, **BY_MAIL) is None


def test_a_close_out_with_internal_words_is_refused_in_the_field(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("resolve", escalation_id)
    solved = {
        "root_cause": "unknown",
        "cause": "A certificate",
        "summary": "Renewed",
        "prevention": "An alert",
        "words": "It is solved. Please confirm that your tills are lit.",
        "unconfirmed_because": "They look tomorrow",
    }
    asked = door.send(door.slack.opened[-1], **solved, **BY_MAIL)["view"]
    assert door.send(asked, eyes="gone_out") is None
    assert open_kinds(door.office, escalation_id)
    door.press("close_out", escalation_id)
    parts = dict.fromkeys(PARTS, "The tills were dark for an hour.") | {
        "impact": "It was a SEV-1, a churn risk."
    }
    answer = door.send(door.slack.opened[-1], **parts)
    assert list(answer["errors"]) == ["impact"]
    assert "Better" in answer["errors"]["impact"]
    advised = parts | {"impact": "The tills were dark. It was a user error."}
    again = door.send(door.slack.opened[-1], **advised)["view"]
    assert check_view(again) == []
    assert "user error" in said_in(again)
    (anyway,) = [block for block in again["blocks"] if block["block_id"] == "anyway"]
    assert [row["value"] for row in anyway["element"]["options"]] == ["fits", "misread"]
    is_asked(door, again, anyway="misread")
    approved(door, escalation_id, "close_out")
    door.press("send_words", f"{escalation_id}:{the_review(door.office, escalation_id, 'close_out').id}")
    assert door.send(door.slack.opened[-1]) is None
    assert [flag["rule"] for flag in overruled(door, escalation_id)[-1]["flags"]] == ["blame"]


def test_two_apologies_in_two_parts_of_a_close_out_are_two(door: Door) -> None:
    escalation_id = a_resolved(door.office)
    door.press("close_out", escalation_id)
    parts = dict.fromkeys(PARTS, "Plain.") | {"issue": "We are sorry.", "impact": "We apologise."}
    answer = door.send(door.slack.opened[-1], **parts, link="https://bugs.example/7")
    assert "must not go out" in said_in(answer["view"])


def test_what_a_step_of_the_recovery_writes_to_them_is_read_as_well(door: Door) -> None:
    escalation_id = a_resolved(door.office)
    door.press("finish_recovery_step", escalation_id)
    form = door.slack.opened[-1]
    assert "calm down" in said_in(door.change(form, "check", words=CALM, channel="email"))
    typed = {"words": CALM, "channel": "email", "recipients": "Priya Raman"}
    holds = {"holds": "yes"} if "holds" in said_in(form) else {}
    view = door.send(form, **typed, **holds)["view"]
    assert check_view(view) == []
    assert "calm down" in said_in(view)
    assert door.send(view, anyway="fits") is None
    assert overruled(door, escalation_id)
