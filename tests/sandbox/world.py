"""A small workspace for tests of the pretend Slack: people, channels of every kind, and a real client."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from sandbox import Channel, Person, Refused, Sandbox, Settings

Json = dict[str, Any]

SCOPES = [
    "app_mentions:read",
    "bookmarks:read",
    "bookmarks:write",
    "canvases:write",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "dnd:read",
    "groups:history",
    "groups:read",
    "groups:write",
    "im:history",
    "im:read",
    "im:write",
    "pins:read",
    "pins:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
    "users:read.email",
]

EVENTS = [
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_created",
    "channel_id_changed",
    "channel_rename",
    "channel_shared",
    "channel_unshared",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "team_join",
    "user_change",
]


def manifest(
    *,
    without: Sequence[str] = (),
    events: Sequence[str] = EVENTS,
    socket_mode: bool = False,
    home: bool = True,
) -> Json:
    """An app that may do everything but what is left out."""
    return {
        "display_information": {"name": "Tester"},
        "features": {
            "bot_user": {"display_name": "Tester"},
            "app_home": {"home_tab_enabled": home, "messages_tab_enabled": True},
            "slash_commands": [
                {"command": "/go", "description": "Go", "should_escape": True},
                {"command": "/raw", "description": "As typed"},
            ],
            "shortcuts": [
                {"type": "global", "callback_id": "open", "name": "Open", "description": "Opens"},
                {"type": "message", "callback_id": "about", "name": "About", "description": "About it"},
            ],
        },
        "oauth_config": {"scopes": {"bot": [scope for scope in SCOPES if scope not in without]}},
        "settings": {
            "interactivity": {"is_enabled": True},
            "event_subscriptions": {"bot_events": list(events)},
            "socket_mode_enabled": socket_mode,
        },
    }


@dataclass(frozen=True)
class World:
    """The workspace. ``away`` is a public channel without the bot, ``secret`` a private one without it."""

    slack: Sandbox
    client: WebClient
    vera: Person
    gone: Person
    guest: Person
    carl: Person
    desk: Channel
    away: Channel
    secret: Channel
    old: Channel
    shared: Channel

    def says(self, text: str = "hello", channel: str = "desk", **more: Any) -> str:
        """The bot says something; answers with its ts."""
        return str(self.client.chat_postMessage(channel=channel, text=text, **more)["ts"])

    def trigger(self) -> str:
        """A trigger id as the app gets one with a command. No app is needed: the delivery is in the log."""
        self.vera.types("/go", channel="desk")
        return str(self.slack.deliveries("slash_commands")[-1]["body"]["trigger_id"])

    def trigger_in_modal(self) -> str:
        """A trigger id as it comes with a click in the modal that is open."""
        try:
            self.vera.view.clicks("more")
        except Refused:
            return str(self.slack.deliveries("interactive")[-1]["body"]["trigger_id"])
        raise AssertionError("there is no app here that could have answered")


@contextmanager
def a_world(
    about: Json | None = None, settings: Settings | None = None, *, paced: bool = False
) -> Iterator[World]:
    """The workspace with an app of this manifest; unless ``paced``, nothing is counted."""
    with Sandbox.start(about or manifest(), settings=settings) as slack:
        if not paced:
            slack.relax_pacing()
        vera = slack.add_user("vera", email="vera@example.com", real_name="Vera Voss", tz="Europe/London")
        carl = slack.add_user("carl", email="carl@acme.example", team="Acme Ltd")
        guest = slack.add_user("gus", guest="single")
        slack.add_channel("general", [vera], bot_member=False)
        desk = slack.add_channel("desk", [vera])
        old = slack.add_channel("old", [vera])
        slack.edit_channel(old, archived=True)
        yield World(
            slack=slack,
            client=WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=5),
            vera=vera,
            gone=slack.add_user("gone", email="gone@example.com", deleted=True),
            guest=guest,
            carl=carl,
            desk=desk,
            away=slack.add_channel("away", [vera], bot_member=False),
            secret=slack.add_channel("secret", [vera], private=True, bot_member=False),
            old=old,
            shared=slack.add_channel("acme-and-us", [vera, carl], shared_with="Acme Ltd"),
        )


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def section(text: str = "words", **more: Any) -> Json:
    """A section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str = "Press", action_id: str = "press", **more: Any) -> Json:
    """A button element."""
    return {"type": "button", "text": plain(label), "action_id": action_id, **more}


def actions(*elements: Json, **more: Any) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(elements), **more}


def asked(label: str = "What is wrong", block_id: str = "problem", **element: Any) -> Json:
    """An input block with a line of text in it, unless the element says otherwise."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"type": "plain_text_input", "action_id": "text", **element},
    }


def modal(*blocks: Json, **more: Any) -> Json:
    """A modal with a submit button; without blocks it asks one question and has one button."""
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("A form"),
        "submit": plain("Send"),
        "blocks": list(blocks) or [asked(), actions(button("More", "more"))],
        **more,
    }


def home(*blocks: Json) -> Json:
    """An App Home."""
    return {"type": "home", "blocks": list(blocks) or [section("Welcome")]}
