"""A breach is read by people by name: in a private channel, or by message where there is none; elsewhere one line."""

import json
from typing import Any

from models.timeline import Event
from sandbox import Message
from tests.builders.escalations import RESOLVING, timeline
from tests.scenarios.story import Story

SECRET = "card numbers of theirs"
TOLD = {"words": f"We look into the {SECRET}", "channel": "call", "recipients": "Priya"}
LINE = ":lock: *ESC-1* · *Acme Ltd* · Casey Okoro · restricted: people read it by name"


def a_breach(story: Story, **differs: Any) -> Message:
    """Raised by Casey, who owns it."""
    return story.raised(**({"impact": "breach", "problem": f"Somebody read {SECRET}"} | differs))


def said_outside(story: Story, *inside: str) -> list[str]:
    """All that was ever posted or edited elsewhere than in these conversations, with blocks and all."""
    calls = [*story.slack.calls("chat.postMessage"), *story.slack.calls("chat.update")]
    return [json.dumps(call["args"]) for call in calls if call["args"].get("channel") not in inside]


def test_it_lives_in_a_private_channel_and_everybody_else_reads_one_line(story: Story) -> None:
    slack = story.slack
    card = a_breach(story)
    home = story.home(card)
    assert (home.name, home.info["is_private"]) == ("esc-1-acme-ltd", True)
    assert {"casey", "bruno", "vera", "viktor", "tomas"} <= set(home.members)
    assert "sam" not in home.members
    assert SECRET in card.all_text
    assert story.hears("please name the engineer", card).mentions == ["viktor"]
    for place in ("escalations", "escalations-tier-3", "escalations-exec"):
        lines = [m for m in slack.channel(place).messages if "ESC-1" in m.all_text]
        assert [(line.text, line.mentions) for line in lines] in ([], [(LINE, [])]), place
    story.presses("casey", card, "acknowledge", **TOLD)
    story.passes(hours=2)
    assert story.hears("Overdue", card).mentions
    story.presses("casey", story.anew(card), "resolve", **RESOLVING, **TOLD, customer_told="told")
    story.passes(days=20)
    members = [slack.dm(name).id for name in home.members if name != "heard"]
    for words in said_outside(story, home.id, *members):
        assert SECRET not in words
        assert "SEV-1" not in words
        assert "verdue" not in words


def test_who_is_not_named_is_refused_politely_and_that_is_on_the_timeline(story: Story) -> None:
    a_breach(story)
    sam = story.slack.person("sam")
    shown = sam.types("/escalate show ESC-1", channel="general").text
    assert "ESC-1 of Acme Ltd is restricted" in shown
    assert SECRET not in shown
    (line,) = [m for m in story.slack.channel("escalations").messages if "ESC-1" in m.all_text]
    sam.clicks(line, "show")
    assert "restricted" in (sam.view.all_text if sam.has_view else sam.ephemerals[-1].all_text)
    refused = [entry for entry in timeline(story.house.office, 1) if entry.event is Event.REFUSED]
    assert [(entry.actor, entry.data["verb"]) for entry in refused] == [(sam.id, "show")] * 2
    listed = sam.types("/escalate list", channel="general").text
    everything = json.dumps(listed)
    assert SECRET not in everything
    assert "1 open" in everything


def test_where_slack_makes_no_channel_each_is_asked_by_message(story: Story) -> None:
    slack = story.slack
    slack.faults.add("error", "conversations.create", error="restricted_action", times=None)
    card = a_breach(story)
    assert card.channel == slack.dm("casey").id
    assert any("please name the engineer" in m.all_text for m in slack.dm("viktor").messages)
    story.presses("casey", card, "acknowledge", **TOLD)
    story.passes(hours=2)
    for handle in ("casey", "viktor"):
        assert any("ESC-1" in m.all_text for m in slack.dm(handle).messages)
    people = [slack.dm(handle).id for handle in ("casey", "bruno", "vera", "viktor", "tomas", "dana", "rosa")]
    for words in said_outside(story, *people):
        assert SECRET not in words
        assert "SEV-1" not in words
    # Where the DRI changes, the card goes along.
    asked = {"to": "vera", "reason": "no_capacity", "remark": f"About the {SECRET}"}
    story.presses("casey", story.card, "hand_over", **asked)
    (question,) = [m for m in slack.dm("vera").messages if "take over" in m.all_text and m.buttons][:1]
    story.presses("vera", question, "accept_hand_over")
    assert story.card.channel == slack.dm("vera").id
    assert [button.action_id for button in slack.dm("casey").messages[0].buttons] == ["show"]


def test_a_person_chooses_otherwise_than_the_policy_proposes(story: Story) -> None:
    card = a_breach(story, restricted="open")
    assert not story.home(card).info["is_private"]
    card = story.raised(impact="cosmetic", customer="Borealis", restricted="named")
    assert story.home(card).info["is_private"]


def test_what_was_open_is_taken_back_when_it_is_restricted(story: Story) -> None:
    slack = story.slack
    card = story.raised(impact="outage", problem=f"Somebody read {SECRET}")
    story.presses("casey", card, "acknowledge", **TOLD)
    opened = story.home(card)
    assert any(SECRET in message.all_text for message in opened.messages)
    story.presses("casey", card, "restrict", reason=f"It is about {SECRET}", people=["sam"])
    card = story.card
    home = story.home(card)
    assert (home.name, home.info["is_private"]) == ("esc-1-acme-ltd-2", True)
    assert {"casey", "sam", "vera"} <= set(home.members)
    for place in (opened.id, "escalations", "escalations-tier-3"):
        for message in slack.channel(place).messages:
            assert SECRET not in message.all_text
            assert "SEV-1" not in message.all_text
    assert slack.channel(opened.id).info["is_archived"]
    # It goes on there, and lifting it opens the record again.
    story.passes(hours=1)
    assert story.hears("Due", card).mentions
    story.presses("casey", card, "add_people", people=["elif"], note="Look at it")
    assert "elif" in story.home(card).members
    assert any("has named you in" in message.all_text for message in slack.dm("elif").messages)
    story.presses("casey", card, "lift_restriction", reason="No data was read")
    (line,) = [m for m in slack.channel("escalations").messages if "ESC-1" in m.all_text]
    assert "SEV-1" in line.all_text
