"""What tests say of the pretend Slack: expectations wait, and a failure tells what stood there instead."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest

from sandbox import Sandbox
from tests.sandbox.world import World, actions, button, manifest, section

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_an_expectation_waits_for_what_is_still_to_come(world: World) -> None:
    threading.Timer(0.1, lambda: world.says("SEV-1 Acme is down")).start()
    assert world.desk.expects("SEV-1 Acme").text == "SEV-1 Acme is down"


def test_a_failed_expectation_lists_what_stood_there(world: World) -> None:
    world.says("Something else", blocks=[section("entirely"), actions(button("Take it", "take"))])
    with pytest.raises(
        AssertionError, match=r"(?s)#desk never said 'SEV-1'.*Something else entirely Take it \[Take it\]"
    ):
        world.desk.expects("SEV-1", within=0.05)


def test_an_expectation_may_ask_for_something_later_or_below(world: World) -> None:
    first = world.says("nudge")
    message = world.desk.expects("nudge")
    with pytest.raises(AssertionError):
        world.desk.expects("nudge", within=0.05, after=message)
    second = world.says("nudge")
    third = world.says("nudge", thread_ts=first)
    assert world.desk.expects("nudge", after=message).ts == third
    assert world.desk.expects("nudge", thread=message).ts == third
    assert second < third


def test_words_in_blocks_count_and_spaces_do_not(world: World) -> None:
    world.says("fallback", blocks=[section("*Acme*  cannot\nlog in")])
    assert world.desk.expects("*Acme* cannot log in").text == "fallback"


def test_nothing_more_means_besides_what_was_expected(world: World) -> None:
    world.says("expected")
    world.vera.posts("desk", "people may talk")
    world.desk.expects("expected")
    world.desk.expects_nothing_more(within=0.05)
    world.says("surprise")
    with pytest.raises(AssertionError, match="surprise"):
        world.desk.expects_nothing_more(within=0.05)


def test_quiet_means_nothing_new_at_all(world: World) -> None:
    world.says("old")
    world.desk.quiet(0.05)
    threading.Timer(0.05, lambda: world.says("new")).start()
    with pytest.raises(AssertionError, match="new"):
        world.desk.quiet(1.0)


def test_mentions_are_told_by_name(world: World) -> None:
    oncall = world.slack.add_usergroup("oncall", [world.vera])
    world.says(f"<@{world.vera.id}> and <!subteam^{oncall}>", blocks=[section("<!here>")])
    assert world.desk.expects("and").mentions == ["vera", "@oncall", "here"]


def test_a_button_is_found_by_its_id_the_part_before_a_colon_or_its_words(world: World) -> None:
    world.says("Look", blocks=[actions(button("Post update", "post_update:7"))])
    message = world.desk.expects("Look")
    for wanted in ("post_update:7", "post_update", "Post update"):
        assert not world.vera.clicks(message, wanted).ok  # there is no app, but it was found
    with pytest.raises(LookupError, match=r"'Post update' \(post_update:7\)"):
        world.vera.clicks(message, "snooze")


def test_the_time_shown_is_the_demos_and_the_ts_is_the_machines() -> None:
    with Sandbox.start(manifest(), shown_clock=lambda: NOON) as slack:
        vera = slack.add_user("vera")
        message = vera.posts(slack.add_channel("desk", [vera]), "hello")
    assert message.shown_at == NOON.isoformat()
    assert abs(float(message.ts) - time.time()) < 60


def test_what_the_log_tells(world: World) -> None:
    world.says("hello")
    world.vera.types("/go", channel="desk")
    call, delivery = world.slack.log[-2:]
    assert (call["what"], call["method"], call["response"]["ok"]) == ("call", "chat.postMessage", True)
    assert (delivery["what"], delivery["kind"], delivery["failure"]) == (
        "delivery",
        "slash_commands",
        "connection_failed",
    )


def test_an_unread_message_and_a_mention_are_counted_until_they_are_read(world: World) -> None:
    world.says("hello")
    ts = world.says(f"<@{world.vera.id}>")

    def row() -> tuple[int, int]:
        channels = world.slack.answer("ui/state", {"as": "vera"})["channels"]
        desk = next(channel for channel in channels if channel["name"] == "desk")
        return desk["unread"], desk["mentions"]

    assert row() == (2, 1)
    world.slack.answer("ui/read", {"as": "vera", "channel": "desk", "ts": ts})
    assert row() == (0, 0)
