"""What the bot may see and touch: channels, messages, users, by the arguments of a call."""

from __future__ import annotations

from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.platform import Platform
from sandbox.records import Channel, Message, User

Json = dict[str, Any]


def require_scope(platform: Platform, *scopes: str) -> None:
    """Raise ``missing_scope``, naming what is needed and what there is, unless one of them is held."""
    if not platform.manifest.allows(*scopes):
        provided = ",".join(sorted(platform.manifest.bot_scopes))
        raise SlackError("missing_scope", needed=",".join(scopes), provided=provided)


def seen_channel(platform: Platform, args: Arguments, name: str = "channel") -> Channel:
    """The channel that an argument names by its id.

    ``channel_not_found`` where there is none, where it is private and the bot is not in it, or where it is
    somebody else's direct message.
    """
    return _visible(platform, platform.workspace.channels.get(args.required(name)))


def named_channel(platform: Platform, value: str) -> Channel:
    """The same, where a public channel may also be given by its name."""
    found = platform.workspace.channels.get(value) or platform.workspace.channel_named(value)
    return _visible(platform, found)


def _visible(platform: Platform, channel: Channel | None) -> Channel:
    if channel is None or (channel.is_private and not is_member(platform, channel)):
        raise SlackError("channel_not_found")
    return channel


def is_member(platform: Platform, channel: Channel) -> bool:
    """Whether the bot is in the channel."""
    return platform.app.bot_user_id in channel.members


def require_member(platform: Platform, channel: Channel) -> None:
    """Raise ``not_in_channel`` unless the bot is in it."""
    if not is_member(platform, channel):
        raise SlackError("not_in_channel")


def require_open(channel: Channel) -> None:
    """Raise ``is_archived`` unless the channel is in use."""
    if channel.is_archived:
        raise SlackError("is_archived")


def no_direct_message(channel: Channel) -> None:
    """Raise ``method_not_supported_for_channel_type`` for a direct message."""
    if channel.is_im:
        raise SlackError("method_not_supported_for_channel_type")


def seen_message(channel: Channel, ts: str, code: str = "message_not_found") -> Message:
    """The message of that ts, ephemeral ones excepted; else the error ``code``."""
    message = channel.message(ts)
    if message is None or message.ephemeral_to is not None:
        raise SlackError(code)
    return message


def known_user(platform: Platform, user_id: str) -> User:
    """The user of that id; else ``user_not_found``."""
    user = platform.workspace.users.get(user_id)
    if user is None:
        raise SlackError("user_not_found")
    return user


def page(items: list[Any], args: Arguments, default: int, most: int = 1000) -> tuple[list[Any], Json]:
    """One page of a list, and the ``response_metadata`` with the cursor of the next.

    Raises ``invalid_limit`` and ``invalid_cursor``.
    """
    limit = args.number("limit", default, 0, most, "invalid_limit") or default
    cursor = args.text("cursor")
    start = 0
    if cursor:
        tail = cursor.removeprefix("next:").rstrip("=")
        if not cursor.startswith("next:") or not tail.isdecimal() or int(tail) > len(items):
            raise SlackError("invalid_cursor")
        start = int(tail)
    end = start + limit
    return items[start:end], {"next_cursor": f"next:{end}=" if end < len(items) else ""}
