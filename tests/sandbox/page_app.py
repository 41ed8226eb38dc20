"""A small Bolt app with every kind of element, for the tests of the page; it remembers what it was sent."""

from __future__ import annotations

import threading
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_sdk import WebClient

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Ledger"},
    "features": {
        "bot_user": {"display_name": "Ledger"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {
                "command": "/form",
                "description": "Show the form",
                "usage_hint": "[who]",
                "should_escape": True,
            },
            {"command": "/whisper", "description": "Say something to me alone"},
        ],
        "shortcuts": [
            {"type": "global", "callback_id": "anywhere", "name": "Open the form", "description": "The form"},
            {
                "type": "message",
                "callback_id": "about",
                "name": "File this",
                "description": "Files a message",
            },
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": ["commands", "chat:write", "im:write", "im:history", "channels:history", "users:read"]
        }
    },
    "settings": {
        "interactivity": {"is_enabled": True},
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.channels"]},
    },
}


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text, "emoji": True}


def option(text: str, **more: Any) -> Json:
    """An option whose value is its text in lower case."""
    return {"text": plain(text), "value": text.lower(), **more}


def asked(
    label: str, kind: str, *, optional: bool = False, block: Json | None = None, **element: Any
) -> Json:
    """An input block; its block_id is the label in lower case, its action_id always ``it``."""
    return {
        "type": "input",
        "block_id": label.lower(),
        "label": plain(label),
        "optional": optional,
        "element": {"type": kind, "action_id": "it", **element},
        **(block or {}),
    }


def form(*, chosen: str = "") -> Json:
    """The modal with one field of every kind. ``chosen`` is shown in a line that only an update adds."""
    said = {"type": "section", "block_id": "said", "text": {"type": "mrkdwn", "text": f"Tone is *{chosen}*"}}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Every field"),
        "submit": plain("Save"),
        "close": plain("Never mind"),
        "blocks": [
            *([said] if chosen else []),
            asked(
                "Title", "plain_text_input", min_length=3, max_length=40, block={"hint": plain("In one line")}
            ),
            asked("Story", "plain_text_input", multiline=True, optional=True),
            asked(
                "Severity",
                "static_select",
                option_groups=[
                    {"label": plain("Loud"), "options": [option("High"), option("Higher")]},
                    {"label": plain("Quiet"), "options": [option("Low")]},
                ],
            ),
            asked("Account", "external_select", min_query_length=2),
            asked("Owner", "users_select"),
            asked("Room", "conversations_select", optional=True),
            asked("Public room", "channels_select", optional=True),
            asked(
                "Tags", "multi_static_select", options=[option("Billing"), option("Outage"), option("Data")]
            ),
            asked("Watchers", "multi_users_select", optional=True),
            asked("Day", "datepicker", initial_date="2026-11-24"),
            asked("Hour", "timepicker", optional=True),
            asked("Moment", "datetimepicker"),
            asked(
                "Tone",
                "radio_buttons",
                options=[option("Calm"), option("Angry")],
                block={"dispatch_action": True},
            ),
            asked("Tell", "checkboxes", options=[option("Legal"), option("Finance")], optional=True),
            asked("Mail", "email_text_input"),
            asked("Link", "url_text_input", optional=True),
            asked("Worth", "number_input", is_decimal_allowed=False, min_value="0", optional=True),
            {
                "type": "actions",
                "block_id": "closer",
                "elements": [{"type": "button", "action_id": "closer", "text": plain("Look closer")}],
            },
        ],
    }


def card(text: str = "Waiting for somebody") -> list[Json]:
    """A message's blocks: a button that asks first, a menu, and an overflow."""
    sure = {
        "title": plain("Sure?"),
        "text": plain("It cannot be undone."),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    return [
        {"type": "section", "block_id": "text", "text": {"type": "mrkdwn", "text": text}},
        {
            "type": "actions",
            "block_id": "row",
            "elements": [
                {
                    "type": "button",
                    "action_id": "take",
                    "text": plain("Take it"),
                    "value": "7",
                    "style": "primary",
                },
                {
                    "type": "button",
                    "action_id": "drop",
                    "text": plain("Drop it"),
                    "style": "danger",
                    "confirm": sure,
                },
                {
                    "type": "static_select",
                    "action_id": "rank",
                    "placeholder": plain("Rank"),
                    "options": [option("One")],
                },
                {"type": "overflow", "action_id": "more", "options": [option("Later"), option("Never")]},
            ],
        },
    ]


CLOSER: Json = {
    "type": "modal",
    "title": plain("Closer"),
    "submit": plain("Save"),
    "blocks": [asked("Detail", "plain_text_input", optional=True)],
}

HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Your ledger")},
        {
            "type": "actions",
            "block_id": "home_row",
            "elements": [{"type": "button", "action_id": "count", "text": plain("Count"), "value": "1"}],
        },
    ],
}


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
