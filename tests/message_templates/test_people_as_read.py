"""What is said of people, as a reader sees it: hand-overs, stand-ins, and who owns it now."""

# ruff: noqa: E501 (a line of a message is as long as it is)
from __future__ import annotations

from inline_snapshot import snapshot

from message_templates import render
from tests.message_templates.contexts import EMIL, HOUR, MAYA, NAMES, TYPICAL, VERA, T
from tests.message_templates.shapes import as_read


def read(name: str, **differs: object) -> str:
    return as_read(render(name, {**TYPICAL[name], **differs, "names": NAMES}))


def test_the_card_tells_of_a_break_in_continuity_a_question_and_a_stand_in() -> None:
    card = read(
        "card",
        took_over={"from_person": MAYA, "at": T - HOUR, "reason": "No capacity"},
        hand_over={"person": VERA, "reason": "On leave", "answer_by": T + HOUR},
        cover={"person": EMIL, "until": T + 9 * HOUR},
    )
    about_people = card[card.index("*Owner:*") : card.index("*Status:*")]
    assert about_people == snapshot()


def test_a_question_to_take_over() -> None:
    assert read("hand_over_proposed") == snapshot()


def test_a_question_that_was_declined() -> None:
    assert read("hand_over_ended") == snapshot()


def test_a_brief() -> None:
    assert read("hand_over_brief") == snapshot()


def test_a_hand_over_that_took_effect() -> None:
    assert read("handed_over") == snapshot()


def test_a_no_to_whoever_asked() -> None:
    assert read("hand_over_declined") == snapshot()


def test_nobody_took_it() -> None:
    assert read("hand_over_unanswered") == snapshot()
