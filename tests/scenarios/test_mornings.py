"""Mornings: what is mine, what is my team's, in one message in my own zone; and the Home, where each row acts."""

from __future__ import annotations

from datetime import timedelta

from sandbox import Message
from tests.builders.escalations import MONDAY
from tests.scenarios.story import Story


def digests(story: Story, person: str) -> list[Message]:
    """The digests in somebody's direct messages."""
    return [
        message
        for message in story.slack.dm(person).messages
        if any(button.action_id == "digest_off" for button in message.buttons)
    ]


def acknowledged(story: Story, **answers: str) -> Message:
    card = story.raised(**answers)
    told = {"channel": "call", "recipients": "Priya Raman"}
    story.presses("casey", card, "acknowledge", words="We have it", **told)
    return card


def test_a_managers_morning(story: Story) -> None:
    acknowledged(story, impact="workaround", customer="Acme Ltd")
    acknowledged(story, impact="cosmetic", customer="Birch & Co")
    story.until(1, 9, 29)
    assert digests(story, "casey") == digests(story, "maya") == []
    story.until(1, 9, 30)

    # Casey reads what is theirs today; Maya what she was asked, and what the team owes.
    (of_casey,) = digests(story, "casey")
    assert "Birch" in of_casey.all_text
    assert "The team" not in of_casey.all_text
    (of_maya,) = digests(story, "maya")
    assert "confirm that you have seen this" in of_maya.all_text
    assert "The team, due today" in of_maya.all_text
    assert of_maya.mentions == of_casey.mentions == []

    # One a day, whatever else comes due; none at the weekend.
    story.until(7, 9, 0)
    days = [message.ts for message in digests(story, "casey")]
    assert len(days) == 4


def test_whoever_wants_no_digest_is_asked_in_the_thread(story: Story) -> None:
    card = acknowledged(story, impact="cosmetic")
    assert "No more morning digests" in str(
        story.slack.person("casey").types("/escalate digest off", channel="general")
    )
    story.until(1, 10)
    assert digests(story, "casey") == []
    asked = story.hears("Customer update", card)
    assert asked.mentions == ["casey"]
    story.presses("casey", asked, "post_update", words="It is in the queue")


def test_away_at_half_past_nine_one_late_digest_says_so(story: Story) -> None:
    acknowledged(story, impact="cosmetic")
    story.until(1, 8)
    story.was_away(hours=4)
    (late,) = digests(story, "casey")
    assert "Heard was away" in late.all_text
    assert story.clock.now == MONDAY.replace(hour=12) + timedelta(days=1)


def test_the_home_is_a_place_to_work_from(story: Story) -> None:
    story.raised(impact="outage")
    casey = story.slack.person("casey")
    casey.opens_home()
    story.slack.settle()
    assert "Due from you: 4" in casey.home.all_text
    assert "Customer told" in casey.home.all_text
    casey.home.clicks("acknowledge")
    story.sends(casey, words="We have it", channel="call", recipients="Priya Raman")
    casey.opens_home()
    story.slack.settle()
    assert "Customer told" not in casey.home.all_text

    # The manager's has the team in it, and late work with whose it is.
    story.passes(hours=1)
    maya = story.slack.person("maya")
    maya.opens_home()
    story.slack.settle()
    assert "Overdue in the team" in maya.home.all_text
