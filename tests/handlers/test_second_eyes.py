"""A form whose words somebody else reads first: who is asked, what is kept, and how it comes back. Row Y6."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from sandbox.block_kit import check_view
from services.take_due_steps import take_due_steps
from tests.builders.escalations import MONDAY, a_resolved, an_acknowledged, open_kinds, said
from tests.builders.office import BRUNO, CASEY
from tests.builders.second_eyes import the_review
from tests.handlers.door import Door, Json, standing_in, text_of
from tests.handlers.test_verbs import contacts

BY_MAIL = {"channel": "email", "recipients": "Priya Raman"}
CLAIM = "The root cause is an expired certificate. You hear from me by 11:00 London time."


def the_form(door: Door, verb: str, escalation_id: int, by: str = CASEY) -> Json:
    door.press(verb, escalation_id, by=by)
    return door.slack.opened[-1]


def is_asked(door: Door, form: Json, **typed: Any) -> Json:
    """The form is sent, comes back with the question, and is sent again as it proposes; the window at the end."""
    view = door.send(form, **typed)["view"]
    assert check_view(view) == []
    answer = door.send(view)
    assert answer["response_action"] == "update"
    window: Json = answer["view"]
    return window


def approved(door: Door, escalation_id: int, verb: str = "post_update", by: str = BRUNO) -> None:
    review = the_review(door.office, escalation_id, verb)
    door.press("approve_words", f"{escalation_id}:{review.deadline_id}", by=by)


def test_the_form_says_who_would_be_asked_and_by_when_before_anybody_is(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    view = door.send(the_form(door, "post_update", escalation_id), words=CLAIM, **BY_MAIL)["view"]
    assert check_view(view) == []
    assert "Bruno" in text_of(view)
    assert "somebody else reads it first" in text_of(view)
    assert said(door.office, "second_eyes_asked") == []
    assert standing_in(view)["words"] == CLAIM
    (choice,) = [block for block in view["blocks"] if block["block_id"] == "eyes"]
    assert [row["value"] for row in choice["element"]["options"]] == ["ask", "gone_out", "gist"]


def test_asked_nothing_is_recorded_and_the_window_says_so(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    window = is_asked(door, the_form(door, "post_update", escalation_id), words=CLAIM, **BY_MAIL)
    assert "Nothing has gone out" in text_of(window)
    assert len(contacts(door, escalation_id)) == 1
    assert len(said(door.office, "second_eyes_asked")) == 1


def test_approved_the_form_comes_back_as_it_was_left_and_is_recorded_as_told_now(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    form = the_form(door, "post_update", escalation_id)
    at = int((MONDAY + timedelta(minutes=45)).timestamp())
    agreed = {"later_reason": None, "next_update_at": at}
    is_asked(door, form, words=CLAIM, **BY_MAIL, **agreed)
    approved(door, escalation_id)
    door.now = MONDAY + timedelta(minutes=3)
    review = the_review(door.office, escalation_id)
    door.press("send_words", f"{escalation_id}:{review.id}")
    form = door.slack.opened[-1]
    assert check_view(form) == []
    assert standing_in(form) | {"words": CLAIM, **BY_MAIL, "next_update_at": at} == standing_in(form)
    assert door.send(form) is None
    contact = contacts(door, escalation_id)[-1]
    assert (contact.words, contact.channel, contact.told_at) == (CLAIM, "email", door.now)


def test_a_word_changed_after_the_approval_is_read_once_more(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    is_asked(door, the_form(door, "post_update", escalation_id), words=CLAIM, **BY_MAIL)
    approved(door, escalation_id)
    door.press("send_words", f"{escalation_id}:{the_review(door.office, escalation_id).id}")
    answer = door.send(door.slack.opened[-1], words=CLAIM.replace("expired", "revoked"))
    assert "would be asked" in text_of(answer["view"])
    assert len(contacts(door, escalation_id)) == 1


def test_flagged_words_that_stay_for_a_reason_are_not_asked_about_twice(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    words = "Please calm down. " + CLAIM
    flagged = door.send(the_form(door, "post_update", escalation_id), words=words, **BY_MAIL)["view"]
    is_asked(door, flagged, anyway="fits")
    approved(door, escalation_id)
    door.press("send_words", f"{escalation_id}:{the_review(door.office, escalation_id).id}")
    assert door.send(door.slack.opened[-1]) is None
    assert contacts(door, escalation_id)[-1].words == words


def test_flagged_words_that_were_put_right_are_forgotten_and_flagged_anew_when_they_come_back(
    door: Door,
) -> None:
    escalation_id = an_acknowledged(door.office)
    words = "Please calm down. " + CLAIM
    flagged = door.send(the_form(door, "post_update", escalation_id), words=words, **BY_MAIL)["view"]
    asked = door.send(flagged, words=CLAIM)["view"]
    assert "calm down" not in text_of(asked)
    again = door.send(asked, words=words)["view"]
    assert "calm down" in text_of(again)
    assert "anyway" in standing_in(again)


def test_a_draft_with_a_subject_line_comes_back_whole(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    form = door.change(the_form(door, "post_update", escalation_id), "draft", draft="update")
    is_asked(door, form, subject="Your tills", words=CLAIM, **BY_MAIL)
    approved(door, escalation_id)
    door.press("send_words", f"{escalation_id}:{the_review(door.office, escalation_id).id}")
    form = door.slack.opened[-1]
    assert check_view(form) == []
    assert standing_in(form)["subject"] == "Your tills"
    assert door.send(form) is None
    assert contacts(door, escalation_id)[-1].words == f"Your tills\n\n{CLAIM}"


def test_gone_out_already_it_is_recorded_at_once(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    view = door.send(the_form(door, "post_update", escalation_id), words=CLAIM, **BY_MAIL)["view"]
    assert door.send(view, eyes="gone_out") is None
    assert contacts(door, escalation_id)[-1].words == CLAIM


def test_somebody_else_posted_an_update_meanwhile_and_whoever_sends_is_told(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    is_asked(door, the_form(door, "post_update", escalation_id), words=CLAIM, **BY_MAIL)
    approved(door, escalation_id)
    plain = "We are still at it. You hear from me by 11:00 London time."
    assert (
        door.send(the_form(door, "post_update", escalation_id, BRUNO), by=BRUNO, words=plain, **BY_MAIL)
        is None
    )
    door.press("send_words", f"{escalation_id}:{the_review(door.office, escalation_id).id}")
    answer = door.send(door.slack.opened[-1])
    assert "Bruno" in json.dumps(answer) or BRUNO in json.dumps(answer)
    assert door.send(answer["view"]) is None


def test_a_change_is_asked_for_and_the_words_wait_to_be_changed(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    is_asked(door, the_form(door, "post_update", escalation_id), words=CLAIM, **BY_MAIL)
    review = the_review(door.office, escalation_id)
    door.press("ask_for_change", f"{escalation_id}:{review.deadline_id}", by=BRUNO)
    form = door.slack.opened[-1]
    assert check_view(form) == []
    assert list(door.send(form, by=BRUNO)["errors"]) == ["why"]
    assert door.send(form, by=BRUNO, why="We do not know that yet") is None
    door.press("send_words", f"{escalation_id}:{review.id}")
    better = "We do not know the root cause yet. You hear from me by 11:00 London time."
    assert door.send(door.slack.opened[-1], words=better) is None


def test_unanswered_the_dri_has_a_button_that_sends(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    is_asked(door, the_form(door, "post_update", escalation_id), words=CLAIM, **BY_MAIL)
    door.now = MONDAY + timedelta(minutes=5)
    take_due_steps(door.office, door.now)
    door.press("send_words", f"{escalation_id}:{the_review(door.office, escalation_id).id}")
    assert door.send(door.slack.opened[-1]) is None
    assert contacts(door, escalation_id)[-1].words == CLAIM


def test_a_close_out_and_a_resolution_go_the_same_way(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    solved = {
        "root_cause": "unknown",
        "cause": "A certificate",
        "summary": "Renewed",
        "prevention": "An alert",
        "words": "It is solved. Please confirm that your tills are lit.",
        "unconfirmed_because": "They look tomorrow",
    }
    is_asked(door, the_form(door, "resolve", escalation_id), **solved, **BY_MAIL)
    assert open_kinds(door.office, escalation_id)
    approved(door, escalation_id, "resolve")
    door.press("send_words", f"{escalation_id}:{the_review(door.office, escalation_id, 'resolve').id}")
    form = door.slack.opened[-1]
    assert check_view(form) == []
    assert door.send(form) is None
    other = a_resolved(door.office)
    is_asked(door, the_form(door, "close_out", other), link="https://bugs.example/7")
    approved(door, other, "close_out")
    door.press("send_words", f"{other}:{the_review(door.office, other, 'close_out').id}")
    form = door.slack.opened[-1]
    assert check_view(form) == []
    assert standing_in(form)["link"] == "https://bugs.example/7"
    assert door.send(form) is None
    assert len(said(door.office, "close_out_written")) == 1
