"""Slack says no: wait, take the next target, say it plainly, pause or give up, and tell who must know."""

from __future__ import annotations

from models.outbox import MessageState
from services.deliver import deliver
from tests.services.delivery.post_room import PostRoom
from tests.services.delivery.pretend_slack import PretendSlack


def test_a_limited_channel_waits_alone(room: PostRoom, slack: PretendSlack) -> None:
    slow, quick = slack.channel(), slack.channel()
    message = room.say(slow, "held up")
    room.say(quick, "at once")
    slack.fault("ratelimited", method="chat.postMessage", channel=slow, retry_after=1)

    room.deliver()
    assert slack.texts(quick) == ["at once"]
    assert slack.texts(slow) == []
    assert room.row(message).attempts == 0

    room.drain()
    assert slack.texts(slow) == ["held up"]


def test_a_second_limited_channel_pauses_the_method_for_all(room: PostRoom, slack: PretendSlack) -> None:
    one, two, three = slack.channel(), slack.channel(), slack.channel()
    for channel in (one, two):
        slack.fault("ratelimited", method="chat.postMessage", channel=channel, retry_after=1)
        room.say(channel, "held up")
        room.deliver()
    room.say(three, "held up too")

    room.deliver()
    assert slack.texts(three) == []

    room.drain()
    assert [slack.texts(channel) for channel in (one, two, three)] == [
        ["held up"],
        ["held up"],
        ["held up too"],
    ]


def test_one_channel_limited_again_and_again_pauses_nobody_else(room: PostRoom, slack: PretendSlack) -> None:
    stubborn, other = slack.channel(), slack.channel()
    slack.fault("ratelimited", method="chat.postMessage", channel=stubborn, retry_after=0, times=3)
    room.say(stubborn, "held up")
    room.drain()
    room.say(other, "at once")
    room.deliver()

    assert slack.texts(stubborn) == ["held up"]
    assert slack.texts(other) == ["at once"]
    limits = room.bucket("chat.postMessage")
    assert limits is not None
    assert (limits.limited_lane, limits.paused_until) == (stubborn, 0.0)


def test_an_archived_channel_gives_way_to_the_next(room: PostRoom, slack: PretendSlack) -> None:
    gone, home = slack.channel(archived=True), slack.channel()
    escalation = room.escalation()
    message = room.said_for(escalation, gone, "tier 2, please", else_lanes=[home])

    report = room.drain()

    assert (report.moved, report.given_up) == (1, 0)
    assert slack.texts(home) == ["tier 2, please"]
    assert (room.row(message).state, room.row(message).lane) == (MessageState.SENT, home)
    (failure,) = room.failures_of(escalation)
    assert (failure["lane"], failure["error"], failure["next"]) == (gone, "is_archived", home)
    assert room.told_ops() == ["moved: is_archived"]


def test_a_channel_archived_since_we_looked_gives_way_too(room: PostRoom, slack: PretendSlack) -> None:
    doomed, home = slack.channel(), slack.channel()
    slack.look_at(room.database, doomed)
    slack.archive(doomed)
    room.say(doomed, "tier 2, please", else_lanes=[home])

    room.drain()

    assert slack.texts(home) == ["tier 2, please"]


def test_a_thread_moves_with_its_first_message(room: PostRoom, slack: PretendSlack) -> None:
    gone, home = slack.channel(archived=True), slack.channel()
    card = room.say(gone, "the card", else_lanes=[home])
    for text in ("one", "two"):
        room.say(gone, text, thread_of=card, else_lanes=[home])

    room.drain()

    first, *replies = slack.posts(home)
    assert [first.text, *(reply.text for reply in replies)] == ["the card", "one", "two"]
    assert {reply.thread_ts for reply in replies} == {first.ts}


def test_with_nowhere_left_it_is_given_up_and_said_so_once(room: PostRoom, slack: PretendSlack) -> None:
    gone = slack.channel(archived=True)
    escalation = room.escalation()
    messages = [room.said_for(escalation, gone, text) for text in ("one", "two")]

    report = room.drain()

    assert report.given_up == 2
    assert {room.row(message).state for message in messages} == {MessageState.GIVEN_UP}
    assert {room.row(message).error for message in messages} == {"is_archived"}
    assert len(room.failures_of(escalation)) == 2
    assert room.told_ops() == ["given_up: is_archived"]


def test_a_thread_whose_first_message_was_given_up_goes_on_at_the_top(
    room: PostRoom, slack: PretendSlack
) -> None:
    gone, home = slack.channel(archived=True), slack.channel()
    card = room.say(gone, "the card")
    for text in ("one", "two"):
        room.say(home, text, thread_of=card)

    room.drain()

    assert room.row(card).state is MessageState.GIVEN_UP
    assert slack.texts(home) == ["one", "two"]
    assert not any(post.is_reply for post in slack.posts(home))


def test_a_thread_whose_first_message_was_deleted_goes_on_at_the_top(
    room: PostRoom, slack: PretendSlack
) -> None:
    channel = slack.channel()
    card = room.say(channel, "the card")
    room.drain()
    slack.delete(channel, str(room.row(card).ts))
    room.say(channel, "a detail", thread_of=card)

    room.drain()

    assert slack.texts(channel) == ["a detail"]


def test_a_public_channel_is_joined_before_it_is_written_to(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel(member=False)
    room.say(channel, "hello")

    room.drain()

    assert slack.texts(channel) == ["hello"]
    assert len(slack.calls("conversations.join", channel)) == 1


def test_a_public_channel_we_were_removed_from_is_joined_again(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    slack.look_at(room.database, channel)
    slack.remove_bot(channel)
    room.say(channel, "hello again")

    room.drain()

    assert slack.texts(channel) == ["hello again"]


def test_a_private_channel_we_are_not_in_gives_way(room: PostRoom, slack: PretendSlack) -> None:
    secret, home = slack.channel(private=True, member=False), slack.channel()
    room.say(secret, "hello", else_lanes=[home])

    room.drain()

    assert slack.texts(home) == ["hello"]


def test_refused_blocks_are_said_as_plain_text(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    message = room.say(channel, "the words")
    slack.fault("error", method="chat.postMessage", channel=channel, error="invalid_blocks")

    room.drain()

    (post,) = slack.posts(channel)
    assert (post.text, post.blocks) == ("the words", [])
    assert room.row(message).state is MessageState.SENT
    assert room.told_ops() == ["simplified: invalid_blocks"]


def test_a_report_is_never_made_about_a_report(room: PostRoom, slack: PretendSlack) -> None:
    slack.archive(room.ops)
    gone = slack.channel(archived=True)
    room.say(gone, "nobody hears this")

    report = room.drain()

    assert report.given_up == 2
    assert room.drain().given_up == 0


def test_a_revoked_token_holds_everything_until_it_works_again(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    message = room.say(channel, "patience")
    slack.look_at(room.database, channel)
    with slack.token_revoked():
        report = room.deliver()
        assert report.paused
        assert room.paused() == "token_revoked"
        calls = len(slack.calls("chat.postMessage"))
        room.deliver()
        assert len(slack.calls("chat.postMessage")) == calls
        assert room.row(message).attempts == 0

    while room.paused():
        room.deliver()
    room.drain()
    assert slack.texts(channel) == ["patience"]


def test_while_paused_one_worker_asks_and_the_others_wait(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    room.say(channel, "patience")
    slack.look_at(room.database, channel)
    desk = room.desk(probe_every=60.0)
    with slack.token_revoked():
        deliver(desk)
        asked = len(slack.calls("auth.test"))
        deliver(desk)
        deliver(desk)
        assert len(slack.calls("auth.test")) == asked
