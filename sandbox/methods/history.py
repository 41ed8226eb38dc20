"""conversations.history and replies: what was said, with Slack's filters and pages."""

from __future__ import annotations

import re
import time
from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.methods.access import page, require_member, require_scope, seen_channel, seen_message
from sandbox.methods.registry import method
from sandbox.platform import Platform
from sandbox.records import Channel, Message
from sandbox.shapes import message_json

Json = dict[str, Any]
HISTORY = "channels:history groups:history im:history mpim:history"
_TS = re.compile(r"\d{1,10}(\.\d{1,6})?")


@method("conversations.history", HISTORY)
def history(platform: Platform, args: Arguments) -> Json:
    """The messages of a conversation, newest first, without replies unless they were broadcast.

    ``oldest`` and ``latest`` are exclusive unless ``inclusive``; metadata is whole only with
    ``include_all_metadata``.
    """
    channel = _readable(platform, args)
    found = [m for m in _within(channel.messages, args) if not m.is_reply or m.reply_broadcast]
    found.reverse()
    messages, metadata = page(found, args, 100, 999)
    return {
        "messages": [_shown(platform, channel, message, args) for message in messages],
        "has_more": bool(metadata["next_cursor"]),
        "pin_count": len(channel.pins),
        "response_metadata": metadata,
    }


@method("conversations.replies", HISTORY)
def replies(platform: Platform, args: Arguments) -> Json:
    """A thread, oldest first: the parent, always, then the replies within the filters."""
    channel = _readable(platform, args)
    wanted = seen_message(channel, args.required("ts"), "thread_not_found")
    root = channel.message(wanted.thread_ts) if wanted.thread_ts else wanted
    if root is None or _is_hidden(root):
        raise SlackError("thread_not_found")
    below = _within(root.replies, args)
    messages, metadata = page(below, args, 1000)
    return {
        "messages": [_shown(platform, channel, message, args) for message in [root, *messages]],
        "has_more": bool(metadata["next_cursor"]),
        "response_metadata": metadata,
    }


def _readable(platform: Platform, args: Arguments) -> Channel:
    channel = seen_channel(platform, args)
    require_scope(platform, f"{channel.kind}:history")
    require_member(platform, channel)
    return channel


def _within(messages: list[Message], args: Arguments) -> list[Message]:
    oldest, latest = _moment(args, "oldest"), _moment(args, "latest")
    inclusive = args.flag("inclusive")

    def fits(ts: float) -> bool:
        after = oldest is None or ts > oldest or (inclusive and ts == oldest)
        before = latest is None or ts < latest or (inclusive and ts == latest)
        return after and before

    return [m for m in messages if m.ephemeral_to is None and not _is_hidden(m) and fits(float(m.ts))]


def _is_hidden(message: Message) -> bool:
    return message.hidden_until > time.monotonic()


def _moment(args: Arguments, name: str) -> float | None:
    text = args.text(name)
    if not text:
        return None
    if not _TS.fullmatch(text):
        raise SlackError(f"invalid_ts_{name}")
    return float(text)


def _shown(platform: Platform, channel: Channel, message: Message, args: Arguments) -> Json:
    whole = args.flag("include_all_metadata")
    return message_json(platform.workspace, platform.app, channel, message, all_metadata=whole)
