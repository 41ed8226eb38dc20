"""People fill in and send modals; what the app answers decides what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App

from sandbox import Refused
from tests.sandbox.apps import an_ear, over_http
from tests.sandbox.world import Json, World, actions, asked, button, modal, plain, section


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


SEVERITY = asked(
    "Severity", "severity", type="static_select", action_id="pick", options=[option("High"), option("Low")]
)


@pytest.fixture
def app(world: World) -> Iterator[App]:
    with over_http(world.slack) as made:
        yield made


def opened(world: World, app: App, view: Json, submitted: Callable[..., None] | None = None) -> Any:
    """Vera has this form open; ``submitted`` is the app's listener to it."""

    @app.command("/go")
    def go(ack: Any, body: Any, client: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    app.view("form")(submitted or (lambda ack: ack()))
    assert world.vera.types("/go", channel="desk").ok
    return world.vera.view


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


def test_more_than_fits_is_said_before_the_app_hears_of_it(world: World, app: App) -> None:
    form = opened(world, app, modal(asked(max_length=5)))
    assert form.submit(problem="far too long").errors == {"problem": "This is longer than 5 characters."}


@pytest.mark.parametrize(
    ("kind", "value", "complaint"),
    [
        ({"type": "email_text_input"}, "nobody", "This is no e-mail address."),
        ({"type": "url_text_input"}, "example.com", "This is no web address."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "This has to be a whole number."),
        (
            {"type": "number_input", "is_decimal_allowed": False, "max_value": "9"},
            "10",
            "This has to be at most 9.",
        ),
        ({"type": "plain_text_input", "min_length": 4}, "abc", "This is shorter than 4 characters."),
    ],
)
def test_each_kind_of_field_is_held_to_its_kind(
    world: World, app: App, kind: Json, value: str, complaint: str
) -> None:
    form = opened(world, app, modal(asked(**kind)))
    assert form.submit(problem=value).errors == {"problem": complaint}


def test_a_choice_that_is_not_offered_cannot_be_made(world: World, app: App) -> None:
    with pytest.raises(LookupError, match=r"offers no 'Medium'; it offers high \(High\), low \(Low\)"):
        opened(world, app, modal(SEVERITY)).fill(severity="Medium")


def test_a_field_that_is_not_there_cannot_be_filled(world: World, app: App) -> None:
    with pytest.raises(LookupError, match="has no field 'customer'"):
        opened(world, app, modal()).fill(customer="Acme")


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


def test_a_new_version_keeps_what_was_typed_where_both_ids_stay(world: World, app: App) -> None:
    @app.action("pick")
    def picked(ack: Any, body: Any, client: Any) -> None:
        fresh = modal(asked(), asked("New", "other"), {**SEVERITY, "dispatch_action": True})
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=fresh)
        ack()

    form = opened(
        world, app, modal(asked(), asked("Other", "another"), {**SEVERITY, "dispatch_action": True})
    )
    shown = form.fill(problem="It broke", another="gone", severity="High")
    assert shown.value("problem") == "It broke"
    assert shown.value("other") is None
    assert shown.value("severity") == "high"


def test_a_choice_that_dispatches_brings_the_state_of_the_whole_form(world: World, app: App) -> None:
    brought: list[Any] = []

    @app.action("pick")
    def picked(ack: Any, body: Any) -> None:
        brought.append(body)
        ack()

    opened(world, app, modal(asked(), {**SEVERITY, "dispatch_action": True})).fill(
        problem="x", severity="low"
    )
    (body,) = brought
    assert body["actions"][0]["selected_option"]["value"] == "low"
    assert body["view"]["state"]["values"]["problem"]["text"]["value"] == "x"


def test_an_external_menu_asks_the_app_what_to_offer(world: World, app: App) -> None:
    @app.options("pick")
    def offers(ack: Any, body: Any) -> None:
        ack(options=[option(f"{body['value']} Ltd")])

    menu = asked("Customer", "customer", type="external_select", action_id="pick", min_query_length=2)
    form = opened(world, app, modal(menu))
    assert [each["value"] for each in form.options("customer", "Acme")] == ["acme ltd"]
    assert form.options("customer", "A") == []


def test_people_and_days_are_filled_in_as_people_say_them(world: World, app: App) -> None:
    got: list[Any] = []

    def submitted(ack: Any, view: Any) -> None:
        got.append(view["state"]["values"])
        ack()

    form = opened(
        world,
        app,
        modal(
            asked("Owner", "owner", type="users_select", action_id="it"),
            asked("Moment", "moment", type="datetimepicker", action_id="it"),
            asked("Also", "also", type="multi_users_select", action_id="it"),
        ),
        submitted,
    )
    assert form.submit(Owner="vera", Moment=1800000000, Also=["vera", "gus"]).ok
    values = got[0]
    assert values["owner"]["it"]["selected_user"] == world.vera.id
    assert values["moment"]["it"]["selected_date_time"] == 1800000000
    assert values["also"]["it"]["selected_users"] == [world.vera.id, world.guest.id]


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
