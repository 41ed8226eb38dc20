"""users.*, usergroups.*, dnd.*: who there is."""

from __future__ import annotations

import time
from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.methods.access import is_member, known_user, page, require_scope
from sandbox.methods.registry import method
from sandbox.pacing import Tier
from sandbox.platform import Platform
from sandbox.records import Channel, User, Usergroup
from sandbox.shapes import channel_json, user_json

Json = dict[str, Any]
CHANNEL_READ = "channels:read groups:read im:read mpim:read"
_TYPE_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


@method("users.info", "users:read", Tier.FOUR)
def users_info(platform: Platform, args: Arguments) -> Json:
    """One user, or a stranger whom a shared channel brought in."""
    return {"user": _shown(platform, known_user(platform, args.required("user")))}


@method("users.list", "users:read", Tier.TWO)
def users_list(platform: Platform, args: Arguments) -> Json:
    """All users of the workspace, deleted ones and bots too; strangers are not listed."""
    workspace = platform.workspace
    ours = [user for user in workspace.users.values() if not workspace.is_external(user)]
    users, metadata = page(ours, args, 1000)
    members = [_shown(platform, user) for user in users]
    return {"members": members, "cache_ts": int(time.time()), "response_metadata": metadata}


@method("users.lookupByEmail", "users:read.email", Tier.THREE)
def users_lookup(platform: Platform, args: Arguments) -> Json:
    """The active user of an e-mail address."""
    email = args.required("email").strip().lower()
    for user in platform.workspace.users.values():
        if user.email.lower() == email and not user.deleted and not platform.workspace.is_external(user):
            return {"user": _shown(platform, user)}
    raise SlackError("users_not_found")


@method("users.getPresence", "users:read")
def users_presence(platform: Platform, args: Arguments) -> Json:
    """Everybody who is not gone is taken to be there."""
    user = known_user(platform, args.required("user"))
    return {"presence": "away" if user.deleted else "active"}


@method("users.conversations", CHANNEL_READ)
def users_conversations(platform: Platform, args: Arguments) -> Json:
    """The conversations that the bot, or a given user, is in, as far as the bot may see them."""
    who = args.text("user") or platform.app.bot_user_id
    known_user(platform, who)
    mine = [channel for channel in listed_channels(platform, args) if who in channel.members]
    return _channels_page(platform, args, mine)


@method("conversations.list", CHANNEL_READ, Tier.TWO)
def conversations_list(platform: Platform, args: Arguments) -> Json:
    """The conversations that the bot may see, by types."""
    return _channels_page(platform, args, listed_channels(platform, args))


def listed_channels(platform: Platform, args: Arguments) -> list[Channel]:
    """The channels of the wanted types that the bot may see. Raises ``invalid_types``, ``missing_scope``."""
    types = args.names("types") or ["public_channel"]
    if not set(types) <= set(_TYPE_SCOPES):
        raise SlackError("invalid_types")
    for wanted in types:
        require_scope(platform, _TYPE_SCOPES[wanted])
    type_of = {"channels": "public_channel", "groups": "private_channel", "im": "im"}
    return [
        channel
        for channel in platform.workspace.channels.values()
        if type_of[channel.kind] in types
        and (channel.kind == "channels" or is_member(platform, channel))
        and not (channel.is_archived and args.flag("exclude_archived"))
    ]


def _channels_page(platform: Platform, args: Arguments, channels: list[Channel]) -> Json:
    found, metadata = page(channels, args, 100)
    shown = []
    for channel in found:
        row = channel_json(platform.workspace, channel, platform.app.bot_user_id)
        shown.append(row if channel.is_im else {**row, "num_members": len(channel.members)})
    return {"channels": shown, "response_metadata": metadata}


@method("usergroups.list", "usergroups:read", Tier.TWO)
def usergroups_list(platform: Platform, args: Arguments) -> Json:
    """The user groups; a paid plan has them."""
    _paid(platform)
    groups = [
        group
        for group in platform.workspace.usergroups.values()
        if args.flag("include_disabled") or not group.disabled
    ]
    return {"usergroups": [_group(platform, group, args.flag("include_users")) for group in groups]}


@method("usergroups.users.list", "usergroups:read", Tier.TWO)
def usergroup_users(platform: Platform, args: Arguments) -> Json:
    """Who is in a user group."""
    _paid(platform)
    group = platform.workspace.usergroups.get(args.required("usergroup"))
    if group is None or (group.disabled and not args.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def _paid(platform: Platform) -> None:
    if platform.settings.free_plan:
        raise SlackError("plan_upgrade_required")


def _group(platform: Platform, group: Usergroup, with_users: bool) -> Json:
    shown: Json = {
        "id": group.id,
        "team_id": platform.workspace.team.id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "description": "",
        "is_external": False,
        "date_delete": 1 if group.disabled else 0,
        "user_count": len(group.users),
    }
    return {**shown, "users": list(group.users)} if with_users else shown


@method("dnd.info", "dnd:read")
def dnd_info(platform: Platform, args: Arguments) -> Json:
    """Whether somebody's notifications are off, and until when (Unix seconds)."""
    user = known_user(platform, args.required("user"))
    return _dnd(user)


@method("dnd.teamInfo", "dnd:read", Tier.TWO)
def dnd_team_info(platform: Platform, args: Arguments) -> Json:
    """The same for up to 50 people."""
    names = args.names("users")
    if not names:
        raise SlackError("no_users_provided")
    found = [platform.workspace.users.get(name) for name in names[:50]]
    return {"users": {user.id: _dnd(user) for user in found if user}}


def _dnd(user: User) -> Json:
    start, end = user.dnd or (1, 1)
    return {"dnd_enabled": user.dnd is not None, "next_dnd_start_ts": start, "next_dnd_end_ts": end}


def _shown(platform: Platform, user: User) -> Json:
    with_email = platform.manifest.allows("users:read.email")
    return user_json(platform.workspace, user, with_email=with_email)
