"""Users, channels and messages as the Web API and the events write them."""

from __future__ import annotations

import hashlib
import zoneinfo
from datetime import datetime
from typing import Any

from sandbox.identity import Identity
from sandbox.records import Channel, Message, Team, User, View
from sandbox.workspace import Workspace

Json = dict[str, Any]


def user_json(workspace: Workspace, user: User, *, with_email: bool) -> Json:
    """A user object. Strangers (another company's people) show less, and ``is_stranger``."""
    external = workspace.is_external(user)
    profile: Json = {
        "real_name": user.real_name,
        "display_name": user.name,
        "real_name_normalized": user.real_name,
        "title": user.title,
        "team": user.team.id,
    }
    if with_email and user.email and not external:
        profile["email"] = user.email
    shown: Json = {
        "id": user.id,
        "team_id": user.team.id,
        "name": user.name,
        "deleted": user.deleted,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": _offset(user.tz),
        "profile": profile,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
    }
    if external:
        return {**shown, "is_stranger": True}
    return {
        **shown,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_guest,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_email_confirmed": True,
    }


def _offset(tz: str) -> int:
    offset = datetime.now(zoneinfo.ZoneInfo(tz)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def channel_json(workspace: Workspace, channel: Channel, bot: str) -> Json:
    """A conversation object as the bot sees it."""
    if channel.is_im:
        return {
            "id": channel.id,
            "created": channel.created,
            "is_im": True,
            "is_org_shared": False,
            "user": channel.im_user,
            "is_archived": channel.is_archived,
            "is_user_deleted": workspace.users[str(channel.im_user)].deleted,
            "context_team_id": workspace.team.id,
        }
    shared = [channel.shared_with.id] if channel.shared_with else []
    pending = [channel.pending_with.id] if channel.pending_with else []
    shown: Json = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "created": channel.created,
        "creator": channel.creator,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "is_member": bot in channel.members,
        "is_shared": bool(shared) or channel.is_org_shared,
        "is_ext_shared": bool(shared),
        "is_org_shared": channel.is_org_shared,
        "is_pending_ext_shared": bool(pending),
        "pending_shared": pending,
        "pending_connected_team_ids": pending,
        "shared_team_ids": [workspace.team.id, *shared],
        "internal_team_ids": [],
        "conversation_host_id": workspace.team.id,
        "context_team_id": workspace.team.id,
        "parent_conversation": None,
        "unlinked": 0,
        "topic": {"value": channel.topic, "creator": channel.creator, "last_set": channel.created},
        "purpose": {"value": channel.purpose, "creator": channel.creator, "last_set": channel.created},
        "previous_names": channel.previous_names,
    }
    if shared:
        shown["connected_team_ids"] = shared
    return shown


def message_json(
    workspace: Workspace, app: Identity, channel: Channel, message: Message, *, all_metadata: bool = False
) -> Json:
    """A message object. Of metadata only the event type is shown, unless all of it is asked for."""
    author = workspace.users.get(message.user)
    shown: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": author.team.id if author else workspace.team.id,
    }
    if author and workspace.is_external(author):
        shown |= {"user_team": author.team.id, "source_team": author.team.id}
    if message.subtype:
        shown["subtype"] = message.subtype
    if message.is_app:
        shown |= {"bot_id": app.bot_id, "app_id": app.app_id, "bot_profile": bot_profile(workspace.team, app)}
        if message.username:
            shown["username"] = message.username
    for name in ("blocks", "attachments", "files", "edited"):
        if getattr(message, name):
            shown[name] = getattr(message, name)
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
        parent = channel.message(message.thread_ts)
        if message.is_reply and parent:
            shown["parent_user_id"] = parent.user
    if not message.is_reply:
        shown |= _thread_json(channel, message)
    if message.reactions:
        shown["reactions"] = reactions_json(message)
    if message.ts in channel.pins:
        shown["pinned_to"] = [channel.id]
    if message.metadata is not None:
        whole = message.metadata if all_metadata else {"event_type": message.metadata.get("event_type", "")}
        shown["metadata"] = whole
    return shown


def _thread_json(channel: Channel, message: Message) -> Json:
    replies = channel.replies(message.ts)
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": users[:5],
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "subscribed": False,
    }


def reactions_json(message: Message) -> list[Json]:
    """The reactions below a message."""
    return [{"name": n, "users": users, "count": len(users)} for n, users in message.reactions.items()]


def bot_profile(team: Team, app: Identity) -> Json:
    """The bot as it stands beside each of its messages."""
    return {
        "id": app.bot_id,
        "app_id": app.app_id,
        "name": app.name,
        "team_id": team.id,
        "deleted": False,
        "updated": 0,
    }


def view_json(workspace: Workspace, app: Identity, view: View) -> Json:
    """A view object as ``views.*`` and the payloads carry it."""
    shown: Json = {
        "id": view.id,
        "team_id": workspace.users[view.user].team.id,
        "app_id": app.app_id,
        "app_installed_team_id": workspace.team.id,
        "bot_id": app.bot_id,
        "type": view.body["type"],
        "blocks": view.body["blocks"],
        "private_metadata": view.body.get("private_metadata", ""),
        "callback_id": view.body.get("callback_id", ""),
        "external_id": view.external_id,
        "state": {"values": view.values},
        "hash": view.hash,
        "clear_on_close": bool(view.body.get("clear_on_close", False)),
        "notify_on_close": bool(view.body.get("notify_on_close", False)),
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
    }
    for name in ("title", "submit", "close"):
        shown[name] = view.body.get(name)
    return shown


def view_hash(view_id: str, revision: int) -> str:
    """A hash that changes with every version of a view."""
    return f"{revision}.{hashlib.sha256(f'{view_id}{revision}'.encode()).hexdigest()[:8]}"
