"""The gateway: every failure is sorted into what to do about it, and nothing is sent twice by itself."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from threading import Thread
from time import sleep

import pytest

from bot.slack_gateway import SlackGateway
from sandbox import Sandbox
from sandbox.happenings.messages import put_message
from sandbox.records import Message
from services.slack_port import Refusal, SlackError
from tests.services.delivery.pretend_slack import MANIFEST, NEEDED, PACED, PretendSlack

MARK = {"event_type": "heard_message", "event_payload": {"op_id": "one"}}


@pytest.fixture(scope="module")
def slack() -> Iterator[PretendSlack]:
    with Sandbox.start(MANIFEST, settings=PACED) as sandbox:
        yield PretendSlack(sandbox)


@pytest.fixture(autouse=True)
def afresh(slack: PretendSlack) -> None:
    slack.begin()


def refused(slack: PretendSlack, channel: str, gateway: SlackGateway | None = None) -> SlackError:
    """What a post into this channel is refused with."""
    with pytest.raises(SlackError) as told:
        (gateway or slack.gateway()).post(channel, "hello", [])
    return told.value


def test_it_knows_who_it_is_and_what_it_may_do(slack: PretendSlack) -> None:
    me = slack.gateway().auth_test()

    assert (me.team_id, me.bot_user_id) == (slack.sandbox.team_id, slack.sandbox.bot_user_id)
    assert me.scopes == set(NEEDED)


@pytest.mark.parametrize(
    ("fault", "kind", "code"),
    [
        ({"kind": "ratelimited", "retry_after": 7}, Refusal.AGAIN, "ratelimited"),
        ({"kind": "http_500"}, Refusal.IN_DOUBT, "http_500"),
        ({"kind": "http_503"}, Refusal.IN_DOUBT, "http_503"),
        ({"kind": "lost_reply"}, Refusal.IN_DOUBT, "connection_lost"),
        ({"kind": "timeout", "seconds": 4.0}, Refusal.IN_DOUBT, "timeout"),
        ({"kind": "error", "error": "fatal_error"}, Refusal.IN_DOUBT, "fatal_error"),
        ({"kind": "error", "error": "internal_error"}, Refusal.IN_DOUBT, "internal_error"),
        ({"kind": "error", "error": "is_archived"}, Refusal.NEVER, "is_archived"),
        ({"kind": "error", "error": "an_error_of_next_year"}, Refusal.NEVER, "an_error_of_next_year"),
        ({"kind": "error", "error": "msg_too_long"}, Refusal.SIMPLIFY, "msg_too_long"),
        ({"kind": "error", "error": "missing_scope"}, Refusal.PAUSE, "missing_scope"),
        ({"kind": "error", "error": "account_inactive"}, Refusal.PAUSE, "account_inactive"),
    ],
    ids=lambda value: (
        "-".join(str(part) for part in value.values()) if isinstance(value, dict) else str(value)
    ),
)
def test_every_failure_says_what_to_do(
    slack: PretendSlack, fault: dict[str, object], kind: Refusal, code: str
) -> None:
    channel = slack.channel()
    slack.sandbox.faults.add(method="chat.postMessage", **fault)  # type: ignore[arg-type]

    # Long enough for a busy machine to answer, and shorter than the fault that never does.
    error = refused(slack, channel, slack.gateway(timeout=1.5))

    assert (error.kind, error.code) == (kind, code)
    assert error.retry_after == fault.get("retry_after")


def test_a_lost_answer_is_not_sent_again_by_itself(slack: PretendSlack) -> None:
    channel = slack.channel()
    slack.fault("lost_reply", method="chat.postMessage", channel=channel)

    refused(slack, channel)

    assert slack.texts(channel) == ["hello"]


def test_where_nobody_listens_nothing_was_sent(slack: PretendSlack) -> None:
    error = refused(slack, "C1", slack.gateway(base_url="http://127.0.0.1:9/api/"))

    assert (error.kind, error.code) == (Refusal.AGAIN, "unreachable")


def test_an_answer_that_is_not_slacks_tells_nothing(slack: PretendSlack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:

        def answer() -> None:
            line, _ = stranger.accept()
            with line:
                line.recv(65536)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<html>hi!")

        Thread(target=answer, daemon=True).start()
        port = stranger.getsockname()[1]
        error = refused(slack, "C1", slack.gateway(base_url=f"http://127.0.0.1:{port}/api/"))

    assert (error.kind, error.code) == (Refusal.IN_DOUBT, "unreadable_answer")


def test_a_revoked_token_pauses(slack: PretendSlack) -> None:
    channel = slack.channel()
    with slack.token_revoked():
        assert refused(slack, channel).kind is Refusal.PAUSE


def test_its_own_message_is_found_by_its_mark(slack: PretendSlack) -> None:
    channel, gateway = slack.channel(), slack.gateway()
    posted = gateway.post(channel, "hello", [], metadata=MARK)

    assert gateway.find_post(channel, "one", oldest="0") == posted.ts
    assert gateway.find_post(channel, "two", oldest="0") is None
    assert gateway.find_post(channel, "one", oldest=posted.ts) is None


def test_it_is_found_on_a_later_page_too(slack: PretendSlack) -> None:
    channel, gateway = slack.channel(), SlackGateway(slack.token, base_url=slack.api, page=2)
    casey = slack.sandbox.add_user("casey")
    posted = gateway.post(channel, "hello", [], metadata=MARK)
    casey.joins(channel)
    for number in range(5):
        casey.posts(channel, f"chatter {number}")

    assert gateway.find_post(channel, "one", oldest="0") == posted.ts
    assert len(slack.calls("conversations.history", channel)) > 1


def test_a_reply_is_found_in_its_thread(slack: PretendSlack) -> None:
    channel, gateway = slack.channel(), slack.gateway()
    card = gateway.post(channel, "the card", [])
    sleep(PACED.message_interval)
    reply = gateway.post(channel, "a detail", [], thread_ts=card.ts, metadata=MARK)

    assert gateway.find_post(channel, "one", oldest=card.ts, thread_ts=card.ts) == reply.ts
    assert gateway.find_post(channel, "one", oldest=card.ts) is None


def test_somebody_elses_message_with_the_same_mark_is_not_its_own(slack: PretendSlack) -> None:
    channel = slack.channel()
    platform = slack.sandbox._platform  # no person, and no second app, can write metadata here
    with platform.workspace.lock:
        copy = Message(ts=platform.workspace.new_ts(), user=slack.person(), text="a copy", metadata=MARK)
        put_message(platform, platform.workspace.channels[channel], copy)

    assert slack.gateway().find_post(channel, "one", oldest="0") is None


def test_a_channel_is_shared_with_a_customer_from_the_invitation_on(slack: PretendSlack) -> None:
    gateway = slack.gateway()
    ours, shared, pending = slack.channel(), slack.channel(shared=True), slack.channel(pending=True)

    assert [gateway.channel_info(channel).shared for channel in (ours, shared, pending)] == [
        False,
        True,
        True,
    ]
    listed = {channel.channel_id: channel.shared for channel in gateway.list_channels()}
    assert [listed[channel] for channel in (ours, shared, pending)] == [False, True, True]


def test_people_from_outside_and_guests_are_told_apart(slack: PretendSlack) -> None:
    gateway = slack.gateway()
    colleague, guest, outsider = slack.person(), slack.person(guest=True), slack.person(outside=True)

    seen = [gateway.user_info(user) for user in (colleague, guest, outsider)]

    assert [(person.internal, person.guest) for person in seen] == [
        (True, False),
        (True, True),
        (False, False),
    ]


def test_people_are_found_by_their_address(slack: PretendSlack) -> None:
    maya = slack.sandbox.add_user("maya", email="maya@example.com")

    found = slack.gateway().lookup_email("maya@example.com")

    assert found is not None
    assert found.user_id == maya.id
    assert slack.gateway().lookup_email("nobody@example.com") is None


def test_lists_are_read_to_their_last_page(slack: PretendSlack) -> None:
    gateway = SlackGateway(slack.token, base_url=slack.api, page=2)
    people = {slack.person() for _ in range(5)}
    group = slack.sandbox.add_usergroup("leads", sorted(people))

    assert people <= {person.user_id for person in gateway.list_users()}
    assert {(found.group_id, found.members) for found in gateway.list_usergroups()} >= {
        (group, tuple(sorted(people)))
    }


def test_neither_words_nor_tokens_are_logged(slack: PretendSlack, caplog: pytest.LogCaptureFixture) -> None:
    channel = slack.channel()
    with caplog.at_level(logging.DEBUG):
        gateway = slack.gateway()
        gateway.post(channel, "their ARR is small", [])
        slack.fault("lost_reply", method="chat.postMessage", channel=channel)
        refused(slack, channel, gateway)

    assert "ARR" not in caplog.text
    assert slack.token not in caplog.text


def test_a_message_is_read_wherever_it_stands(slack: PretendSlack) -> None:
    gateway, channel = slack.gateway(), slack.channel()
    nadia = slack.sandbox.add_user("nadia")
    nadia.joins(channel)
    card = nadia.posts(channel, "the card")
    reply = nadia.posts(channel, "a reply", thread=card)
    nadia.posts(channel, "another", thread=card)

    read = gateway.read_message(channel, reply.ts)
    assert read is not None
    assert (read.ts, read.thread_ts, read.user, read.text) == (reply.ts, card.ts, nadia, "a reply")
    head = gateway.read_message(channel, card.ts)
    assert head is not None
    assert head.text == "the card"
    with pytest.raises(SlackError) as told:
        gateway.read_message(channel, "1.000001")
    assert told.value.kind is Refusal.NEVER
