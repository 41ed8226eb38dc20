"""Messages come, change, go, and are reacted to."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from sandbox.platform import Platform
from sandbox.records import Channel, Message
from sandbox.shapes import message_json
from sandbox.typed_text import mentioned

Json = dict[str, Any]


def put_message(
    platform: Platform, channel: Channel, message: Message, *, hidden_for: float = 0.0
) -> Message:
    """Put a message into a channel and tell the app. ``hidden_for`` seconds history does not show it.

    An ephemeral message is told to nobody. The caller holds the lock.
    """
    message.shown_at = message.shown_at or platform.shown_now()
    message.hidden_until = time.monotonic() + hidden_for if hidden_for else 0.0
    channel.messages.append(message)
    parent = channel.message(message.thread_ts) if message.thread_ts and message.is_reply else None
    if parent:
        parent.replies.append(message)
    channel.read[message.user] = message.ts
    platform.workspace.touch()
    if message.ephemeral_to is None:
        event = message_event(platform, channel, message)
        platform.emit(event, channel, f"message.{channel.kind}")
        _tell_of_mention(platform, channel, message)
    return message


def put_system_message(platform: Platform, channel: Channel, user: str, subtype: str, text: str) -> None:
    """One of the lines that Slack writes itself: who joined, a new topic."""
    message = Message(platform.workspace.new_ts(), user, text, subtype=subtype)
    put_message(platform, channel, message)


def change_message(
    platform: Platform, channel: Channel, message: Message, changes: Json, editor: str
) -> None:
    """Give a message new words or blocks. It is marked as edited, unless it has blocks. The lock is held."""
    before = replace(message)
    for name, value in changes.items():
        setattr(message, name, value)
    ts = platform.workspace.new_ts()
    message.edited = None if message.blocks and message.is_app else {"user": editor, "ts": ts}
    platform.workspace.touch()
    if message.ephemeral_to is not None:
        return
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel.type,
        "ts": ts,
        "message": _shown(platform, channel, message),
        "previous_message": _shown(platform, channel, before),
    }
    platform.emit(event, channel, f"message.{channel.kind}")


def remove_message(platform: Platform, channel: Channel, message: Message) -> None:
    """Take a message away, and its pin. The lock is held."""
    channel.messages.remove(message)
    parent = channel.message(message.thread_ts) if message.thread_ts and message.is_reply else None
    if parent:
        parent.replies.remove(message)
    if message.ts in channel.pins:
        channel.pins.remove(message.ts)
    platform.workspace.touch()
    if message.ephemeral_to is not None:
        return
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel.type,
        "ts": platform.workspace.new_ts(),
        "deleted_ts": message.ts,
        "previous_message": _shown(platform, channel, message),
    }
    platform.emit(event, channel, f"message.{channel.kind}")


def react(platform: Platform, channel: Channel, message: Message, user: str, name: str, *, on: bool) -> None:
    """Set or take back somebody's reaction. The lock is held."""
    users = message.reactions.setdefault(name, [])
    if on:
        users.append(user)
    else:
        users.remove(user)
        if not users:
            del message.reactions[name]
    platform.workspace.touch()
    event = {
        "type": "reaction_added" if on else "reaction_removed",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
        "item_user": message.user,
    }
    platform.emit(event, channel)


def message_event(platform: Platform, channel: Channel, message: Message) -> Json:
    """The ``message`` event of a message."""
    return {
        **_shown(platform, channel, message),
        "channel": channel.id,
        "channel_type": channel.type,
        "event_ts": message.ts,
    }


def _shown(platform: Platform, channel: Channel, message: Message) -> Json:
    return message_json(platform.workspace, platform.app, channel, message)


def _tell_of_mention(platform: Platform, channel: Channel, message: Message) -> None:
    if platform.app.bot_user_id in mentioned(message.text) and not channel.is_im and not message.subtype:
        event = message_event(platform, channel, message) | {"type": "app_mention"}
        event.pop("channel_type")
        platform.emit(event, channel)
