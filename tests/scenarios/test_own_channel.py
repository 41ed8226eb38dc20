"""An escalation in a channel of its own: its people are in it, home has one line, and Slack's refusals stop nothing."""

from tests.builders.escalations import RESOLVING
from tests.scenarios.story import Story


def test_a_critical_one_has_a_channel_with_its_people_its_topic_and_its_card_on_top(story: Story) -> None:
    slack = story.slack
    card = story.raised(impact="outage")
    home = story.home(card)
    assert home.name == "esc-1-acme-ltd"
    assert {"casey", "vera", "viktor", "tomas"} <= set(home.members)
    assert "ESC-1" in home.topic
    assert "Acme Ltd" in home.topic
    assert "DRI Casey" in home.topic
    assert [message.ts for message in home.pinned] == [card.ts]
    assert sorted(bookmark["title"] for bookmark in home.info["bookmarks"]) == [
        "ESC-1: the card",
        "ESC-1: the document",
    ]

    # At home there is one line, with a link; it is kept true.
    (line,) = [m for m in slack.channel("escalations").messages if "ESC-1" in m.all_text]
    assert "Open its channel" in [button.label for button in line.buttons]
    assert line.mentions == []
    story.presses("casey", card, "assemble_team", people=["elif", "emil"])
    assert {"elif", "emil"} <= set(story.home(card).members)
    told = {"customer_told": "told", "words": "Solved", "channel": "call", "recipients": "Priya"}
    story.presses("casey", card, "resolve", **RESOLVING, **told)
    assert "resolved" in story.anew(line).all_text
    assert "resolved" in story.home(card).topic


def test_a_medium_one_lives_in_a_thread_at_home(story: Story) -> None:
    card = story.raised(impact="workaround")
    assert story.home(card).name == "escalations"
    assert all(message.is_reply for message in story.talk(card))


def test_one_that_gets_graver_moves_into_a_channel_and_its_card_at_home_becomes_the_line(
    story: Story,
) -> None:
    card = story.raised(impact="workaround")
    graver = {"severity": story.names.severity("sev2"), "reason": "It spreads"}
    story.presses("casey", card, "change_severity", **graver)
    line = story.anew(card)
    assert "Open its channel" in [button.label for button in line.buttons]
    assert "SEV-2" in line.all_text
    moved = story.card
    assert story.home(moved).name == "esc-1-acme-ltd"
    assert "casey" in story.home(moved).members
    assert story.hears("It spreads", moved).mentions == []


def test_where_slack_makes_no_channels_it_lives_at_home_and_ops_hears_of_it_once(story: Story) -> None:
    slack = story.slack
    slack.faults.add("error", "conversations.create", error="restricted_action", times=None)
    first = story.raised(impact="outage")
    second = story.raised(impact="outage", customer="Globex")
    for card in (first, second):
        assert story.home(card).name == "escalations"
        assert any("you are the DRI" in message.all_text for message in story.talk(card))
    about = [m for m in slack.channel("heard-ops").messages if "channel of its own" in m.all_text]
    assert len(about) == 1
    story.presses("casey", first, "accept")
    story.passes(minutes=15)
    assert story.hears("Due", first).mentions == ["casey"]


def test_a_channel_that_the_customer_can_read_suddenly_hears_nothing_internal_any_more(story: Story) -> None:
    slack = story.slack
    card = story.raised(impact="outage")
    its_own = story.home(card)
    before = len(its_own.messages)
    slack.edit_channel(its_own, shared_with="Acme Ltd")
    slack.settle()
    story.settle()
    assert len(its_own.messages) == before

    # The DRI hears at once where it goes on, and so does ops.
    card = story.card
    assert story.home(card).name == "escalations"
    assert story.hears("goes on here", card).mentions == ["casey"]
    assert any("channel of its own" in message.all_text for message in slack.channel("heard-ops").messages)
    story.passes(minutes=15)
    assert story.hears("Due", card).mentions == ["casey"]
    assert len(its_own.messages) == before


def test_a_channel_that_somebody_archives_too_soon_is_left_at_once_and_the_dri_hears_where_it_goes_on(
    story: Story,
) -> None:
    card = story.raised(impact="outage")
    its_own = story.home(card)
    story.slack.edit_channel(its_own, archived=True, by="casey")
    story.slack.settle()
    story.settle()
    assert story.home(story.card).name == "escalations"
    lost = story.hears("goes on here", story.card)
    assert lost.mentions == ["casey"]
    assert "#esc-1-acme-ltd is archived" in lost.all_text


def test_a_week_after_the_resolution_it_is_archived_and_what_comes_later_stands_at_home(story: Story) -> None:
    card = story.raised(impact="outage")
    told = {"customer_told": "told", "words": "Solved", "channel": "call", "recipients": "Priya"}
    story.presses("casey", card, "resolve", **RESOLVING, **told)
    story.passes(days=6, hours=23)
    assert not story.home(card).info["is_archived"]
    story.passes(hours=2)
    assert story.home(card).info["is_archived"]
    assert not any("channel of its own" in m.all_text for m in story.slack.channel("heard-ops").messages)

    # It is back: a bot cannot open the channel again, so it goes on at home, and whoever owns it reads so.
    story.presses("casey", story.anew(card), "reopen", reason="The same error again", dri="casey")
    card = story.card
    assert story.home(card).name == "escalations"
    back = story.hears("open again", card)
    assert back.mentions == ["casey"]
    assert "#esc-1-acme-ltd is archived: all goes on here" in back.all_text
    story.passes(hours=1)
    assert story.hears("Customer update", card).mentions == ["casey"]


def test_a_dri_who_is_removed_from_its_channel_stays_it_while_the_next_on_the_path_is_asked(
    story: Story,
) -> None:
    card = story.raised(impact="outage")
    its_own = story.home(card)
    story.slack.edit_channel(its_own, remove=["casey"])
    story.slack.settle()
    story.settle()
    asked = story.hears("take over", card)
    assert asked.mentions == ["dana"]
    assert "dana" in its_own.members
    assert "casey" in story.card.mentions
    story.presses("dana", asked, "accept_hand_over")
    assert "dana" in story.card.mentions
    assert "DRI Dana" in its_own.topic


def test_a_channel_with_another_name_is_the_same_channel_and_the_old_name_is_free(story: Story) -> None:
    card = story.raised(impact="outage")
    its_own = story.slack.edit_channel(story.home(card), name="acme-war-room")
    story.slack.add_channel("esc-1-acme-ltd")
    story.passes(minutes=15)
    assert story.home(story.card).name == "acme-war-room"
    assert story.hears("Due", card).channel == its_own.id


def test_what_was_raised_in_error_is_archived_a_week_later_too(story: Story) -> None:
    card = story.raised(impact="outage")
    its_own = story.home(card)
    story.presses("casey", card, "cancel", reason="A test of theirs")
    story.passes(days=7)
    assert its_own.info["is_archived"]
    assert story.home(story.anew(card)).name == "escalations"
