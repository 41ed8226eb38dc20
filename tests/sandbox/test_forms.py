"""People fill in and send modals; what the app answers decides what becomes of them."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt import App

from sandbox import Refused
from tests.sandbox.apps import an_ear
from tests.sandbox.forms import SEVERITY, opened
from tests.sandbox.world import World, actions, asked, button, modal, plain, section


def test_what_was_filled_in_arrives_and_the_form_closes(world: World, app: App) -> None:
    got: list[Any] = []

    def submitted(ack: Any, view: Any) -> None:
        got.append(view["state"]["values"])
        ack()

    form = opened(world, app, modal(asked(), SEVERITY), submitted)
    result = form.submit(problem="Nobody can log in", severity="High")
    assert result.result == "closed"
    assert got[0]["problem"]["text"] == {"type": "plain_text_input", "value": "Nobody can log in"}
    assert got[0]["severity"]["pick"]["selected_option"]["value"] == "high"
    assert not world.vera.has_view


def test_a_required_field_stops_the_form_before_the_app_hears_of_it(world: World, app: App) -> None:
    form = opened(world, app, modal(asked(), SEVERITY))
    result = form.submit(severity="low")
    assert (result.result, list(result.errors)) == ("errors", ["problem"])
    assert world.slack.deliveries("interactive") == []


def test_errors_of_the_app_stand_beside_their_fields_and_what_was_typed_stays(world: World, app: App) -> None:
    def submitted(ack: Any) -> None:
        ack(response_action="errors", errors={"problem": "Say more."})

    result = opened(world, app, modal(), submitted).submit(problem="It broke")
    assert (result.result, result.errors) == ("errors", {"problem": "Say more."})
    assert world.vera.view.value("problem") == "It broke"


def test_an_error_beside_no_field_is_trouble(world: World, app: App) -> None:
    def submitted(ack: Any) -> None:
        ack(response_action="errors", errors={"customer": "Who?"})

    result = opened(world, app, modal(), submitted).submit(problem="It broke")
    assert result.result == "trouble"
    assert world.vera.view.notice == "We had some trouble connecting. Try again?"
    assert world.vera.view.value("problem") == "It broke"


def test_an_update_replaces_the_form_and_a_broken_one_is_trouble(world: World, app: App) -> None:
    views = iter([modal(section("Thank you")), modal(section("x" * 3001))])

    def submitted(ack: Any) -> None:
        ack(response_action="update", view=next(views))

    assert opened(world, app, modal(), submitted).submit(problem="It broke").result == "updated"
    assert "Thank you" in world.vera.view.all_text
    assert world.vera.view.submit().result == "trouble"


def test_forms_lie_on_top_of_each_other_until_all_are_cleared(world: World, app: App) -> None:
    def submitted(ack: Any, view: Any) -> None:
        if view["root_view_id"] != view["id"]:
            ack(response_action="clear")
        else:
            ack(response_action="push", view=modal(title=plain("On top")))

    assert opened(world, app, modal(), submitted).submit(problem="It broke").result == "pushed"
    assert (world.vera.view.title, world.vera.view.stack) == ("On top", 2)
    assert world.vera.view.submit(problem="Still").result == "cleared"
    assert not world.vera.has_view


def test_closing_the_top_form_shows_the_one_below(world: World, app: App) -> None:
    def submitted(ack: Any) -> None:
        ack(response_action="push", view=modal(title=plain("On top")))

    opened(world, app, modal(), submitted).submit(problem="It broke")
    world.vera.closes()
    assert (world.vera.view.title, world.vera.view.value("problem")) == ("A form", "It broke")


def test_the_app_hears_of_a_closed_form_only_if_it_asked_to(world: World) -> None:
    with an_ear(world.slack) as ear:
        for notify in (False, True):
            world.client.views_open(trigger_id=world.trigger(), view=modal(notify_on_close=notify))
            world.vera.closes()
        kinds = [heard.get("type", "command") for heard in ear.heard]
    assert kinds == ["command", "command", "view_closed"]


def test_an_app_that_is_away_leaves_the_form_and_its_words(world: World) -> None:
    world.client.views_open(trigger_id=world.trigger(), view=modal())
    result = world.vera.view.submit(problem="It broke")
    assert result.result == "trouble"
    assert world.vera.view.value("problem") == "It broke"


def test_only_the_form_on_top_can_be_sent(world: World) -> None:
    world.client.views_open(trigger_id=world.trigger(), view=modal())
    below = world.vera.view
    world.client.views_push(trigger_id=world.trigger_in_modal(), view=modal())
    assert below.submit(problem="x").sentence == "Another form lies on top of this one."


def test_nobody_sends_another_persons_form(world: World) -> None:
    view = world.client.views_open(trigger_id=world.trigger(), view=modal())["view"]
    with pytest.raises(Refused, match="not open"):
        world.guest._do("ui/close_view", view_id=view["id"])


def test_the_home_is_published_and_its_buttons_work(world: World, app: App) -> None:
    clicked: list[Any] = []

    @app.event("app_home_opened")
    def show(event: Any, client: Any) -> None:
        blocks = [section("Yours"), actions(button("Count", "count", value="1"))]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.action("count")
    def count(ack: Any, body: Any) -> None:
        clicked.append(body["view"]["type"])
        ack()

    world.vera.opens_home()
    world.slack.settle()
    world.vera.home.clicks("Count")
    assert clicked == ["home"]
