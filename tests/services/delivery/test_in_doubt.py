"""A crash or a lost answer: only then does nobody know, and then history is asked."""

from __future__ import annotations

from threading import Thread
from typing import Any

from bot.slack_gateway import SlackGateway
from models.outbox import Lane, MessageState, OutboxMessage, Priority
from services.deliver import DeliveryReport, deliver, drain
from services.delivery.claim import claim
from services.delivery.perform import perform
from services.delivery.restored import doubt_what_waits
from services.delivery.trouble import sort_out
from services.delivery.words import word_all
from services.slack_port import Posted, Refusal, SlackError
from tests.services.delivery.doomed_worker import dies_after
from tests.services.delivery.post_room import PostRoom
from tests.services.delivery.pretend_slack import TIMEOUT, PretendSlack, until


class DeafGateway(SlackGateway):
    """Slack takes what it posts, and it never hears the answer."""

    def post(self, *args: Any, **kwargs: Any) -> Posted:
        super().post(*args, **kwargs)
        raise SlackError(Refusal.IN_DOUBT, "timeout")


def test_a_lost_answer_is_found_in_history_and_not_sent_again(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    message = room.say(channel, "said once")
    slack.fault("lost_reply", method="chat.postMessage", channel=channel)

    assert room.deliver().sent == 0
    assert room.row(message).state is MessageState.SENDING
    report = room.drain()

    assert report.found == 1
    assert slack.texts(channel) == ["said once"]
    assert room.row(message).ts == slack.posts(channel)[0].ts


def test_what_slack_never_took_is_sent_again(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    message = room.say(channel, "said once")
    slack.fault("http_500", method="chat.postMessage", channel=channel)

    report = room.drain()

    assert (report.not_found, report.sent) == (1, 1)
    assert slack.texts(channel) == ["said once"]
    assert room.row(message).state is MessageState.SENT


def test_nothing_else_leaves_by_a_lane_in_doubt(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    room.say(channel, "first")
    room.say(channel, "second")
    slack.fault("lost_reply", method="chat.postMessage", channel=channel)

    room.deliver()
    room.deliver()
    assert slack.texts(channel) == ["first"]

    room.drain()
    assert slack.texts(channel) == ["first", "second"]


def test_a_lost_answer_in_a_thread_is_looked_for_in_the_thread(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    card = room.say(channel, "the card")
    room.drain()
    room.say(channel, "a detail", thread_of=card)
    slack.fault("lost_reply", method="chat.postMessage", channel=channel)

    report = room.drain()

    assert report.found == 1
    assert slack.texts(channel) == ["the card", "a detail"]


def test_a_message_that_shows_late_in_history_is_still_found(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    room.say(channel, "said once")
    slack.fault("late_history", method="chat.postMessage", channel=channel, seconds=0.3)

    deliver(room.desk(gateway=DeafGateway(slack.token, base_url=slack.api, timeout=TIMEOUT)))
    report = room.drain()

    assert report.found == 1
    assert slack.texts(channel) == ["said once"]


def test_a_worker_that_dies_before_it_calls_loses_nothing(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    message = room.say(channel, "said once")
    slack.look_at(room.database, channel)
    impatient = slack.gateway(timeout=0.1)
    taken = claim(room.desk(holder="dies", gateway=impatient), 4, may_list=False)
    assert len(taken.jobs) == 1
    assert room.row(message).state is MessageState.SENDING

    report = room.drain()

    assert (report.not_found, report.sent) == (1, 1)
    assert slack.texts(channel) == ["said once"]


def test_a_worker_that_slept_through_its_lease_touches_nothing(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    message = room.say(channel, "said once")
    slack.look_at(room.database, channel)
    sleeper = room.desk(holder="sleeper", gateway=slack.gateway(timeout=0.1))
    (slept_over,) = claim(sleeper, 4, may_list=False).jobs
    until(lambda: room.lane(channel).lease_until < room.database.machine_now())
    other = room.desk(holder="other", first_wait=0.2)
    until(lambda: deliver(other).not_found == 1)
    until(lambda: bool(claim(other, 4, may_list=False).jobs))

    ready, failed = word_all(sleeper, [slept_over])
    assert ready == []
    for answer in [*failed, perform(sleeper, slept_over)]:
        sort_out(sleeper, answer, DeliveryReport())

    assert slack.texts(channel) == []
    assert room.row(message).state is MessageState.SENDING
    assert room.lane(channel).holder == "other"
    assert room.row(message).fence == room.lane(channel).fence


def test_a_worker_killed_as_slack_answers_has_its_message_found(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    message = room.say(channel, "said once")
    dies_after("post", room.url, slack.api, slack.token)
    assert slack.texts(channel) == ["said once"]
    assert room.row(message).state is MessageState.SENDING
    assert room.lane(channel).holder == "doomed"

    report = room.drain()

    assert report.found == 1
    assert slack.texts(channel) == ["said once"]
    assert room.row(message).state is MessageState.SENT


def test_slack_out_of_reach_is_waited_for(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    message = room.say(channel, "later, then")
    slack.look_at(room.database, channel)
    nobody = slack.gateway(base_url="http://127.0.0.1:9/api/")

    report = deliver(room.desk(gateway=nobody))
    assert report.again >= 1
    assert room.row(message).state is MessageState.WAITING

    room.drain()
    assert slack.texts(channel) == ["later, then"]


def test_a_message_that_fails_too_often_is_given_up_and_ops_hears_of_it(
    room: PostRoom, slack: PretendSlack
) -> None:
    channel = slack.channel()
    message = room.say(channel, "no luck")
    slack.fault("http_503", method="chat.postMessage", channel=channel, times=None)

    report = room.drain(attempts=1)

    assert report.given_up == 1
    assert room.row(message).state is MessageState.GIVEN_UP
    assert room.told_ops() == ["given_up: not_in_history"]


def test_after_a_restore_what_had_left_meanwhile_is_found(room: PostRoom, slack: PretendSlack) -> None:
    channel = slack.channel()
    left, stayed = room.say(channel, "left since the backup"), room.say(channel, "still waits")
    room.deliver(between_posts=60.0)
    with room.database.write() as session:  # the backup was made before that
        message = session.get_one(OutboxMessage, left)
        message.state, message.ts, message.channel_id = MessageState.WAITING, None, None
        session.get_one(Lane, channel).last_ts = None
        assert doubt_what_waits(session) == 2

    report = room.drain()

    assert (report.found, report.not_found) == (1, 1)
    assert slack.texts(channel) == ["left since the backup", "still waits"]
    assert room.row(stayed).state is MessageState.SENT


def test_after_a_restore_what_was_said_out_of_the_order_of_its_making_is_found_all_the_same(
    room: PostRoom, slack: PretendSlack
) -> None:
    channel = slack.channel()
    messages = [room.say(channel, "later"), room.say(channel, "at once", priority=Priority.URGENT)]
    room.drain()
    assert slack.texts(channel) == ["at once", "later"]
    with room.database.write() as session:  # the backup was made before that
        for message in messages:
            row = session.get_one(OutboxMessage, message)
            row.state, row.ts, row.channel_id = MessageState.WAITING, None, None
        session.get_one(Lane, channel).last_ts = None
        assert doubt_what_waits(session) == 2

    report = room.drain()

    assert (report.found, report.not_found) == (2, 0)
    assert slack.texts(channel) == ["at once", "later"]


def test_on_a_bad_day_everything_is_still_said_once_and_in_order(room: PostRoom, slack: PretendSlack) -> None:
    channels = [slack.channel() for _ in range(3)]
    for number in range(3):
        for channel in channels:
            room.say(channel, f"{number}")
    troubles = (("lost_reply", "http_503"), ("http_500", "lost_reply"), ("ratelimited",))
    for channel, kinds in zip(channels, troubles, strict=True):
        for kind in kinds:
            slack.fault(kind, method="chat.postMessage", channel=channel, retry_after=0)
    slack.sandbox.faults.add("http_500", "conversations.history", times=1)
    workers = [
        Thread(target=drain, args=[room.desk(holder=name)], kwargs={"threads": 3, "patience": 3.0})
        for name in ("one", "two")
    ]

    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [slack.texts(channel) for channel in channels] == [["0", "1", "2"]] * 3
