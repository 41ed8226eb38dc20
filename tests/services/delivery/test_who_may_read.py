"""Internal words never reach a channel or a person from outside, whatever stands in a lane. Row X8."""

from __future__ import annotations

from time import sleep

import pytest

from models.outbox import Audience, MessageState
from tests.services.delivery.post_room import PostRoom
from tests.services.delivery.pretend_slack import PretendSlack


def test_an_internal_message_never_enters_a_shared_channel(room: PostRoom, slack: PretendSlack) -> None:
    shared = slack.channel(shared=True)
    message = room.say(shared, "their ARR is small")

    room.drain()

    assert slack.texts(shared) == []
    assert (room.row(message).state, room.row(message).error) == (MessageState.GIVEN_UP, "shared_channel")
    assert room.told_ops() == ["given_up: shared_channel"]


def test_nor_one_that_a_customer_was_invited_to(room: PostRoom, slack: PretendSlack) -> None:
    invited = slack.channel(pending=True)
    room.say(invited, "their ARR is small")

    room.drain()

    assert slack.texts(invited) == []


def test_nor_one_that_nobody_knows(room: PostRoom, slack: PretendSlack) -> None:
    home = slack.channel()
    room.say("C0NOWHERE", "their ARR is small", else_lanes=[home])

    room.drain()

    assert slack.texts(home) == ["their ARR is small"]
    assert slack.calls("chat.postMessage", "C0NOWHERE") == []


def test_a_message_for_the_customer_goes_into_the_channel_shared_with_them(
    room: PostRoom, slack: PretendSlack
) -> None:
    shared = slack.channel(shared=True)
    room.said_for(room.escalation(shared), shared, "We have found the cause", audience=Audience.CUSTOMER)

    room.drain()

    assert slack.texts(shared) == ["We have found the cause"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("of another customer", "not_the_customers_channel"),
        ("of nobody's customer", "not_the_customers_channel"),
        ("one of ours", "not_shared"),
        ("a person", "not_the_customers_channel"),
        ("theirs, shared no longer", "not_shared"),
        ("theirs, without us", "not_in_channel"),
    ],
)
def test_and_nowhere_else(room: PostRoom, slack: PretendSlack, channel: str, error: str) -> None:
    theirs = slack.channel(shared="no longer" not in channel, member="without us" not in channel)
    elsewhere = {
        "of another customer": slack.channel(shared=True),
        "of nobody's customer": slack.channel(shared=True),
        "one of ours": slack.channel(),
        "a person": f"dm:{slack.person()}",
    }
    room.escalation(elsewhere["of another customer"])
    lane = elsewhere.get(channel, theirs)
    message = room.said_for(room.escalation(theirs), lane, "We have it", audience=Audience.CUSTOMER)

    room.drain()

    assert (room.row(message).state, room.row(message).error) == (MessageState.GIVEN_UP, error)
    assert slack.calls("chat.postMessage", lane) == []
    assert slack.calls("conversations.join") == []


def test_a_channel_that_was_shared_since_we_looked_is_noticed(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    room.say(channel, "before")
    room.drain()
    slack.share(channel)
    room.say(channel, "after")
    sleep(0.2)

    room.drain(channel_fresh=0.2)

    assert slack.texts(channel) == ["before"]


def test_a_card_is_not_edited_once_its_channel_is_shared(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    card = room.card(channel, "the card")
    room.drain()
    slack.share(channel)
    room.touch(card)
    sleep(0.2)

    room.drain(channel_fresh=0.2)

    assert slack.texts(channel) == ["the card"]
    assert room.surface(card).error == "shared_channel"


def test_guests_and_people_from_outside_get_nothing_internal(room: PostRoom, slack: PretendSlack) -> None:
    guest, outsider = slack.person(guest=True), slack.person(outside=True)
    messages = [room.say(f"dm:{user}", "a candid note") for user in (guest, outsider)]

    room.drain()

    assert {room.row(message).error for message in messages} == {"outside_person"}
    assert slack.calls("conversations.open") == []


def test_somebody_who_left_gives_way_to_the_next(room: PostRoom, slack: PretendSlack) -> None:
    left, home = slack.person(deleted=True), slack.channel()
    room.say(f"dm:{left}", "you are next", else_lanes=[home])

    room.drain()

    assert slack.texts(home) == ["you are next"]


def test_many_channels_seen_too_long_ago_are_looked_at_together(room: PostRoom, slack: PretendSlack) -> None:
    channels = [slack.channel() for _ in range(12)]
    for channel in channels:
        room.say(channel, "good morning")

    room.drain()

    assert [slack.texts(channel) for channel in channels] == [["good morning"]] * 12
    assert len(slack.calls("conversations.list")) == 1
    # A lane that is claimed while the list is under way may look for itself.
    assert len(slack.calls("conversations.info")) < 6
