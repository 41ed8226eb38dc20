"""Heard says it itself, in the channel shared with that customer: recorded once Slack has it. Rows P6, Y2, X8."""

from __future__ import annotations

import pytest

from sandbox import Message
from services.accounts.import_accounts import import_accounts
from tests.scenarios.lives import is_read_first
from tests.scenarios.story import Story

CSV = "account,name,csm,slack_channel\n001A,Acme Ltd,casey@heard.example,acme-and-us\n002B,Globex,,\n"
PLAIN = "Orders run again at half speed.\nYou hear from me by 11:30 London time & I own this."


@pytest.fixture
def shared(story: Story) -> Story:
    """Heard is in the channel that Acme shares with us."""
    import_accounts(story.house.office.database, "accounts.csv", CSV, story.clock.now)
    story.slack.person("casey").invites(story.house.identity.bot_user_id, "acme-and-us")
    story.slack.settle()
    return story


def ours_in(story: Story, channel: str = "acme-and-us") -> list[Message]:
    """What Heard said there."""
    return [m for m in story.slack.channel(channel).messages if m.user == story.house.identity.bot_user_id]


def an_acknowledged(story: Story, **answers: str) -> Message:
    card = story.raised(impact="outage", **answers)
    story.presses("casey", card, "acknowledge", channel="call", recipients="Priya Raman", words="We have it")
    return card


def test_an_update_is_said_there_under_its_authors_name_and_keeps_the_promise(shared: Story) -> None:
    story, card = shared, an_acknowledged(shared)
    story.passes(hours=1)
    due = story.hears("Due: *Customer update*", card)
    story.presses("casey", due, "post_update", words=PLAIN, channel="send", recipients="All of Acme")
    (said,) = ours_in(story)
    assert "Casey Okoro" in said.all_text
    assert "Orders run again at half speed.\nYou hear" in said.all_text
    for internal in ("ESC-", "SEV", "Due", "Acme Ltd"):
        assert internal not in said.all_text
    told = story.hears("gave Acme Ltd an update", card)
    assert "Orders run again" in told.all_text
    assert "Shared channel to All of Acme" in told.all_text
    assert not [button for button in story.anew(due).buttons if button.action_id == "post_update"]


def test_the_first_word_to_them_as_well(shared: Story) -> None:
    card = shared.raised(impact="outage")
    words = "I have it: Casey, your contact until it works. You hear from me by 10:30 London time."
    shared.presses("casey", card, "acknowledge", channel="send", recipients="Priya", words=words)
    assert len(ours_in(shared)) == 1
    assert "10:30" in shared.hears("told Acme Ltd that we have it", card).all_text
    assert "acknowledge" not in [button.action_id for button in shared.anew(card).buttons]


def test_until_slack_has_it_nothing_is_settled_and_refused_the_dri_is_told(shared: Story) -> None:
    story, card = shared, an_acknowledged(shared)
    story.slack.edit_channel("acme-and-us", remove=[story.house.identity.bot_user_id])
    story.slack.settle()
    story.presses("casey", card, "post_update", words=PLAIN, channel="send", recipients="All of Acme")
    assert ours_in(story) == []
    warned = story.hears("has *not* been told", card)
    assert warned.mentions == ["casey"]
    assert "Orders run again" in warned.all_text
    assert not [m for m in story.talk(card) if "gave Acme Ltd an update" in m.all_text]
    story.passes(hours=1)
    assert story.hears("Due: *Customer update*", card).mentions == ["casey"]

    # Back in the channel, the same words are sent again.
    story.slack.person("casey").invites(story.house.identity.bot_user_id, "acme-and-us")
    story.slack.settle()
    story.presses("casey", warned, "send_again", next_update_at=None)
    assert len(ours_in(story)) == 1
    assert story.hears("gave Acme Ltd an update", card)


def test_no_longer_shared_it_is_not_said(shared: Story) -> None:
    story, card = shared, an_acknowledged(shared)
    casey = story.slack.person("casey")
    assert casey.clicks(card, "post_update").ok
    story.slack.edit_channel("acme-and-us", shared_with=None)
    story.slack.settle()
    story.sends(casey, words=PLAIN, channel="send", recipients="All of Acme")
    assert "not_shared" in story.hears("has *not* been told", card).all_text
    assert ours_in(story) == []


def test_where_no_channel_is_shared_it_is_not_offered(shared: Story) -> None:
    card = an_acknowledged(shared, customer="Globex")
    casey = shared.slack.person("casey")
    assert casey.clicks(card, "post_update").ok
    assert "Heard sends it" not in str(casey.view.fields["channel"].element)


def test_what_is_restricted_is_not_sent_by_itself(shared: Story) -> None:
    card = an_acknowledged(shared)
    shared.presses("casey", card, "restrict", reason="It is a breach")
    casey = shared.slack.person("casey")
    assert casey.clicks(shared.card, "post_update").ok
    assert "Heard sends it" not in str(casey.view.fields["channel"].element)


def test_a_claim_is_read_first_and_then_sent(shared: Story) -> None:
    card = an_acknowledged(shared)
    words = "The root cause is an expired certificate. You hear from me by 11:30 London time."
    casey = shared.slack.person("casey")
    assert casey.clicks(card, "post_update").ok
    assert casey.view.submit(words=words, channel="send", recipients="Priya").ok
    is_read_first(shared, "casey", card)
    (said,) = ours_in(shared)
    assert "expired certificate" in said.all_text
    assert shared.hears("gave Acme Ltd an update", card)
