"""Refusals of views.* and blocks.validate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox import Settings
from tests.sandbox.refusals.refusal import Refusal, api
from tests.sandbox.world import Json, World, actions, asked, button, home, modal, section


def opened(view: Json) -> Callable[[World], Any]:
    return lambda world: world.client.views_open(trigger_id=world.trigger(), view=view)


def with_form(then: Callable[[World, Json], Any], view: Json | None = None) -> Callable[[World], Any]:
    """Open a form, then do something with the view that came back."""
    return lambda w: then(w, w.client.views_open(trigger_id=w.trigger(), view=view or modal())["view"])


def push(world: World, view: Json) -> Any:
    return world.client.views_push(trigger_id=world.trigger_in_modal(), view=view)


def pushed(times: int) -> Callable[[World], Any]:
    def call(world: World) -> Any:
        world.client.views_open(trigger_id=world.trigger(), view=modal())
        for _ in range(times):
            push(world, modal())

    return call


def twice_by_one_trigger(world: World) -> Any:
    trigger = world.trigger()
    world.client.views_open(trigger_id=trigger, view=modal())
    return world.client.views_open(trigger_id=trigger, view=modal())


REFUSALS = [
    Refusal("views.open", "invalid_trigger_id", api("views.open", trigger_id="1.2.x", view=modal())),
    Refusal("views.open", "exchanged_trigger_id", lambda w: twice_by_one_trigger(w)),
    Refusal("views.open", "expired_trigger_id", opened(modal()), settings=Settings(trigger_lifetime=0.0)),
    Refusal("views.open", "invalid_arguments", opened(modal(asked(), asked("Again")))),
    Refusal("views.open", "invalid_arguments", opened({"type": "modal", "blocks": []})),
    Refusal("views.open", "invalid_arguments", opened(home())),
    Refusal("views.open", "view_too_large", opened(modal(*[section("x" * 2900)] * 90))),
    Refusal(
        "views.push",
        "duplicate_external_id",
        with_form(
            lambda w, _: push(w, modal(external_id="one")),
            modal(asked(), actions(button("More", "more")), external_id="one"),
        ),
    ),
    Refusal("views.push", "push_limit_reached", pushed(3)),
    Refusal("views.push", "not_found", lambda w: w.client.views_push(trigger_id=w.trigger(), view=modal())),
    Refusal("views.update", "not_found", api("views.update", view_id="V404", view=modal())),
    Refusal("views.update", "invalid_arguments", api("views.update", view=modal())),
    Refusal(
        "views.update",
        "hash_conflict",
        with_form(lambda w, v: w.client.views_update(view_id=v["id"], view=modal(), hash="1.old")),
    ),
    Refusal("views.publish", "user_not_found", api("views.publish", user_id="U404", view=home())),
    Refusal(
        "views.publish",
        "not_enabled",
        lambda w: w.client.views_publish(user_id=w.vera, view=home()),
        home=False,
    ),
    Refusal(
        "views.publish",
        "invalid_arguments",
        lambda w: w.client.views_publish(user_id=w.vera, view=home(actions(button(), button()))),
    ),
    Refusal("blocks.validate", "invalid_arguments", api("blocks.validate")),
]
