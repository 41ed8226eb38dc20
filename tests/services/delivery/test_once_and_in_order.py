"""A message leaves once, in its turn, a pause after the one before it, however many workers there are."""

from __future__ import annotations

from itertools import pairwise
from threading import Thread
from time import sleep
from typing import Any

from bot.slack_gateway import SlackGateway
from models.outbox import MessageState
from services.deliver import DeliveryLoop, drain
from services.slack_port import Posted
from tests.services.delivery.post_room import QUICK, ROUTINE, URGENT, PostRoom
from tests.services.delivery.pretend_slack import TIMEOUT, PretendSlack, until


class SlowGateway(SlackGateway):
    """Takes its time over a post."""

    def post(self, *args: Any, **kwargs: Any) -> Posted:
        sleep(0.2)
        return super().post(*args, **kwargs)


def test_what_is_said_twice_under_one_key_leaves_once(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    room.say(channel, "Casey owns it", key="owner:ESC-1")
    room.say(channel, "Casey owns it, again", key="owner:ESC-1")

    room.drain()
    room.drain()

    assert slack.texts(channel) == ["Casey owns it"]


def test_a_sent_row_says_where_its_message_stands(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    message = room.say(channel, "hello")

    report = room.deliver()

    row = room.row(message)
    assert report.sent == 1
    assert (row.state, row.channel_id, row.ts) == (MessageState.SENT, channel, slack.posts(channel)[0].ts)
    assert room.lane(channel).last_ts == row.ts
    assert room.lane(channel).holder is None


def test_every_post_carries_its_own_mark_and_unfurls_nothing(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    message = room.say(channel, "see https://example.com")

    room.deliver()

    (call,) = slack.calls("chat.postMessage", channel)
    assert call["args"]["metadata"] == {
        "event_type": "heard_message",
        "event_payload": {"op_id": room.row(message).op_id},
    }
    assert call["args"]["unfurl_links"] is False
    assert call["args"]["unfurl_media"] is False


def test_a_channel_gets_one_message_at_a_time_with_a_pause_after_each(
    room: PostRoom, slack: PretendSlack
) -> None:
    channel = slack.channel()
    for text in "abcd":
        room.say(channel, text)

    room.drain()

    posts = slack.posts(channel)
    assert [post.text for post in posts] == list("abcd")
    gaps = [float(after.ts) - float(before.ts) for before, after in pairwise(posts)]
    assert min(gaps) >= QUICK.between_posts
    assert slack.statuses("chat.postMessage", channel) == [200] * 4


def test_the_urgent_goes_before_the_older(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    room.say(channel, "digest", priority=ROUTINE)
    room.say(channel, "another digest", priority=ROUTINE)
    room.say(channel, "production is down", priority=URGENT)

    room.drain()

    assert slack.texts(channel) == ["production is down", "digest", "another digest"]


def test_one_pass_leaves_what_must_wait_for_the_next(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    room.say(channel, "first")
    room.say(channel, "second")

    assert room.deliver(between_posts=60.0).sent == 1
    assert room.deliver(between_posts=60.0).sent == 0
    assert slack.texts(channel) == ["first"]


def test_two_workers_send_nothing_twice_and_nothing_out_of_order(room: PostRoom, slack: PretendSlack) -> None:
    channels = [slack.channel() for _ in range(5)]
    for number in range(4):
        for channel in channels:
            room.say(channel, f"{number}")
    desks = [room.desk(holder=name) for name in ("one", "two")]
    workers = [Thread(target=drain, args=[desk], kwargs={"threads": 3, "patience": 2.0}) for desk in desks]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [slack.texts(channel) for channel in channels] == [["0", "1", "2", "3"]] * 5
    assert set(slack.statuses("chat.postMessage")) == {200}


def test_a_thread_waits_for_its_first_message(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    card = room.say(channel, "the card", priority=ROUTINE)
    room.say(channel, "a detail", priority=URGENT, thread_of=card)

    room.drain()

    first, second = slack.posts(channel)
    assert [first.text, second.text] == ["the card", "a detail"]
    assert second.thread_ts == first.ts


def test_what_became_pointless_is_dropped_and_holds_nothing_up(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    nudge = room.say(channel, "due in five minutes", pointless_after=room.now)
    room.say(channel, "still true")
    room.later(minutes=10)

    report = room.drain()

    assert report.dropped == 1
    assert room.row(nudge).state is MessageState.DROPPED
    assert slack.texts(channel) == ["still true"]


def test_a_direct_message_opens_its_conversation_once(room: PostRoom, slack: PretendSlack) -> None:
    maya = slack.person()
    room.say(f"dm:{maya}", "you are next")
    room.say(f"dm:{maya}", "never mind")

    room.drain()

    assert slack.dm_texts(maya) == ["you are next", "never mind"]
    assert len(slack.calls("conversations.open")) == 1
    assert room.lane(f"dm:{maya}").channel_id == slack.dm(maya)


def test_a_message_that_cannot_be_worded_starves_nobody(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    broken = room.say(channel, None)
    room.say(channel, "fine")

    room.drain(attempts=2)

    assert slack.texts(channel) == ["fine"]
    assert room.row(broken).state is MessageState.GIVEN_UP
    assert room.told_ops() == ["wording_failed: plain", "given_up: wording_failed"]


def test_a_loop_that_is_stopped_finishes_what_is_under_way(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    message = room.say(channel, "on its way")
    slow = SlowGateway(slack.token, base_url=slack.api, timeout=TIMEOUT)
    loop = DeliveryLoop(room.desk(gateway=slow), threads=2)

    loop.start()
    until(lambda: room.row(message).state is not MessageState.WAITING)
    loop.stop()

    assert room.row(message).state is MessageState.SENT
    assert slack.texts(channel) == ["on its way"]
    assert room.lane(channel).holder is None


def test_a_loop_that_is_woken_looks_at_once(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    loop = DeliveryLoop(room.desk(), threads=2)
    loop.start()
    try:
        room.say(channel, "news")
        loop.wake()
        until(lambda: slack.texts(channel) == ["news"])
    finally:
        loop.stop()
