"""Under the crisis framework: two levels, told in two hours, triaged at once, one update a day. Rows D1, D3a, D6."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sandbox import Message
from services.accounts.import_accounts import import_accounts
from tests.builders.escalations import RESOLVING
from tests.builders.office import TEAM
from tests.scenarios.story import Story, told_story
from tests.scenarios.test_triggers import CSV, eventually

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
    story.presses("maya", card, "acknowledge", words="We have it", **TOLD)
    story.passes(minutes=31)
    assert asked(story, card, "Triage") == [["maya"]], "an executive-level case is a CS Manager's"


def test_an_executive_case_is_suggested_to_a_cs_manager_and_all_else_to_whoever_raises_it(
    story: Story,
) -> None:
    casey, maya, bruno = map(story.slack.person, ("casey", "maya", "bruno"))
    casey.types("/escalate", channel="general")
    assert casey.view.fill(customer="Acme Ltd", problem="Down").value("dri") == casey.id
    assert casey.view.fill(impact="product_defect").value("dri") == maya.id
    assert "is a CS Manager's from the first second" in casey.view.all_text
    assert casey.view.fill(impact="cosmetic").value("dri") == casey.id
    casey.view.fill(dri="bruno")
    assert casey.view.fill(impact="executive").value("dri") == bruno.id, "whom somebody chose stays"


def test_a_word_of_lawyers_opens_one_for_people_by_name(story: Story) -> None:
    import_accounts(story.house.office.database, "accounts.csv", CSV, story.clock.now)
    story.slack.person("casey").invites(story.house.identity.bot_user_id, "acme-and-us")
    story.slack.person("priya").posts("acme-and-us", "You will hear from our lawyers.")
    eventually(story, lambda: bool(story.slack.channel("escalations-tier-2").messages))
    card = story.card
    assert "Level 2 standard" in card.all_text
    assert story.home(card).info["is_private"]
    assert "restricted" in story.slack.channel("legal").messages[-1].text


def test_what_needs_engineering_goes_to_support_and_then_to_engineering(story: Story) -> None:
    card = story.raised(impact="frustration")
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    story.presses("casey", story.anew(card), "triage", cause_type="product_bug", outcome="fix")
    support = story.slack.channel("support-leads").expects("first look at what engineering must mend")
    assert support.mentions == ["sam"]
    assert story.slack.channel("engineering-escalations").expects("in its place in the queue").mentions == [
        "elif"
    ]


def test_an_executive_case_recovers_in_full(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("maya", card, "acknowledge", words="We have it", **TOLD)
    story.presses("maya", card, "resolve", **RESOLVING, **TOLD, words="Solved", customer_told="told")
    begun = " ".join(message.all_text for message in story.slack.dm("maya").messages)
    for phase in ("Week 1", "Weeks 2 to 4", "Month 1", "Month 2", "Month 3", "Month 6", "Next QBR"):
        assert phase in begun


def test_an_executive_case_brings_in_support_and_engineering_at_once(story: Story) -> None:
    story.raised(impact="executive")
    assert story.slack.channel("support-leads").expects("Level 1 executive").mentions == ["sam"]
    assert story.slack.channel("engineering-escalations").expects("name the engineer").mentions == ["emil"]


def test_a_standard_one_closes_after_the_executive_call_too(story: Story) -> None:
    card = story.raised(impact="cosmetic")
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    story.presses("casey", card, "resolve", **RESOLVING, **TOLD, words="Solved", customer_told="told")
    assert "Executive relationship call" in story.slack.dm("vera").messages[-1].all_text
