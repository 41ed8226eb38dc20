"""Under the playbook: the same team, one setting changed. Row P1."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.accounts.import_accounts import import_accounts
from services.receive_signal import receive_signal
from services.signals.given import Given, signal_or_faults
from tests.builders.escalations import RESOLVING
from tests.builders.office import TEAM
from tests.builders.signals import a_signal
from tests.scenarios.story import Story, told_story
from tests.scenarios.test_triggers import CSV

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


def test_a_third_ticket_opens_one_at_medium(story: Story) -> None:
    import_accounts(story.house.office.database, "accounts.csv", CSV, story.clock.now)
    for number in range(3):
        given = signal_or_faults(a_signal(ticket_id=f"T-{number}"), story.clock.now)
        assert isinstance(given, Given)
        receive_signal(story.house.office, "desk", f"msg_{number}", given, story.clock.now)
    story.settle()
    card = story.card
    assert "P3 medium" in card.all_text
    assert "3 tickets of one issue within 7 days" in card.all_text
    assert story.slack.channel("escalations-tier-2").expects("three times within a week")


def test_a_complaint_of_their_executive_is_high_and_known_to_the_vice_president(story: Story) -> None:
    card = story.raised(impact="executive", trigger="executive_complaint")
    assert "P2 high" in card.all_text
    told = story.slack.channel("escalations-tier-3").expects(
        "knows when an executive of a customer is involved"
    )
    assert told.mentions == ["vera"]


def test_several_customers_take_a_medium_one_to_the_managers(story: Story) -> None:
    card = story.raised(impact="workaround")
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    story.presses(
        "casey", story.anew(card), "triage", cause_type="product_bug", outcome="fix", customers_affected="3"
    )
    asked = story.slack.channel("escalations-tier-2").expects("3 customers are affected")
    assert asked.mentions == ["maya"]
    assert story.slack.channel("support-leads").expects("goes to the Support Lead first").mentions == ["sam"]


def test_a_critical_one_recovers_in_full(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    story.presses("casey", card, "resolve", **RESOLVING, **TOLD, words="Solved", customer_told="told")
    begun = " ".join(message.all_text for message in story.slack.dm("casey").messages)
    for phase in ("Week 1", "Weeks 2 to 4", "Month 1", "Month 2", "Month 3", "Month 6", "Next QBR"):
        assert phase in begun


def test_a_high_one_that_nobody_answers_climbs_the_tiers_of_the_default(story: Story) -> None:
    story.raised(impact="major_function")
    story.passes(hours=3)
    assert story.slack.channel("escalations-tier-3").expects("ESC-1")
