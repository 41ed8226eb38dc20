"""Forms, short answers and the timeline: nothing is missing, and everything fits where it is shown."""

# ruff: noqa: E501 (a sentence is as long as it is)
from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from inline_snapshot import snapshot
from slackblocks import _limits as slack

from message_templates import form, sentence, timeline_line
from message_templates.forms import form_names
from message_templates.samples import CASEY, MAYA, VERA, T
from message_templates.samples.sentences import GIVEN
from message_templates.sentences import UnknownSentenceError, keys
from message_templates.timeline import events

ROOMS = ("services", "handlers", "bot", "scheduler")


@pytest.mark.parametrize("key", keys())
def test_every_sentence_can_be_said_and_is_short(key: str) -> None:
    said = sentence(key, **GIVEN)
    assert said
    assert len(said) < 400


def test_an_unknown_sentence_is_named() -> None:
    with pytest.raises(UnknownSentenceError, match="no_such"):
        sentence("no_such")


def test_what_the_other_rooms_refuse_with_has_a_sentence() -> None:
    root = Path(__file__).parents[2]
    used = {
        key
        for room in ROOMS
        for path in (root / room).rglob("*.py")
        for key in re.findall(r"\b(?:sentence|Refused)\(\s*\"(\w+)\"", path.read_text("utf-8"))
    }
    assert used
    assert used <= set(keys())


def test_a_refusal_says_what_was_kept_and_what_to_do() -> None:
    assert sentence("form_failed", reference="ab12cd34") == snapshot(
        "Something went wrong, and Heard cannot say whether this was recorded. All you typed is kept here. Send it again in a minute: it counts once. If it fails again, name reference ab12cd34 to whoever runs Heard."
    )


@pytest.mark.parametrize("name", form_names())
def test_the_words_of_a_form_fit_slack(name: str) -> None:
    words = form(name)
    assert len(words["title"]) <= 24
    assert len(words["close"]) <= 24
    assert len(words.get("submit", "")) <= 24
    for field in (value for value in words.values() if isinstance(value, Mapping) and "label" in value):
        assert len(field["label"]) <= 100
        assert len(field.get("hint", "")) <= 200
        assert len(field.get("placeholder", "")) <= slack.SELECT_PLACEHOLDER_MAX_LENGTH
        assert all(
            len(option) <= slack.OPTION_TEXT_MAX_LENGTH for option in field.get("options", {}).values()
        )


def test_a_form_shares_the_words_for_telling_the_customer_and_may_say_them_its_own_way() -> None:
    assert form("post_update")["channel"] == form("acknowledge")["channel"]
    assert form("post_update")["words"] != form("acknowledge")["words"]


def test_a_word_that_a_form_lacks_is_an_error_and_words_cannot_be_changed() -> None:
    with pytest.raises(KeyError):
        form("resolve")["no_such"]
    with pytest.raises(KeyError):
        form("no_such")
    with pytest.raises(TypeError):
        form("resolve")["title"] = "x"  # type: ignore[index]


@pytest.mark.parametrize("event", sorted(events()))
def test_an_entry_of_years_ago_that_lacks_everything_still_has_its_line(event: str) -> None:
    line = timeline_line(event, {})
    assert line
    assert "None" not in line


def test_an_event_without_words_is_told_by_its_name() -> None:
    assert timeline_line("merged_into", {}, CASEY) == f"<@{CASEY}>: merged_into"


def test_the_timeline_reads_as_a_story() -> None:
    told: dict[str, dict[str, Any]] = {
        "opened": {"customer": "Acme", "severity": "SEV-1", "severity_proposed": "SEV-1", "dri": CASEY,
                   "because_sentence": "Their business has stopped."},
        "notified": {"person": VERA, "role": "VP CS", "asked": "name a Director", "answer_by": T,
                     "because_sentence": "At SEV-1 the VP CS is told at once."},
        "nudged": {"person": CASEY, "for_whom": "dri", "items": [{"kind": "update", "overdue_minutes": 10}]},
        "trigger_joined": {"set_off": "They speak of lawyers", "words": "Our lawyers will call"},
        "rule_fired": {"because_sentence": "The VP CS knows.", "facts": ["they may leave us"]},
        "climbed": {"tier": "tier 4", "reason": "The customer still waits for an update.", "person": VERA},
        "update_posted": {"words": "Rolling back.", "channel": "email", "recipients": "Priya", "outcome": "late",
                          "told_at": T, "next_update_at": T},
        "ask_answered": {"asked": "name a Director", "answer": "Named", "named": MAYA},
        "refused": {"verb": "post_update"},
        "delivery_failed": {"lane": "C1", "error": "is_archived", "next": "C2"},
        "resolved": {"summary": "Rolled back.", "told": False},
    }  # fmt: skip
    names = {CASEY: "Casey", VERA: "Vera", MAYA: "Maya"}
    story = [timeline_line(event, data, CASEY, names) for event, data in told.items()]
    times = re.compile(r"<!date[^>]*, (\d\d:\d\d) UTC>")
    assert [times.sub(r"\1", line) for line in story] == snapshot(
        [
            "Casey raised it for Acme at SEV-1; Casey is the DRI, because: Their business has stopped.",
            "Casey told Vera (VP CS), asked to: name a Director, by 10:00, because: At SEV-1 the VP CS is told at once.",
            "Casey asked Casey for what is due: Customer update (10 min overdue)",
            "A trigger joined it: They speak of lawyers: “Our lawyers will call”",
            "A rule of the path fired: The VP CS knows. Here: they may leave us",
            "Casey took it up to tier 4: “The customer still waits for an update.”; Vera was told",
            "Casey gave the customer an update, late (Email to Priya, 10:00): “Rolling back.” Next update by 10:00",
            "Casey answered “Named”, naming Maya; the ask was: name a Director",
            "Casey tried “Post update” and was refused",
            "A message could not be delivered to <#C1> (is_archived); it went to <#C2> instead",
            "Casey resolved it: “Rolled back.” The customer still has to be told",
        ]
    )
