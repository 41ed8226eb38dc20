"""A small Bolt app, for the tests of the page; it remembers what it was sent."""

from __future__ import annotations

import threading
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_sdk import WebClient

from tests.sandbox.page.views import CLOSER, HOME, Json, card, form, option


class LedgerApp:
    """The app. ``seen`` holds what arrived, by name; ``address`` is told to the sandbox once it is served."""

    def __init__(self, token: str, signing_secret: str, api_url: str) -> None:
        self.client = WebClient(token, base_url=api_url, retry_handlers=[])
        self.app = App(client=self.client, signing_secret=signing_secret, process_before_response=True)
        self.handler = SlackRequestHandler(self.app)
        self.seen: dict[str, list[Any]] = {}
        self._changed = threading.Condition()
        self._listen()

    def note(self, name: str, what: Any) -> None:
        """Remember something that arrived."""
        with self._changed:
            self.seen.setdefault(name, []).append(what)
            self._changed.notify_all()

    def wait_for(self, name: str) -> Any:
        """The latest thing of that name, once there is one; fails after ten seconds."""
        with self._changed:
            assert self._changed.wait_for(lambda: name in self.seen, 10), f"no {name} arrived"
            return self.seen[name][-1]

    def _listen(self) -> None:
        app = self.app

        @app.command("/form")
        def open_form(ack: Any, body: Json, client: WebClient) -> None:
            self.note("command", body["text"])
            client.views_open(trigger_id=body["trigger_id"], view=form())
            ack()

        @app.command("/whisper")
        def whisper(ack: Any, body: Json) -> None:
            ack(f"Between us: {body['text']}")

        @app.shortcut("anywhere")
        def open_anywhere(ack: Any, body: Json, client: WebClient) -> None:
            client.views_open(trigger_id=body["trigger_id"], view=form())
            ack()

        @app.shortcut("about")
        def file_message(ack: Any, body: Json) -> None:
            self.note("filed", body["message"]["text"])
            ack()

        @app.options("it")
        def accounts(ack: Any, body: Json) -> None:
            ack(options=[option(f"{body['value']} {kind}") for kind in ("Ltd", "GmbH")])

        @app.action({"block_id": "tone", "action_id": "it"})
        def tone(ack: Any, body: Json, client: WebClient) -> None:
            chosen = body["actions"][0]["selected_option"]["text"]["text"]
            client.views_update(view_id=body["view"]["id"], view=form(chosen=chosen))
            ack()

        @app.action("closer")
        def look_closer(ack: Any, body: Json, client: WebClient) -> None:
            client.views_push(trigger_id=body["trigger_id"], view=CLOSER)
            ack()

        @app.view("form")
        def save(ack: Any, body: Json) -> None:
            values = body["view"]["state"]["values"]
            self.note("saved", values)
            if "taken" in values["title"]["it"]["value"]:
                ack(
                    response_action="errors",
                    errors={"title": "This title is taken.", "mail": "Nobody reads this."},
                )
            else:
                ack()

        @app.action("take")
        def take(ack: Any, body: Json, client: WebClient) -> None:
            self.note("taken", body["actions"][0])
            text = f"Taken by <@{body['user']['id']}>"
            client.chat_update(
                channel=body["channel"]["id"], ts=body["message"]["ts"], text=text, blocks=card(text)
            )
            ack()

        @app.action("drop")
        def drop(ack: Any, body: Json) -> None:
            self.note("dropped", body["actions"][0])
            ack()

        @app.action("rank")
        def rank(ack: Any, body: Json) -> None:
            self.note("ranked", body["state"]["values"]["row"]["rank"])
            ack()

        @app.action("more")
        def more(ack: Any, body: Json) -> None:
            self.note("more", body["actions"][0]["selected_option"]["value"])
            ack()

        @app.action("count")
        def count(ack: Any, body: Json) -> None:
            self.note("counted", body["actions"][0]["value"])
            ack()

        @app.event("app_home_opened")
        def show_home(body: Json, client: WebClient) -> None:
            client.views_publish(user_id=body["event"]["user"], view=HOME)

        @app.event("message")
        def message_said() -> None:
            """Nothing to do: subscribed so that the sandbox has somebody to tell."""
