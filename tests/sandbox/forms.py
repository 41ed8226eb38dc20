"""Forms for tests: one to choose from, and Vera with one open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from tests.sandbox.world import Json, World, asked, plain


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


SEVERITY = asked(
    "Severity", "severity", type="static_select", action_id="pick", options=[option("High"), option("Low")]
)


def opened(world: World, app: App, view: Json, submitted: Callable[..., None] | None = None) -> Any:
    """Vera has this form open; ``submitted`` is the app's listener to it."""

    @app.command("/go")
    def go(ack: Any, body: Any, client: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    app.view("form")(submitted or (lambda ack: ack()))
    assert world.vera.types("/go", channel="desk").ok
    return world.vera.view
