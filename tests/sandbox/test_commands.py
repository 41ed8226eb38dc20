"""People type commands and use shortcuts; a real Bolt app answers over signed HTTP."""

from __future__ import annotations

import time
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk.signature import SignatureVerifier

from sandbox import Settings
from tests.sandbox.apps import an_ear
from tests.sandbox.world import World, a_world, actions, button, manifest, modal, section


def test_a_command_is_answered_to_whoever_typed_it_alone(world: World, app: App) -> None:
    @app.command("/go")
    def go(ack: Any, body: Any) -> None:
        ack(f"off to {body['text']}")

    response = world.vera.types("/go Acme", channel="desk")
    assert (response.ok, response.text) == (True, "off to Acme")
    assert world.vera.ephemerals[0].says("off to Acme")
    assert world.desk.messages == []


def test_a_command_may_answer_for_all_to_see(world: World, app: App) -> None:
    @app.command("/go")
    def go(ack: Any) -> None:
        ack({"response_type": "in_channel", "text": "Everybody look", "blocks": [section("Everybody look")]})

    world.vera.types("/go", channel="desk")
    assert world.desk.expects("Everybody look").user == world.slack.bot_user_id


def test_names_become_ids_only_where_the_manifest_asks_for_it(world: World, app: App) -> None:
    texts: list[str] = []
    for name in ("/go", "/raw"):

        @app.command(name)
        def heard(ack: Any, body: Any) -> None:
            texts.append(body["text"])
            ack()

    world.vera.types("/go ask @vera in #desk & see https://example.com/x", channel="desk")
    world.vera.types("/raw ask @vera", channel="desk")
    vera, desk = f"<@{world.vera.id}|vera>", f"<#{world.desk.id}|desk>"
    assert texts == [f"ask {vera} in {desk} &amp; see <https://example.com/x>", "ask @vera"]


def test_a_command_nobody_declared_is_not_valid(world: World) -> None:
    response = world.vera.types("/nonsense", channel="desk")
    assert (response.ok, response.error) == (False, "/nonsense is not a valid command.")
    assert world.slack.deliveries() == []


def test_people_from_outside_have_no_commands_and_no_shortcuts(world: World) -> None:
    assert not world.carl.types("/go", channel="acme-and-us").ok
    assert not world.carl.shortcut("open").ok
    assert world.slack.deliveries() == []


def test_an_app_that_takes_too_long_is_said_to_have_timed_out() -> None:
    with a_world(settings=Settings(answer_deadline=0.2)) as world, an_ear(world.slack) as ear:
        ear.answer = lambda _: (time.sleep(0.5), (200, ""))[1]  # type: ignore[func-returns-value]
        response = world.vera.types("/go", channel="desk")
    assert response.error == '/go failed with the error "operation_timeout"'


def test_an_app_that_fails_is_said_to_have_failed(world: World) -> None:
    with an_ear(world.slack) as ear:
        ear.answer = lambda _: (500, "oh")
        assert world.vera.types("/go", channel="desk").error == '/go failed with the error "dispatch_failed"'
    assert world.vera.types("/go", channel="desk").error.endswith('"dispatch_unknown_error"')
    assert len(world.vera.toasts) == 2


def test_a_delivery_is_signed_with_our_secret_and_no_other(world: World) -> None:
    with an_ear(world.slack) as ear:
        world.vera.types("/go", channel="desk")
        headers = ear.heard[0]["headers"]
    assert SignatureVerifier(world.slack.signing_secret).is_valid_request(headers["body"], headers)
    assert not SignatureVerifier("another").is_valid_request(headers["body"], headers)


def test_a_command_carries_what_slack_sends_with_one(world: World) -> None:
    with an_ear(world.slack) as ear:
        world.vera.types("/go now", channel="secret")
        (command,) = ear.heard
    assert command["command"] == "/go"
    assert command["channel_name"] == "privategroup"
    assert (command["user_id"], command["user_name"], command["team_id"]) == (
        world.vera.id,
        "vera",
        world.slack.team_id,
    )
    assert command["response_url"].startswith(world.slack.url)


def test_a_shortcut_opens_a_form_from_anywhere(world: World, app: App) -> None:
    @app.shortcut("open")
    def open_form(ack: Any, body: Any, client: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal())
        ack()

    assert world.vera.shortcut("open").ok
    assert world.vera.view.title == "A form"


def test_a_message_shortcut_brings_the_message_and_where_it_stands(world: World, app: App) -> None:
    brought: list[Any] = []

    @app.shortcut("about")
    def about(ack: Any, body: Any) -> None:
        brought.append(body)
        ack()

    message = world.vera.posts("desk", "Acme cannot log in")
    world.vera.message_shortcut("about", message)
    assert brought[0]["message"]["text"] == "Acme cannot log in"
    assert (brought[0]["channel"]["id"], brought[0]["message_ts"]) == (world.desk.id, message.ts)


def test_a_click_brings_the_buttons_own_value_and_the_message(world: World, app: App) -> None:
    clicks: list[Any] = []

    @app.action("take")
    def take(ack: Any, body: Any, client: Any) -> None:
        clicks.append(body)
        client.chat_update(channel=body["channel"]["id"], ts=body["message"]["ts"], text="taken", blocks=[])
        ack()

    world.says("Who takes it?", blocks=[section("Who?"), actions(button("Take it", "take", value="7"))])
    message = world.desk.expects("Who takes it?")
    assert world.vera.clicks(message, "Take it").ok
    (click,) = clicks
    assert click["actions"][0]["value"] == "7"
    assert click["container"]["message_ts"] == message.ts
    assert world.desk.expects("taken").ts == message.ts


def test_people_from_outside_may_click_in_a_shared_channel_and_are_known_by_their_team(
    world: World, app: App
) -> None:
    clicks: list[Any] = []

    @app.action("take")
    def take(ack: Any, body: Any) -> None:
        clicks.append(body)
        ack()

    world.says("Hello both", channel="acme-and-us", blocks=[actions(button("Take it", "take"))])
    world.carl.clicks(world.shared.expects("Hello both"), "take")
    assert clicks[0]["user"]["team_id"] == clicks[0]["team"]["id"] != world.slack.team_id


def test_an_app_without_interactivity_gets_commands_but_no_clicks() -> None:
    about = manifest()
    about["settings"]["interactivity"]["is_enabled"] = False
    with a_world(about) as world, an_ear(world.slack):
        assert world.vera.types("/go", channel="desk").ok
        assert not world.vera.shortcut("open").ok
        world.says("Look", blocks=[actions(button())])
        refused = world.vera.clicks(world.desk.expects("Look"), "Press")
        assert refused.error == "Tester is not set up to handle what people do in it."
        assert world.slack.deliveries("interactive") == []


def test_a_button_that_went_away_cannot_be_clicked(world: World, app: App) -> None:
    world.says("Look", blocks=[actions(button())])
    message = world.desk.expects("Look")
    world.client.chat_update(channel=world.desk, ts=message.ts, text="Look elsewhere")
    with pytest.raises(LookupError, match="nothing"):
        world.vera.clicks(message, "Press")
