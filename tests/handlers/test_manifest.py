"""The app manifest asks for exactly what the code uses."""

import json
import re
from pathlib import Path

import pytest

from handlers.happenings import EVENTS
from handlers.manifest import app_manifest

ROOT = Path(__file__).parents[2]

SCOPES = {
    "auth.test": (),
    "bookmarks.add": ("bookmarks:write",),
    "canvases.access.set": ("canvases:write",),
    "canvases.create": ("canvases:write",),
    "canvases.delete": ("canvases:write",),
    "canvases.edit": ("canvases:write",),
    "chat.getPermalink": (),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.archive": ("channels:manage", "groups:write"),
    "conversations.create": ("channels:manage", "groups:write"),
    "conversations.history": ("channels:history", "groups:history", "im:history"),
    "conversations.info": ("channels:read", "groups:read"),
    "conversations.invite": ("channels:manage", "groups:write"),
    "conversations.join": ("channels:join",),
    "conversations.list": ("channels:read", "groups:read"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history", "im:history"),
    "conversations.setTopic": ("channels:manage", "groups:write"),
    "pins.add": ("pins:write",),
    "usergroups.list": ("usergroups:read",),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "users.lookupByEmail": ("users:read.email",),
    "views.open": (),
    "views.publish": (),
    "views.update": (),
}
"""What Slack asks for each method: for conversations, of public channels, private ones and direct messages."""

SCOPES_OF_EVENTS = {
    "app_home_opened": (),
    "channel_archive": ("channels:read",),
    "channel_id_changed": ("channels:read", "groups:read"),
    "channel_shared": ("channels:read", "groups:read"),
    "channel_unshared": ("channels:read", "groups:read"),
    "group_archive": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message": ("channels:history", "groups:history"),
    "reaction_added": ("reactions:read",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
}


def methods_called() -> set[str]:
    """Every Web API method that the gateway calls, as Slack writes it."""
    source = (ROOT / "bot" / "slack_gateway.py").read_text("utf-8")
    return {
        found.replace("_", ".", 2 if "_access_" in found else 1)
        for found in re.findall(r"self\._(?:client|forms)\.(\w+)", source)
    }


def test_the_scopes_are_those_of_the_methods_that_are_called_and_no_more() -> None:
    called = methods_called()
    assert called == SCOPES.keys() & called, "write its scopes into the table above"
    needed = {"commands"}
    needed |= {scope for method in called for scope in SCOPES[method]}
    needed |= {scope for event in EVENTS for scope in SCOPES_OF_EVENTS[event]}
    asked: list[str] = app_manifest()["oauth_config"]["scopes"]["bot"]
    assert sorted(asked) == sorted(needed)
    assert len(set(asked)) == len(asked)


def test_every_event_that_is_asked_for_is_waited_for_and_the_other_way_round() -> None:
    asked = app_manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert {event.partition(".")[0] for event in asked} == set(
        EVENTS
    )  # of messages, one for each kind of channel
    assert len(set(asked)) == len(asked)


def test_the_command_brings_ids_of_people_and_channels() -> None:
    (command,) = app_manifest()["features"]["slash_commands"]
    assert command["should_escape"] is True


def test_the_variant_for_http_names_the_address_three_times_and_no_socket() -> None:
    url = "https://heard.example/slack/events"
    manifest = app_manifest(url)
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert json.dumps(manifest).count(url) == 3
    assert url not in json.dumps(app_manifest())


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("display_information.name", 35),
        ("display_information.description", 140),
        ("display_information.long_description", 4000),
        ("features.bot_user.display_name", 80),
        ("features.shortcuts.0.name", 24),
        ("features.shortcuts.1.name", 24),
        ("features.shortcuts.2.name", 24),
        ("features.slash_commands.0.description", 2000),
        ("features.slash_commands.0.usage_hint", 1000),
    ],
)
def test_what_it_says_is_within_slacks_limits(path: str, most: int) -> None:
    value: object = app_manifest()
    for key in path.split("."):
        value = value[int(key)] if isinstance(value, list) else value[key]  # type: ignore[index]
    assert 0 < len(str(value)) <= most


def test_the_long_description_is_long_enough_for_slack() -> None:
    assert len(app_manifest()["display_information"]["long_description"]) >= 175
