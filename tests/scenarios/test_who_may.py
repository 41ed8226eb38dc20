"""Somebody of the company who has no part in it: they raise, note and follow, and are told politely what is not theirs.
Row X9."""

from sandbox import Person
from tests.builders.escalations import RESOLVING
from tests.scenarios.story import Story


def nora_comes(story: Story) -> Person:
    """She sells, and holds no role."""
    nora = story.slack.add_user("nora", email="nora@heard.example", real_name="Nora Quinn", title="Sales")
    for channel in ("general", "escalations"):
        story.slack.person("casey").invites(nora.id, channel)
    return story.slack.person("nora")


def test_what_is_not_theirs_is_said_before_they_type_and_stands_on_the_timeline(story: Story) -> None:
    nora = nora_comes(story)
    card = story.raised(impact="workaround")
    nora.clicks(card, "resolve")
    assert not nora.has_view
    said = nora.ephemerals[-1].all_text
    assert "is for its DRI" in said
    assert f"Ask <@{story.slack.person('casey').id}>" in said
    story.presses("nora", card, "add_note", words="They renew in March")
    assert story.hears("They renew in March", card)
    shown = story.slack.person("casey").types("/escalate show ESC-1", channel="general")
    assert "tried “Resolve” and was refused" in shown.text


def test_whoever_raised_it_calls_it_off_and_the_dri_solves_it(story: Story) -> None:
    nora_comes(story)
    card = story.raised(by="nora", impact="workaround", dri="casey")
    told = {"words": "Solved", "channel": "call", "recipients": "Priya", "customer_told": "told"}
    story.presses("casey", card, "resolve", **RESOLVING, **told)
    story.hears("solved", card)
