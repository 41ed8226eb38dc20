"""Somebody who does not own it, and wants to know: told by direct message, asked nothing."""

from tests.builders.escalations import RESOLVING
from tests.scenarios.story import Story


def test_an_account_executive_follows_to_the_end(story: Story) -> None:
    slack = story.slack
    # Sam takes the call and names Casey; Rosa sells to Acme and wants to know.
    card = story.raised("sam", impact="outage", dri="casey")
    story.presses("rosa", card, "follow")
    for person in ("sam", "rosa"):
        assert slack.dm(person).messages == []

    told = {"channel": "call", "recipients": "Priya Raman"}
    story.presses("casey", card, "acknowledge", words="We have it, I own it", **told)
    for person in ("sam", "rosa"):
        heard = slack.dm(person).expects("knows that we have it")
        assert "ESC-1" in heard.all_text
        assert heard.mentions == []

    # Sam has heard enough.
    story.presses("sam", slack.dm("sam").messages[-1], "unfollow")
    solved = {**RESOLVING, "words": "Solved", "customer_told": "told"}
    story.presses("casey", card, "resolve", **solved)
    slack.dm("rosa").expects("It is *resolved*")
    assert [len(slack.dm(person).messages) for person in ("sam", "rosa")] == [1, 2]
