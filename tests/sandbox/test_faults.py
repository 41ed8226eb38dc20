"""Faults on request: each kind, for one method, one channel, so many times."""

from __future__ import annotations

import time
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Refused
from tests.sandbox.world import World

NOTE = {"event_type": "note", "event_payload": {"op_id": "7f3a"}}


def texts(world: World) -> list[str]:
    return [message.text for message in world.desk.messages]


@pytest.mark.parametrize(
    ("fault", "status", "error"),
    [
        ({"kind": "ratelimited", "retry_after": 7}, 429, "ratelimited"),
        ({"kind": "error", "error": "is_archived"}, 200, "is_archived"),
    ],
)
def test_a_fault_spoils_one_call_and_no_more(world: World, fault: Any, status: int, error: str) -> None:
    world.slack.faults.add(method="chat.postMessage", **fault)
    with pytest.raises(SlackApiError) as caught:
        world.says("spoilt")
    assert (caught.value.response.status_code, caught.value.response["error"]) == (status, error)
    world.says("fine")
    assert texts(world) == ["fine"]


@pytest.mark.parametrize(("kind", "status"), [("http_500", 500), ("http_503", 503)])
def test_a_server_error_is_one(world: World, kind: str, status: int) -> None:
    world.slack.faults.add(kind, "chat.postMessage")
    with pytest.raises(SlackApiError) as caught:
        world.says()
    assert caught.value.response.status_code == status


def test_a_lost_reply_leaves_the_message_where_it_was_taken(world: World) -> None:
    world.slack.faults.add("lost_reply", "chat.postMessage")
    with pytest.raises(OSError, match="closed connection"):
        world.says("taken", metadata=NOTE)
    assert texts(world) == ["taken"]
    assert world.slack.calls("chat.postMessage")[0]["fault"] == "lost_reply"


def test_sdks_own_retry_posts_twice_when_a_reply_is_lost(world: World) -> None:
    world.slack.faults.add("lost_reply", "chat.postMessage")
    careless = WebClient(world.slack.bot_token, base_url=world.slack.api_url)
    careless.chat_postMessage(channel="desk", text="hello")
    assert texts(world) == ["hello", "hello"]


def test_a_timeout_takes_nothing_unless_it_is_asked_to(world: World) -> None:
    impatient = WebClient(world.slack.bot_token, base_url=world.slack.api_url, retry_handlers=[])
    impatient.timeout = 0.2  # type: ignore[assignment]  # seconds; a fraction works as well
    for taken in (False, True):
        world.slack.faults.add("timeout", "chat.postMessage", seconds=1, taken=taken)
        with pytest.raises(TimeoutError):
            impatient.chat_postMessage(channel="desk", text=f"{taken}")
    assert texts(world) == ["True"]


def test_a_late_message_is_there_but_history_does_not_know_yet(world: World) -> None:
    world.slack.faults.add("late_history", "chat.postMessage", seconds=0.3)
    ts = world.says("late")

    def known() -> list[str]:
        messages = world.client.conversations_history(channel=world.desk)["messages"]
        return [message["ts"] for message in messages if "subtype" not in message]

    assert known() == []
    time.sleep(0.3)
    assert known() == [ts]


def test_a_message_may_be_late_and_its_reply_lost(world: World) -> None:
    world.slack.faults.add("lost_reply", "chat.postMessage")
    world.slack.faults.add("late_history", "chat.postMessage", seconds=5)
    with pytest.raises(OSError, match="closed connection"):
        world.says("doubly unlucky")
    assert [
        m for m in world.client.conversations_history(channel=world.desk)["messages"] if "subtype" not in m
    ] == []


def test_a_fault_may_be_for_one_channel_by_name_or_id(world: World) -> None:
    world.slack.faults.add("http_500", "chat.postMessage", channel="desk", times=None)
    world.says("elsewhere", channel="acme-and-us")
    for where in ("desk", world.desk.id, "#desk"):
        with pytest.raises(SlackApiError):
            world.says(channel=where)
    world.slack.faults.clear()
    world.says("over")


def test_a_fault_may_wait_for_a_later_call(world: World) -> None:
    world.slack.faults.add("http_500", "chat.postMessage", after=2)
    world.says("one")
    world.says("two")
    with pytest.raises(SlackApiError):
        world.says("three")


def test_there_are_only_faults_that_there_are(world: World) -> None:
    with pytest.raises(Refused, match="'gremlins' is no kind of fault"):
        world.slack.faults.add("gremlins")


def test_a_revoked_token_works_again_when_it_is_restored(world: World) -> None:
    world.slack.revoke_token()
    with pytest.raises(SlackApiError, match="token_revoked"):
        world.says()
    world.slack.restore_token()
    world.says("back")
