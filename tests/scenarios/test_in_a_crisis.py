"""Under the crisis framework: two levels, told in two hours, triaged at once, one update a day. Rows D1, D3a, D6."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sandbox import Message
from tests.builders.escalations import RESOLVING
from tests.builders.office import TEAM
from tests.scenarios.story import Story, told_story

TOLD = {"channel": "call", "recipients": "Priya Raman"}


@pytest.fixture
def story(database_url: str) -> Iterator[Story]:
    """On both databases, by the crisis framework."""
    with told_story(database_url, "crisis", TEAM) as telling:
        yield telling


def asked(story: Story, card: Message, promise: str) -> list[list[str]]:
    """Whom each nudge for a promise names, where it is spoken of."""
    return [
        message.mentions for message in story.talk(card) if promise in message.all_text and message.mentions
    ]


def test_after_the_first_word_the_customer_hears_again_the_same_day(story: Story) -> None:
    card = story.raised(impact="frustration")
    story.passes(hours=1)
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    story.until(0, 16)
    assert asked(story, card, "Customer update") == [["casey"]]
    story.presses("casey", card, "post_update", words="Still working on it", **TOLD)
    story.until(1, 15)
    assert asked(story, card, "Customer update") == [], "one a day"
    story.until(1, 16)
    assert asked(story, card, "Customer update") == [["casey"]]


def test_triage_is_due_half_an_hour_after_the_customer_was_told(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    story.passes(minutes=31)
    assert asked(story, card, "Triage") == [["casey"]]


def test_an_executive_case_brings_in_support_and_engineering_at_once(story: Story) -> None:
    story.raised(impact="executive")
    assert story.slack.channel("support-leads").expects("Level 1 executive").mentions == ["sam"]
    assert story.slack.channel("engineering-escalations").expects("name the engineer").mentions == ["emil"]


def test_a_standard_one_closes_after_the_executive_call_too(story: Story) -> None:
    card = story.raised(impact="cosmetic")
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    story.presses("casey", card, "resolve", **RESOLVING, **TOLD, words="Solved", customer_told="told")
    assert "Executive relationship call" in story.slack.dm("vera").messages[-1].all_text
