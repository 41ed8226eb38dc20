"""What is kept true by editing: ten changes are one edit, and an older one never overwrites a newer."""

from __future__ import annotations

from models.outbox import MessageState
from tests.services.delivery.post_room import PostRoom
from tests.services.delivery.pretend_slack import PretendSlack


def test_ten_changes_are_one_edit(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    card = room.card(channel, "card")
    room.drain()
    room.touch(card, times=10)

    report = room.drain()

    assert report.edited == 1
    assert slack.texts(channel) == ["card, version 10"]
    assert (room.surface(card).wanted, room.surface(card).shown) == (10, 10)


def test_edits_of_one_card_keep_their_distance(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    card = room.card(channel, "card")
    room.drain()
    for _ in range(3):
        room.touch(card)
        room.deliver(between_edits=60.0)

    assert slack.texts(channel) == ["card, version 1"]
    assert len(slack.calls("chat.update", channel)) == 1


def test_a_card_that_changed_before_it_was_posted_is_put_right_afterwards(
    room: PostRoom, slack: PretendSlack
) -> None:
    channel = slack.channel()
    card = room.card(channel, "card")
    room.touch(card)

    room.drain()

    assert slack.texts(channel) == ["card, version 1"]


def test_a_message_deleted_by_somebody_is_reported_once_and_left(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    card = room.card(channel, "card")
    room.drain()
    slack.delete(channel, str(room.row(card).ts))
    room.touch(card)

    room.drain()
    room.touch(card)
    room.drain()

    assert room.surface(card).error == "message_not_found"
    assert len(slack.calls("chat.update", channel)) == 1
    assert room.told_ops() == ["edit_failed: message_not_found"]


def test_an_edit_that_slack_could_not_take_is_made_later(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    card = room.card(channel, "card")
    room.drain()
    slack.fault("http_500", method="chat.update", channel=channel)
    room.touch(card)

    room.drain()

    assert slack.texts(channel) == ["card, version 1"]


def test_an_edit_of_a_card_does_not_hold_up_the_channel(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    card = room.card(channel, "card")
    room.drain()
    room.touch(card)
    slack.fault("ratelimited", method="chat.update", channel=channel, retry_after=0)
    note = room.say(channel, "a note")

    room.deliver()
    room.drain()

    assert slack.texts(channel) == ["card, version 1", "a note"]
    assert room.row(note).state is MessageState.SENT
