"""How fast an app may be: one message a second a channel, and so many calls a minute of each method."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox import Settings
from tests.sandbox.world import World, a_world


def refused(call: Callable[[], Any]) -> int:
    """The seconds that a call is told to wait."""
    with pytest.raises(SlackApiError) as caught:
        call()
    response = caught.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    return int({name.lower(): value for name, value in response.headers.items()}["retry-after"])


def test_a_second_message_within_the_second_is_told_to_wait_one() -> None:
    with a_world(paced=True) as world:
        world.says("first")
        assert refused(lambda: world.says("second")) == 1
        world.says("elsewhere", channel="acme-and-us")
        assert [message.text for message in world.desk.messages] == ["first"]


def test_a_message_a_second_after_the_answer_is_always_taken() -> None:
    with a_world(settings=Settings(message_interval=0.1), paced=True) as world:
        for number in range(5):
            world.says(str(number))
            time.sleep(0.1)
        assert len(world.desk.messages) == 5


def test_a_burst_may_be_allowed() -> None:
    with a_world(settings=Settings(message_burst=3), paced=True) as world:
        for number in range(3):
            world.says(str(number))
        assert refused(lambda: world.says("one too many")) == 1


def test_a_refused_message_costs_nothing() -> None:
    with a_world(settings=Settings(message_interval=2.0), paced=True) as world:
        world.says("first")
        for _ in range(5):
            refused(lambda: world.says("too soon"))
        time.sleep(2.0)
        world.says("second")


def test_a_method_of_tier_two_may_be_called_twenty_times_a_minute() -> None:
    with a_world(paced=True) as world:
        for _ in range(20):
            world.client.conversations_list()
        assert 50 <= refused(world.client.conversations_list) <= 60
        assert world.client.users_info(user=world.vera)["ok"]


def test_a_methods_limit_may_be_set_for_a_drill() -> None:
    with a_world(paced=True) as world:
        world.slack.limits({"users.info": 1})
        world.client.users_info(user=world.vera)
        refused(lambda: world.client.users_info(user=world.vera))


def test_the_whole_workspace_has_a_limit_of_messages() -> None:
    with a_world(settings=Settings(messages_per_minute=2, message_interval=0), paced=True) as world:
        world.says("one")
        world.says("two", channel="acme-and-us")
        assert refused(lambda: world.says("three")) > 1


def test_tests_of_something_else_need_not_wait(world: World) -> None:
    for number in range(60):
        world.says(str(number))
    assert len(world.desk.messages) == 60
