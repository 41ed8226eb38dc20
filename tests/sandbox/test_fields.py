"""Each kind of field: what may stand in it, what the app hears of it, what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt import App

from tests.sandbox.forms import SEVERITY, opened, option
from tests.sandbox.world import Json, World, asked, modal


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


def test_more_than_fits_is_said_before_the_app_hears_of_it(world: World, app: App) -> None:
    form = opened(world, app, modal(asked(max_length=5)))
    assert form.submit(problem="far too long").errors == {"problem": "This is longer than 5 characters."}


def test_a_choice_that_is_not_offered_cannot_be_made(world: World, app: App) -> None:
    with pytest.raises(LookupError, match=r"offers no 'Medium'; it offers high \(High\), low \(Low\)"):
        opened(world, app, modal(SEVERITY)).fill(severity="Medium")


def test_a_field_that_is_not_there_cannot_be_filled(world: World, app: App) -> None:
    with pytest.raises(LookupError, match="has no field 'customer'"):
        opened(world, app, modal()).fill(customer="Acme")


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
