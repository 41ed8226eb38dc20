"""The DRI goes away, for a night or for good: somebody who is here is asked in the same minute. Rows X5, M11a."""

from datetime import timedelta

from tests.scenarios.story import Story

TOLD = {"channel": "call", "recipients": "Priya Raman"}


def test_a_dri_who_leaves_in_the_middle_of_the_night(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    story.presses("casey", card, "post_update", words="Nobody is at work; by morning", **TOLD)
    story.until(0, 10, 30)

    # Casey's account is closed. Bruno, who stands in for Casey, is DRI before anybody asks.
    story.leaves("casey")
    told = story.hears("no longer works here", card)
    assert told.mentions == ["bruno"]
    assert story.anew(card).mentions == ["bruno"]
    story.hears("Brief: ESC-1", card)

    # The next update is asked of him, at the time that was promised.
    story.presses("bruno", told, "accept")
    story.until(0, 11)
    assert story.hears("Due: *Customer update*", card).mentions == ["bruno"]
    assert "casey" not in story.anew(card).mentions


def test_a_stand_in_for_the_night_posts_the_update(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("casey", card, "acknowledge", words="We have it", **TOLD)
    story.until(0, 18)
    morning = int((story.clock.now + timedelta(hours=15)).timestamp())
    story.presses("casey", card, "set_cover", who="maya", until=morning, remark="Priya is in Delhi")
    told = story.hears("you stand in for", card)
    assert told.mentions == ["maya"]
    assert "Priya is in Delhi" in told.all_text
    assert "stands in until" in story.anew(card).all_text

    story.presses("maya", told, "post_update", words="Half of it works again", **TOLD)
    story.passes(hours=1)
    assert story.hears("Due: *Customer update*", card).mentions == ["maya"]
    assert "casey" in story.anew(card).mentions

    # In the morning it is Casey's again, without a word from anybody.
    story.until(1, 9, 1)
    assert "stands in until" not in story.anew(card).all_text
    assert "is over" in story.anew(told).all_text


def test_it_is_ended_from_the_card(story: Story) -> None:
    card = story.raised(impact="outage")
    later = int((story.clock.now + timedelta(hours=9)).timestamp())
    story.presses("casey", card, "set_cover", who="maya", until=later)
    card = story.anew(card)
    story.presses("casey", card, "end_cover")
    assert "stands in until" not in story.anew(card).all_text


def test_the_form_says_how_much_somebody_has_already(story: Story) -> None:
    slack = story.slack
    for customer in ("Acme Ltd", "Birch & Co"):
        card = story.raised(customer=customer, impact="outage")
    casey = slack.person("casey")
    casey.types("/escalate Cedar is down", channel="general")
    form = casey.view.fill(customer="Cedar", impact="outage")
    assert "has 2 open, 2 of them" in form.all_text
    assert "One more is a lot" in form.all_text
    assert "Has room" in form.all_text
    casey.closes()

    maya = slack.person("maya")
    maya.clicks(card, "more", next(o for o in menu_of(story, card) if o.startswith("hand_over:")))
    form = maya.view.fill(to="bruno")
    assert "has 0 open" in form.all_text
    assert "Has room" not in form.all_text


def menu_of(story: Story, card: object) -> list[str]:
    """The options of the card's menu."""
    buttons = story.anew(card).buttons  # type: ignore[arg-type]
    return [str(o["value"]) for b in buttons if b.action_id == "more" for o in b.element["options"]]
