"""How often the customer hears from us: each severity's first update, asked for when due, kept, and the next."""

from datetime import datetime, timedelta

import pytest

from sandbox import Message
from tests.builders.escalations import MONDAY, RESOLVING
from tests.scenarios.story import Story

TOLD = {"words": "We have it", "channel": "call", "recipients": "Priya Raman"}


def acknowledged(story: Story, impact: str) -> Message:
    """Raised at ten on a Monday, told in the same minute, with a plan: the customer's updates are what is left."""
    card = story.raised(impact=impact)
    story.presses("casey", card, "acknowledge", **TOLD)
    soon = story.clock.now + timedelta(hours=1)
    story.presses("casey", card, "set_plan", what_1="Find the cause", owner_1="casey", due_1=soon)
    return card


def asked_for_updates(story: Story, card: Message) -> list[tuple[datetime, list[str]]]:
    """When and whom each nudge for the customer update asks, in the thread."""
    thread = story.talk(card)
    return [
        (datetime.fromisoformat(message.shown_at or ""), message.mentions)
        for message in thread
        if "Customer update" in message.all_text and message.mentions
    ]


@pytest.mark.parametrize(
    ("impact", "first", "second"),
    [
        pytest.param("outage", (0, 11, 0), (0, 12, 0), id="critical: every hour"),
        pytest.param("major_function", (0, 14, 0), (1, 9, 30), id="high: every four business hours"),
        pytest.param("workaround", (0, 16, 0), (1, 16, 0), id="medium: at four, every business day"),
    ],
)
def test_the_update_that_comes_due_is_asked_for_and_once_kept_the_next_is(
    story: Story, impact: str, first: tuple[int, int, int], second: tuple[int, int, int]
) -> None:
    card = acknowledged(story, impact)
    story.until(*first)
    assert asked_for_updates(story, card) == [(_moment(*first), ["casey"])]
    story.presses("casey", card, "post_update", words="Still working on it")
    story.until(*second)
    assert asked_for_updates(story, card)[-1] == (_moment(*second), ["casey"])


def test_a_low_one_is_a_line_in_the_digest_on_tuesdays_and_thursdays(story: Story) -> None:
    acknowledged(story, "cosmetic")
    digests = story.slack.dm("casey")
    assert digests.messages == []
    story.until(1, 10)
    assert "Customer update" in digests.messages[-1].all_text
    story.presses("casey", story.card, "post_update", words="It is in the queue")
    story.until(2, 17)
    wednesday = digests.messages[-1].all_text  # it comes, for the plan's step is late
    assert "Find the cause" in wednesday
    assert "Customer update" not in wednesday
    story.until(3, 10)
    assert "Customer update" in digests.messages[-1].all_text


def test_the_dri_and_the_manager_are_asked_in_one_moment_and_one_answer_settles_both(story: Story) -> None:
    card = acknowledged(story, "workaround")
    story.until(1, 9, 30)
    asking = [mentions for _, mentions in asked_for_updates(story, card)]
    assert sorted(asking) == [["casey"], ["maya"]]
    story.presses("casey", card, "post_update", words="Still working on it")
    assert not any(
        "post_update" in (button.action_id for button in message.buttons) for message in story.talk(card)
    )


def test_while_the_customer_of_a_low_one_does_not_know_that_it_is_solved_the_digest_says_so(
    story: Story,
) -> None:
    acknowledged(story, "cosmetic")
    story.presses("casey", story.card, "resolve", **RESOLVING, customer_told="not_yet")
    story.until(1, 10)
    assert "ESC-1" in story.slack.dm("casey").messages[-1].all_text


def test_a_critical_one_is_asked_for_in_the_night_of_a_saturday(story: Story) -> None:
    story.until(5, 1)
    raised_at = story.clock.now
    card = acknowledged(story, "outage")
    for hour in (1, 2, 3):
        story.passes(hours=1)
        moment, asked = asked_for_updates(story, card)[-1]
        assert moment == raised_at + timedelta(hours=hour)
        # By night Bruno covers for Casey where something is overdue besides.
        assert asked in (["casey"], ["bruno"])
        story.presses("casey", card, "post_update", words="Still working on it")


def test_a_high_one_raised_on_friday_afternoon_waits_for_monday_but_not_for_its_acknowledgement(
    story: Story,
) -> None:
    story.until(4, 16)
    card = story.raised(impact="major_function")
    story.passes(hours=1)
    assert story.hears("Customer told", card).mentions == ["casey"]
    story.presses("casey", card, "acknowledge", **TOLD)
    story.until(7, 11, 59)
    assert asked_for_updates(story, card) == []
    story.until(7, 12, 30)
    assert asked_for_updates(story, card) == [(_moment(7, 12, 30), ["casey"])]


def _moment(day: int, hour: int, minute: int) -> datetime:
    return MONDAY.replace(hour=hour, minute=minute) + timedelta(days=day)
