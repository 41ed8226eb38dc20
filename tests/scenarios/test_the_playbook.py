"""Under the playbook: the same team, one setting changed. Row P1."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders.escalations import RESOLVING
from tests.builders.office import TEAM
from tests.scenarios.story import Story, told_story

TOLD = {"channel": "call", "recipients": "Priya Raman"}


@pytest.fixture
def story(database_url: str) -> Iterator[Story]:
    """On both databases, by the playbook."""
    with told_story(database_url, "playbook", TEAM) as telling:
        yield telling


def test_a_critical_one_involves_the_support_lead_and_an_engineer_by_name(story: Story) -> None:
    card = story.raised(impact="outage")
    assert "P1 critical" in card.all_text
    lead = story.slack.channel("support-leads").expects("P1 critical")
    assert lead.mentions == ["sam"]
    engineering = story.slack.channel("engineering-escalations").expects("name the engineer")
    assert engineering.mentions == ["emil"]
    assert story.slack.channel("escalations-tier-3").messages == []


def test_a_low_one_is_told_within_the_hour_and_updated_every_second_day(story: Story) -> None:
    card = story.raised(impact="cosmetic")
    assert "Customer told that we have it* by <!date^" in card.all_text
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    digests = story.slack.dm("casey")
    story.until(1, 10)
    assert "Customer update" not in " ".join(digest.all_text for digest in digests.messages)
    story.until(2, 10)
    assert "Customer update" in digests.messages[-1].all_text
    story.presses("casey", card, "resolve", **RESOLVING, **TOLD, words="Solved", customer_told="told")
    assert "resolved" in story.anew(card).all_text


def test_a_high_one_that_nobody_answers_climbs_the_tiers_of_the_default(story: Story) -> None:
    story.raised(impact="major_function")
    story.passes(hours=3)
    assert story.slack.channel("escalations-tier-3").expects("ESC-1")
