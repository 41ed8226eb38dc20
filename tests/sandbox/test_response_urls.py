"""Response addresses: five uses within half an hour, to one person unless said otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.webhook import WebhookClient

from sandbox import Settings
from tests.sandbox.world import World, a_world, actions, button, section


def address(world: World, channel: str = "desk") -> WebhookClient:
    """The address that came with a command of Vera's."""
    world.vera.types("/go", channel=channel)
    return WebhookClient(world.slack.deliveries("slash_commands")[-1]["body"]["response_url"])


def address_of_click(world: World) -> tuple[str, WebhookClient]:
    """The ts of a message of ours, and the address that came with a click in it."""
    ts = world.says("Take it?", blocks=[actions(button())])
    world.vera.clicks(world.desk.expects("Take it?"), "Press")
    return ts, WebhookClient(world.slack.deliveries("interactive")[-1]["body"]["response_url"])


def test_an_answer_is_for_one_person_unless_it_says_otherwise(world: World) -> None:
    url = address(world)
    url.send(text="for you")
    url.send(text="for all", response_type="in_channel")
    assert [message.text for message in world.vera.ephemerals] == ["for you"]
    assert [message.text for message in world.desk.messages] == ["for all"]


def test_an_answer_reaches_channels_the_bot_is_not_in(world: World) -> None:
    address(world, "secret").send(text="for all", response_type="in_channel")
    assert world.secret.expects("for all")


def test_the_sixth_use_is_refused(world: World) -> None:
    url = address(world)
    statuses = [url.send(text=str(number)).status_code for number in range(6)]
    assert statuses == [200] * 5 + [404]


def test_an_old_address_is_refused() -> None:
    with a_world(settings=Settings(response_url_lifetime=0.0)) as world:
        response = address(world).send(text="late")
    assert (response.status_code, response.body) == (404, "expired_url")


def test_the_original_can_be_replaced_or_taken_away(world: World) -> None:
    ts, url = address_of_click(world)
    url.send(text="Taken", replace_original=True)
    assert world.desk.expects("Taken").ts == ts
    assert world.desk.expects("Taken").blocks == []
    url.send(delete_original=True)
    assert world.desk.messages == []


def test_an_answer_may_stand_in_a_thread(world: World) -> None:
    ts, url = address_of_click(world)
    url.send_dict({"text": "below", "response_type": "in_channel", "thread_ts": ts})
    assert [message.text for message in world.desk.thread(world.desk.expects("Take it?"))] == ["below"]


@pytest.mark.parametrize("said", [{"text": ""}, {"text": "x", "blocks": [section("x" * 3001)]}])
def test_an_answer_is_held_to_the_same_rules(world: World, said: Any) -> None:
    response = address(world).send(**said)
    assert response.status_code == 400
    assert response.body in ("no_text", "invalid_blocks")
