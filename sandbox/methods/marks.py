"""reactions.*, pins.*, bookmarks.*: marks on messages and channels."""

from __future__ import annotations

import re
import time
from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.happenings.messages import react
from sandbox.methods.access import require_member, require_open, seen_channel, seen_message
from sandbox.methods.registry import method
from sandbox.pacing import Tier
from sandbox.platform import Platform
from sandbox.records import Bookmark, Channel, Message
from sandbox.shapes import message_json, reactions_json

Json = dict[str, Any]
PINS_MOST = 100
BOOKMARKS_MOST = 100
_TS = re.compile(r"\d+\.\d{6}")


def _marked(platform: Platform, args: Arguments, name: str = "timestamp") -> tuple[Channel, Message]:
    channel = seen_channel(platform, args)
    ts = args.text(name)
    if not ts:
        raise SlackError("no_item_specified")
    if not _TS.fullmatch(ts):
        raise SlackError("bad_timestamp")
    return channel, seen_message(channel, ts)


@method("reactions.add", "reactions:write")
def add_reaction(platform: Platform, args: Arguments) -> Json:
    """React to a message."""
    channel, message = _marked(platform, args)
    require_open(channel)
    name, bot = _emoji(args), platform.app.bot_user_id
    if bot in message.reactions.get(name, []):
        raise SlackError("already_reacted")
    react(platform, channel, message, bot, name, on=True)
    return {}


@method("reactions.remove", "reactions:write", Tier.TWO)
def remove_reaction(platform: Platform, args: Arguments) -> Json:
    """Take the bot's reaction back."""
    channel, message = _marked(platform, args)
    name, bot = _emoji(args), platform.app.bot_user_id
    if bot not in message.reactions.get(name, []):
        raise SlackError("no_reaction")
    react(platform, channel, message, bot, name, on=False)
    return {}


@method("reactions.get", "reactions:read")
def get_reactions(platform: Platform, args: Arguments) -> Json:
    """A message with its reactions."""
    channel, message = _marked(platform, args)
    shown = message_json(platform.workspace, platform.app, channel, message)
    shown["reactions"] = reactions_json(message)
    return {"type": "message", "channel": channel.id, "message": shown}


def _emoji(args: Arguments) -> str:
    name = args.required("name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise SlackError("invalid_name")
    return name


@method("pins.add", "pins:write", Tier.TWO)
def add_pin(platform: Platform, args: Arguments) -> Json:
    """Pin a message to its channel."""
    channel, message = _marked(platform, args)
    require_member(platform, channel)
    if message.ts in channel.pins:
        raise SlackError("already_pinned")
    if len(channel.pins) >= PINS_MOST:
        raise SlackError("too_many_pins")
    channel.pins.append(message.ts)
    platform.workspace.touch()
    _tell_of_pin(platform, channel, message, "pin_added")
    return {}


@method("pins.remove", "pins:write", Tier.TWO)
def remove_pin(platform: Platform, args: Arguments) -> Json:
    """Unpin a message."""
    channel, message = _marked(platform, args)
    if message.ts not in channel.pins:
        raise SlackError("no_pin")
    channel.pins.remove(message.ts)
    platform.workspace.touch()
    _tell_of_pin(platform, channel, message, "pin_removed")
    return {}


def _tell_of_pin(platform: Platform, channel: Channel, message: Message, kind: str) -> None:
    item = {"type": "message", "channel": channel.id, "ts": message.ts}
    event = {"type": kind, "user": platform.app.bot_user_id, "channel_id": channel.id, "item": item}
    platform.emit(event, channel)


@method("pins.list", "pins:read", Tier.TWO)
def list_pins(platform: Platform, args: Arguments) -> Json:
    """The pinned messages of a channel, the latest pin first."""
    channel = seen_channel(platform, args)
    pinned = [message for ts in reversed(channel.pins) if (message := channel.message(ts))]
    items = [
        {
            "type": "message",
            "channel": channel.id,
            "created": int(float(message.ts)),
            "message": message_json(platform.workspace, platform.app, channel, message),
        }
        for message in pinned
    ]
    return {"items": items}


@method("bookmarks.add", "bookmarks:write", Tier.TWO)
def add_bookmark(platform: Platform, args: Arguments) -> Json:
    """Put a link at the top of a channel."""
    channel = seen_channel(platform, args, "channel_id")
    title, kind, link = args.required("title"), args.required("type"), args.text("link")
    if kind != "link":
        raise SlackError("invalid_bookmark_type")
    _check_link(link)
    require_member(platform, channel)
    if len(channel.bookmarks) >= BOOKMARKS_MOST:
        raise SlackError("too_many_bookmarks")
    bookmark = Bookmark(platform.workspace.new_id("Bk"), title, link, args.text("emoji"), int(time.time()))
    channel.bookmarks.append(bookmark)
    platform.workspace.touch()
    return {"bookmark": _bookmark(platform, channel, bookmark)}


@method("bookmarks.edit", "bookmarks:write", Tier.TWO)
def edit_bookmark(platform: Platform, args: Arguments) -> Json:
    """Change a link at the top of a channel."""
    channel, bookmark = _wanted_bookmark(platform, args)
    if args.given("link"):
        _check_link(args.text("link"))
        bookmark.link = args.text("link")
    bookmark.title = args.text("title") or bookmark.title
    bookmark.emoji = args.text("emoji") or bookmark.emoji
    bookmark.updated = int(time.time())
    platform.workspace.touch()
    return {"bookmark": _bookmark(platform, channel, bookmark)}


@method("bookmarks.remove", "bookmarks:write", Tier.TWO)
def remove_bookmark(platform: Platform, args: Arguments) -> Json:
    """Take a link away from the top of a channel."""
    channel, bookmark = _wanted_bookmark(platform, args)
    channel.bookmarks.remove(bookmark)
    platform.workspace.touch()
    return {}


@method("bookmarks.list", "bookmarks:read")
def list_bookmarks(platform: Platform, args: Arguments) -> Json:
    """The links at the top of a channel."""
    channel = seen_channel(platform, args, "channel_id")
    return {"bookmarks": [_bookmark(platform, channel, bookmark) for bookmark in channel.bookmarks]}


def _wanted_bookmark(platform: Platform, args: Arguments) -> tuple[Channel, Bookmark]:
    channel = seen_channel(platform, args, "channel_id")
    wanted = args.required("bookmark_id")
    found = next((bookmark for bookmark in channel.bookmarks if bookmark.id == wanted), None)
    if found is None:
        raise SlackError("not_found")
    return channel, found


def _check_link(link: str) -> None:
    if not link.startswith(("http://", "https://")):
        raise SlackError("invalid_link")


def _bookmark(platform: Platform, channel: Channel, bookmark: Bookmark) -> Json:
    return {
        "id": bookmark.id,
        "channel_id": channel.id,
        "title": bookmark.title,
        "link": bookmark.link,
        "emoji": bookmark.emoji,
        "type": "link",
        "date_created": bookmark.created,
        "date_updated": bookmark.updated,
        "app_id": platform.app.app_id,
    }
