"""conversations.create, rename, archive, invite, kick, setTopic, setPurpose: changing channels."""

from __future__ import annotations

import re
from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.happenings.channels import join, leave, make_channel, rename, set_archived
from sandbox.happenings.messages import put_system_message
from sandbox.methods.access import (
    is_member,
    no_direct_message,
    require_member,
    require_open,
    require_scope,
    seen_channel,
)
from sandbox.methods.registry import method
from sandbox.pacing import Tier
from sandbox.platform import Platform
from sandbox.records import Channel
from sandbox.shapes import channel_json

Json = dict[str, Any]
MANAGE = "channels:manage groups:write im:write mpim:write"
INVITE = "channels:manage channels:write.invites groups:write groups:write.invites"
TOPIC = "channels:manage channels:write.topic groups:write groups:write.topic"
NAME_MOST = 80
TOPIC_MOST = 250
INVITED_MOST = 100


def free_name(platform: Platform, args: Arguments) -> str:
    """The name of a call, if it may be given to a channel. Raises ``invalid_name_*`` and ``name_taken``."""
    name = args.text("name")
    if not name.strip():
        raise SlackError("invalid_name_required")
    if len(name) > NAME_MOST:
        raise SlackError("invalid_name_maxlength")
    if re.search(r"[A-Z\s.]", name):
        raise SlackError("invalid_name_specials")
    if not re.search(r"[^\W_]", name):
        raise SlackError("invalid_name_punctuation")
    if not re.fullmatch(r"[\w-]+", name):
        raise SlackError("invalid_name_specials")
    if platform.workspace.channel_named(name):
        raise SlackError("name_taken")
    return name


def _manage_scopes(platform: Platform, channel: Channel, detail: str = "") -> None:
    fine = (f"{'groups' if channel.is_private else 'channels'}:write.{detail}",) if detail else ()
    require_scope(platform, "groups:write" if channel.is_private else "channels:manage", *fine)


@method("conversations.create", MANAGE, Tier.TWO)
def create(platform: Platform, args: Arguments) -> Json:
    """Make a channel with the bot in it."""
    private = args.flag("is_private")
    require_scope(platform, "groups:write" if private else "channels:manage")
    name = free_name(platform, args)
    channel = make_channel(platform, name, platform.app.bot_user_id, private=private)
    return {"channel": channel_json(platform.workspace, channel, platform.app.bot_user_id)}


@method("conversations.rename", MANAGE, Tier.TWO)
def rename_channel(platform: Platform, args: Arguments) -> Json:
    """Give a channel another name; only who made it may."""
    channel = _changeable(platform, args)
    if channel.creator != platform.app.bot_user_id:
        raise SlackError("not_authorized")
    rename(platform, channel, free_name(platform, args), platform.app.bot_user_id)
    return {"channel": channel_json(platform.workspace, channel, platform.app.bot_user_id)}


@method("conversations.archive", MANAGE, Tier.TWO)
def archive(platform: Platform, args: Arguments) -> Json:
    """Close a channel for good, or until somebody brings it back."""
    channel = seen_channel(platform, args)
    no_direct_message(channel)
    _manage_scopes(platform, channel)
    if channel.is_archived:
        raise SlackError("already_archived")
    if channel.is_general:
        raise SlackError("cant_archive_general")
    require_member(platform, channel)
    set_archived(platform, channel, platform.app.bot_user_id, archived=True)
    return {}


@method("conversations.unarchive", MANAGE, Tier.TWO)
def unarchive(platform: Platform, args: Arguments) -> Json:
    """Bring an archived channel back."""
    channel = seen_channel(platform, args)
    no_direct_message(channel)
    _manage_scopes(platform, channel)
    if not channel.is_archived:
        raise SlackError("not_archived")
    set_archived(platform, channel, platform.app.bot_user_id, archived=False)
    return {}


@method("conversations.invite", INVITE)
def invite(platform: Platform, args: Arguments) -> Json:
    """Bring up to 100 people in. One bad id fails all, unless ``force`` brings in the good ones."""
    channel = _changeable(platform, args, "invites")
    users = args.names("users")
    if not users:
        raise SlackError("no_user")
    if len(users) > INVITED_MOST:
        raise SlackError("too_many_users")
    refused = {user: code for user in users if (code := _why_not(platform, channel, user))}
    errors = [{"user": user, "ok": False, "error": code} for user, code in refused.items()]
    welcome = [user for user in dict.fromkeys(users) if user not in refused]
    if errors and not (args.flag("force") and welcome):
        raise SlackError(errors[0]["error"] if isinstance(errors[0]["error"], str) else "", errors=errors)
    for user in welcome:
        join(platform, channel, user, inviter=platform.app.bot_user_id)
    shown: Json = {"channel": channel_json(platform.workspace, channel, platform.app.bot_user_id)}
    return {**shown, "errors": errors} if errors else shown


def _why_not(platform: Platform, channel: Channel, user_id: str) -> str:
    user = platform.workspace.users.get(user_id)
    if user is None:
        return "user_not_found"
    if user.id == platform.app.bot_user_id:
        return "cant_invite_self"
    if user.deleted:
        return "cant_invite"
    if user.id in channel.members:
        return "already_in_channel"
    if platform.workspace.is_external(user) and user.team is not channel.shared_with:
        return "no_external_invite_permission"
    if user.is_ultra_restricted:
        return "ura_max_channels"
    return ""


@method("conversations.kick", MANAGE)
def kick(platform: Platform, args: Arguments) -> Json:
    """Take somebody out of a channel."""
    channel = _changeable(platform, args)
    user = platform.workspace.users.get(args.required("user"))
    if user is None:
        raise SlackError("user_not_found")
    if user.id == platform.app.bot_user_id:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    if user.id not in channel.members:
        raise SlackError("not_in_channel")
    leave(platform, channel, user.id)
    return {"errors": {}}


@method("conversations.setTopic", TOPIC, Tier.TWO)
def set_topic(platform: Platform, args: Arguments) -> Json:
    """Set a channel's topic, at most 250 characters."""
    channel = _changeable(platform, args, "topic")
    channel.topic = _short(args, "topic")
    _say(platform, channel, "topic", channel.topic)
    return {"channel": channel_json(platform.workspace, channel, platform.app.bot_user_id)}


@method("conversations.setPurpose", TOPIC, Tier.TWO)
def set_purpose(platform: Platform, args: Arguments) -> Json:
    """Set a channel's purpose, at most 250 characters."""
    channel = _changeable(platform, args, "topic")
    channel.purpose = _short(args, "purpose")
    _say(platform, channel, "purpose", channel.purpose)
    return {"channel": channel_json(platform.workspace, channel, platform.app.bot_user_id)}


def _changeable(platform: Platform, args: Arguments, detail: str = "") -> Channel:
    channel = seen_channel(platform, args)
    no_direct_message(channel)
    _manage_scopes(platform, channel, detail)
    require_open(channel)
    if not is_member(platform, channel):
        raise SlackError("not_in_channel")
    return channel


def _short(args: Arguments, name: str) -> str:
    text = args.text(name)
    if len(text) > TOPIC_MOST:
        raise SlackError("too_long")
    return text


def _say(platform: Platform, channel: Channel, what: str, text: str) -> None:
    words = f"set the channel {what}: {text}" if text else f"cleared the channel {what}"
    put_system_message(platform, channel, platform.app.bot_user_id, f"{channel.type}_{what}", words)
