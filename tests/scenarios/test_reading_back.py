"""`/escalate list | mine | show | help | setup`: answered to one person only, and always true."""

import pytest

from tests.scenarios.story import Story


def asks(story: Story, words: str, by: str = "casey") -> str:
    """What somebody is shown after a command."""
    response = story.slack.person(by).types(f"/escalate {words}", channel="general")
    assert response.ok, response.error
    return response.text


def test_a_list_can_be_narrowed(story: Story) -> None:
    story.raised(impact="outage", customer="Acme Ltd")
    story.raised(impact="workaround", customer="Borealis", dri="bruno")
    everything = asks(story, "list")
    assert "ESC-1" in everything
    assert "ESC-2" in everything
    assert "ESC-2" not in asks(story, "list acme")
    assert "ESC-1" not in asks(story, "list SEV-3")
    assert "ESC-1" not in asks(story, "mine", by="bruno")
    story.passes(hours=1)
    overdue = asks(story, "list overdue")
    assert "ESC-1" in overdue
    assert "ESC-2" not in overdue


def test_show_tells_the_record_and_who_did_what_because_of_which_rule(story: Story) -> None:
    card = story.raised(impact="outage")
    story.presses("casey", card, "accept")
    casey = story.slack.person("casey")
    shown = asks(story, "show ESC-1")
    text = shown or casey.view.all_text
    assert "Acme Ltd" in text
    assert "SEV-1" in text


def test_show_of_what_is_not_there_says_so(story: Story) -> None:
    assert "ESC-99" in asks(story, "show ESC-99")


@pytest.mark.parametrize("words", ["help", "setup"])
def test_help_and_setup_answer(story: Story, words: str) -> None:
    assert len(asks(story, words)) > 80
    assert story.slack.channel("general").messages == []
