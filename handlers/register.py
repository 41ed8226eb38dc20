"""Hangs the doors on a Bolt app: one listener for each kind of request, and a dictionary behind it.

Bolt looks for a listener one after the other, so each more would cost every request. The app is made with
`process_before_response=True`: what is acknowledged was committed.
"""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App

from handlers.commands import on_command
from handlers.customer import on_options
from handlers.desk import Desk
from handlers.forms import on_submission
from handlers.happenings import on_event
from handlers.presses import on_press
from handlers.shortcuts import on_shortcut

ANY = re.compile("")

Body = dict[str, Any]


def register(app: App, desk: Desk) -> None:
    """From now on the app answers everything that Slack sends; what nobody knows is acknowledged."""

    @app.view(ANY)
    def form_sent(ack: Ack, body: Body) -> None:
        reply = on_submission(desk, body)
        ack(reply) if reply else ack()

    @app.command(ANY)
    def command_given(ack: Ack, body: Body) -> None:
        reply = on_command(desk, body)
        ack(reply) if reply else ack()

    @app.action(ANY)
    def pressed(ack: Ack, body: Body) -> None:
        if body["type"] == "block_actions":
            on_press(desk, body)
        ack()

    @app.shortcut(ANY)
    def shortcut_taken(ack: Ack, body: Body) -> None:
        on_shortcut(desk, body)
        ack()

    @app.event(ANY)
    def happened(body: Body) -> None:
        on_event(desk, body)

    @app.options(ANY)
    def options_wanted(ack: Ack, body: Body) -> None:
        ack(options=on_options(desk, body))

    @app.view_closed(ANY)
    def form_closed(ack: Ack) -> None:
        ack()
