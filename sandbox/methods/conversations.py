"""conversations.info, members, join, leave, open: one conversation at a time."""

from __future__ import annotations

from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.happenings.channels import join, leave, open_direct_message
from sandbox.methods.access import (
    is_member,
    known_user,
    no_direct_message,
    page,
    require_open,
    require_scope,
    seen_channel,
)
from sandbox.methods.registry import method
from sandbox.methods.users import CHANNEL_READ
from sandbox.pacing import Tier
from sandbox.platform import Platform
from sandbox.shapes import channel_json

Json = dict[str, Any]
OPEN = "im:write mpim:write groups:write channels:manage"


@method("conversations.info", CHANNEL_READ)
def info(platform: Platform, args: Arguments) -> Json:
    """One conversation; ``include_num_members`` counts who is in it."""
    channel = seen_channel(platform, args)
    require_scope(platform, f"{channel.kind}:read")
    shown = channel_json(platform.workspace, channel, platform.app.bot_user_id)
    if args.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


@method("conversations.members", CHANNEL_READ, Tier.FOUR)
def members(platform: Platform, args: Arguments) -> Json:
    """Who is in a conversation."""
    channel = seen_channel(platform, args)
    require_scope(platform, f"{channel.kind}:read")
    found, metadata = page(channel.members, args, 100)
    return {"members": found, "response_metadata": metadata}


@method("conversations.join", "channels:join")
def join_channel(platform: Platform, args: Arguments) -> Json:
    """The bot joins a public channel; a second time is fine, and says so in a warning."""
    channel = seen_channel(platform, args)
    if channel.kind != "channels":
        raise SlackError("method_not_supported_for_channel_type")
    require_open(channel)
    already = is_member(platform, channel)
    if not already:
        join(platform, channel, platform.app.bot_user_id)
    shown = {"channel": channel_json(platform.workspace, channel, platform.app.bot_user_id)}
    if already:
        warning = "already_in_channel"
        return {**shown, "warning": warning, "response_metadata": {"warnings": [warning]}}
    return shown


@method("conversations.leave", "channels:manage groups:write im:write mpim:write")
def leave_channel(platform: Platform, args: Arguments) -> Json:
    """The bot leaves a channel."""
    channel = seen_channel(platform, args)
    no_direct_message(channel)
    require_open(channel)
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if not is_member(platform, channel):
        return {"not_in_channel": True}
    if channel.is_private and len(channel.members) == 1:
        raise SlackError("last_member")
    leave(platform, channel, platform.app.bot_user_id)
    return {}


@method("conversations.open", OPEN)
def open_conversation(platform: Platform, args: Arguments) -> Json:
    """The bot's direct message with one person, opened if it was not; groups of people are not kept here."""
    if args.given("channel"):
        channel = seen_channel(platform, args)
        if not channel.is_im:
            raise SlackError("method_not_supported_for_channel_type")
        return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}
    users = args.names("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 8:
        raise SlackError("too_many_users")
    if len(users) > 1:
        raise SlackError("invalid_user_combination")
    require_scope(platform, "im:write")
    user = known_user(platform, users[0])
    if user.deleted:
        raise SlackError("user_disabled")
    if platform.workspace.is_external(user):
        raise SlackError("user_not_visible")
    if user.is_bot:
        raise SlackError(
            "user_not_visible" if user.id != platform.app.bot_user_id else "invalid_user_combination"
        )
    known = platform.workspace.direct_message(user.id)
    channel = open_direct_message(platform, user.id)
    whole = channel_json(platform.workspace, channel, platform.app.bot_user_id)
    shown: Json = {"channel": whole if args.flag("return_im") else {"id": channel.id}}
    return {**shown, "no_op": True, "already_open": True} if known else shown
