"""Waiting for the customer: said on the card, quiet meanwhile, over when they come back or when its time is up."""

from tests.scenarios.story import Story

TOLD = {"channel": "call", "recipients": "Priya Raman"}


def acknowledged(story: Story) -> None:
    named = story.hears("you are the DRI", story.card)
    story.presses("casey", named, "acknowledge", words="We have it", **TOLD)


def test_until_they_come_back(story: Story) -> None:
    card = story.raised(impact="major_function")
    acknowledged(story)
    story.presses("casey", story.anew(card), "wait_for_customer", reason="The log files of Monday")
    story.hears("we wait for Acme Ltd", card)
    assert "Waiting for the customer" in story.anew(card).all_text
    assert "The log files of Monday" in story.anew(card).all_text

    # The update says that they came back; the card shows it no more.
    story.passes(hours=3)
    story.presses(
        "casey", story.anew(card), "post_update", words="Thank you for the files", waiting="came_back"
    )
    assert "Waiting for the customer" not in story.anew(card).all_text
    story.presses("casey", story.anew(card), "wait_for_customer", reason="Their answer")
    story.presses("maya", story.anew(card), "stop_waiting")
    story.hears("came back, and we go on", card)


def test_until_its_time_is_up(story: Story) -> None:
    card = story.raised(impact="workaround")
    acknowledged(story)
    story.presses("casey", story.anew(card), "wait_for_customer", reason="The log files of Monday")
    story.passes(days=3)
    over = story.hears("as long as we may", card)
    assert over.mentions == ["casey"]
