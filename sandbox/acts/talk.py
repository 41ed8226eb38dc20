"""People write, react, read, and look at an app's home."""

from __future__ import annotations

from typing import Any

from sandbox.acts.actor import actor, message_in, place
from sandbox.errors import PersonError
from sandbox.happenings.channels import join, leave, open_direct_message
from sandbox.happenings.messages import put_message, react
from sandbox.platform import Platform
from sandbox.records import Message
from sandbox.shapes import view_json
from sandbox.typed_text import encode

Json = dict[str, Any]


def post(platform: Platform, body: Json) -> Json:
    """Somebody writes a message; whoever writes in a public channel joins it."""
    with platform.workspace.lock:
        user = actor(platform, body)
        channel = place(platform, user, body)
        text = str(body.get("text", "")).strip()
        if not text:
            raise PersonError("There is nothing to send.")
        if channel.is_archived:
            raise PersonError(f"#{channel.name} is archived.")
        if user.id not in channel.members:
            join(platform, channel, user.id)
        thread = str(body.get("thread_ts") or "")
        message = Message(
            ts=platform.workspace.new_ts(),
            user=user.id,
            text=encode(platform.workspace, text),
            thread_ts=_parent(message_in(channel, user, thread)) if thread else None,
        )
        put_message(platform, channel, message)
        return {"ok": True, "channel": channel.id, "ts": message.ts}


def _parent(message: Message) -> str:
    return message.thread_ts or message.ts


def toggle_reaction(platform: Platform, body: Json) -> Json:
    """Somebody sets a reaction, or takes theirs back."""
    with platform.workspace.lock:
        user = actor(platform, body)
        channel = place(platform, user, body)
        message = message_in(channel, user, str(body.get("ts", "")))
        name = str(body.get("name", "")).strip(":")
        react(platform, channel, message, user.id, name, on=user.id not in message.reactions.get(name, []))
        return {"ok": True}


def read(platform: Platform, body: Json) -> Json:
    """Somebody has read a channel up to a message."""
    with platform.workspace.lock:
        user = actor(platform, body)
        channel = place(platform, user, body)
        if str(body.get("ts", "")) > channel.read.get(user.id, ""):
            channel.read[user.id] = str(body["ts"])
            platform.workspace.touch()
        return {"ok": True}


def open_home(platform: Platform, body: Json) -> Json:
    """Somebody looks at the app's home: the app is told, with the home as it stands."""
    with platform.workspace.lock:
        user = actor(platform, body)
        if platform.workspace.is_external(user):
            raise PersonError("This app belongs to another workspace.")
        channel = open_direct_message(platform, user.id)
        event: Json = {
            "type": "app_home_opened",
            "user": user.id,
            "channel": channel.id,
            "tab": body.get("tab", "home"),
        }
        home = platform.workspace.homes.get(user.id)
        if home and event["tab"] == "home":
            event["view"] = view_json(platform.workspace, platform.app, home)
        platform.emit(event)
        return {"ok": True}


def join_channel(platform: Platform, body: Json) -> Json:
    """Somebody joins a public channel."""
    with platform.workspace.lock:
        user = actor(platform, body)
        channel = place(platform, user, body)
        if user.id not in channel.members:
            join(platform, channel, user.id)
        return {"ok": True}


def leave_channel(platform: Platform, body: Json) -> Json:
    """Somebody leaves a channel."""
    with platform.workspace.lock:
        user = actor(platform, body)
        channel = place(platform, user, body)
        if user.id in channel.members:
            leave(platform, channel, user.id)
        return {"ok": True}


def add_person(platform: Platform, body: Json) -> Json:
    """Somebody brings another person, or the bot, into a channel."""
    with platform.workspace.lock:
        user = actor(platform, body)
        channel = place(platform, user, body)
        guest = platform.workspace.user_named(str(body.get("user", "")))
        if guest is None:
            raise PersonError(f"There is nobody called {body.get('user')!r} here.")
        if guest.id not in channel.members:
            join(platform, channel, guest.id, inviter=user.id)
        return {"ok": True}
