"""Channels are made, joined, left, renamed, archived, shared."""

from __future__ import annotations

import time

from sandbox.happenings.messages import put_system_message
from sandbox.platform import Platform
from sandbox.records import Channel, Team


def make_channel(platform: Platform, name: str, creator: str, *, private: bool = False) -> Channel:
    """Make a channel with its creator in it. The lock is held, and the name was found free."""
    workspace = platform.workspace
    channel = Channel(
        id=workspace.new_id("C"),
        name=name,
        is_private=private,
        creator=creator,
        created=int(time.time()),
        members=[creator] if creator else [],
    )
    workspace.channels[channel.id] = channel
    workspace.touch()
    if not private:
        about = {"id": channel.id, "name": name, "created": channel.created, "creator": creator}
        platform.emit({"type": "channel_created", "channel": about}, channel)
    return channel


def open_direct_message(platform: Platform, user: str) -> Channel:
    """The direct message of the bot with a person; made when it is first needed. The lock is held."""
    workspace = platform.workspace
    known = workspace.direct_message(user)
    if known:
        return known
    channel = Channel(
        id=workspace.new_id("D"),
        name="",
        im_user=user,
        created=int(time.time()),
        members=[user, platform.app.bot_user_id],
    )
    workspace.channels[channel.id] = channel
    workspace.touch()
    return channel


def join(platform: Platform, channel: Channel, user: str, inviter: str = "") -> None:
    """Somebody joins, or is brought in by ``inviter``. The lock is held."""
    channel.members.append(user)
    kind = "group_join" if channel.is_private else "channel_join"
    put_system_message(platform, channel, user, kind, f"<@{user}> has joined the channel")
    event = {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": platform.workspace.team.id,
    }
    platform.emit(event | ({"inviter": inviter} if inviter else {}), channel)


def leave(platform: Platform, channel: Channel, user: str) -> None:
    """Somebody leaves or is removed. The lock is held."""
    event = {
        "type": "member_left_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": platform.workspace.team.id,
    }
    platform.emit(event, channel)
    channel.members.remove(user)
    kind = "group_leave" if channel.is_private else "channel_leave"
    put_system_message(platform, channel, user, kind, f"<@{user}> has left the channel")


def rename(platform: Platform, channel: Channel, name: str, user: str) -> None:
    """A channel gets another name. The lock is held, and the name was found free."""
    channel.previous_names.append(channel.name)
    channel.name = name
    put_system_message(platform, channel, user, f"{channel.type}_name", f"renamed the channel to {name}")
    about = {"id": channel.id, "name": name, "created": channel.created}
    platform.emit({"type": f"{channel.type}_rename", "channel": about}, channel)


def set_archived(platform: Platform, channel: Channel, user: str, *, archived: bool) -> None:
    """A channel is archived or brought back. The lock is held."""
    channel.is_archived = archived
    verb = "archive" if archived else "unarchive"
    put_system_message(platform, channel, user, f"{channel.type}_{verb}", f"{verb}d the channel")
    platform.emit({"type": f"{channel.type}_{verb}", "channel": channel.id, "user": user}, channel)


def change_id(platform: Platform, channel: Channel) -> None:
    """A channel gets another id, as a private one does when sharing starts. The lock is held."""
    workspace, old = platform.workspace, channel.id
    del workspace.channels[old]
    channel.id = workspace.new_id("C")
    workspace.channels[channel.id] = channel
    workspace.touch()
    event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": channel.id}
    platform.emit(event, channel)


def share(platform: Platform, channel: Channel, team: Team | None) -> None:
    """A channel is shared with another company, or with ``None`` no longer. The lock is held."""
    other = team or channel.shared_with
    channel.shared_with = team
    channel.pending_with = None
    if not team:
        users = platform.workspace.users
        channel.members = [m for m in channel.members if not platform.workspace.is_external(users[m])]
    platform.workspace.touch()
    if other:
        kind = "channel_shared" if team else "channel_unshared"
        event: dict[str, object] = {"type": kind, "channel": channel.id, "connected_team_id": other.id}
        if not team:
            event = {"type": kind, "channel": channel.id, "previously_connected_team_id": other.id}
            event |= {"is_ext_shared": False}
        platform.emit(event, channel)
