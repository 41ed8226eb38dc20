"""What the page, and whoever reads along, sees of the workspace: as one person sees it."""

from __future__ import annotations

from typing import Any

from sandbox.acts.actor import actor, may_see, message_in, place
from sandbox.platform import Platform
from sandbox.records import Channel, Message, User, View
from sandbox.shapes import reactions_json, view_json
from sandbox.typed_text import mentioned

Json = dict[str, Any]


def state(platform: Platform, body: Json) -> Json:
    """Everything around the messages. With ``since`` it waits up to 20 s for something newer."""
    workspace = platform.workspace
    since = int(body.get("since") or 0)
    if since:
        seconds = min(20.0, float(body.get("within") or 20))
        workspace.wait(lambda: workspace.revision > since or platform.stopping.is_set(), seconds)
    with workspace.lock:
        user = actor(platform, body)
        return {
            "ok": True,
            "rev": workspace.revision,
            "me": _user(platform, user),
            "team": {"id": workspace.team.id, "name": workspace.team.name},
            "users": [_user(platform, each) for each in workspace.users.values()],
            "channels": [
                channel_row(platform, user, channel)
                for channel in workspace.channels.values()
                if may_see(platform, user, channel)
            ],
            "usergroups": [
                {"id": group.id, "handle": group.handle, "name": group.name, "users": list(group.users)}
                for group in workspace.usergroups.values()
            ],
            **_app_part(platform, user),
            "view": modal_row(platform, user),
            "home": {platform.app.app_id: _home(platform, user)},
            "controls": [{"id": key, "label": label} for key, (label, _) in platform.controls.items()],
            "status": {"text": platform.status} if platform.status else None,
            "toasts": workspace.toasts.pop(user.id, []),
        }


def _user(platform: Platform, user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "email": user.email,
        "title": user.title,
        "tz": user.tz,
        "is_bot": user.is_bot,
        "deleted": user.deleted,
        "is_external": platform.workspace.is_external(user),
        "is_guest": user.is_guest,
        "team_name": user.team.name,
    }


def channel_row(platform: Platform, user: User | None, channel: Channel) -> Json:
    """A channel, and what is unread in it for this person."""
    seen = channel.read.get(user.id, "") if user else ""
    member = user is not None and user.id in channel.members
    visible = [m for m in channel.messages if user and m.ephemeral_to in (None, user.id)]
    unread = [m for m in visible if member and user and m.ts > seen and m.user != user.id and not m.subtype]
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.is_private,
        "is_ext_shared": channel.shared_with is not None,
        "shared_with": channel.shared_with.name if channel.shared_with else None,
        "is_im": channel.is_im,
        "im_user": channel.im_user,
        "is_archived": channel.is_archived,
        "is_member": member,
        "members": list(channel.members),
        "topic": channel.topic,
        "purpose": channel.purpose,
        "unread": len(unread),
        "mentions": sum(1 for m in unread if channel.is_im or _mentions(platform, m, user)),
        "latest_ts": visible[-1].ts if visible else None,
        "bookmarks": [
            {"id": b.id, "title": b.title, "link": b.link, "emoji": b.emoji} for b in channel.bookmarks
        ],
        "pins": list(channel.pins),
    }


def _mentions(platform: Platform, message: Message, user: User | None) -> bool:
    named = set(mentioned(f"{message.text} {message.blocks}"))
    groups = {g.id for g in platform.workspace.usergroups.values() if user and user.id in g.users}
    return bool(user) and bool(named & ({user.id if user else "", "here", "channel", "everyone"} | groups))


def _app_part(platform: Platform, user: User) -> Json:
    manifest, app = platform.manifest, platform.app
    ours = not platform.workspace.is_external(user)
    return {
        "commands": [
            {"command": c.name, "description": c.description, "usage_hint": c.usage_hint, "app": app.name}
            for c in manifest.commands
            if ours
        ],
        "shortcuts": [
            {"type": s.type, "callback_id": s.callback_id, "name": s.name, "description": s.description}
            for s in manifest.shortcuts
            if ours
        ],
        "apps": [
            {
                "id": app.app_id,
                "name": app.name,
                "bot_user_id": app.bot_user_id,
                "has_home": manifest.has_home,
            }
        ],
    }


def modal_row(platform: Platform, user: User) -> Json | None:
    """The topmost modal of a person: the view, what is typed so far, how many there are, and any trouble."""
    stack = platform.workspace.modals[user.id]
    if not stack:
        return None
    view: View = stack[-1]
    shown = view_json(platform.workspace, platform.app, view)
    return {"id": view.id, "stack": len(stack), "view": shown, "values": view.values, "notice": view.notice}


def _home(platform: Platform, user: User) -> Json | None:
    home = platform.workspace.homes.get(user.id)
    return view_json(platform.workspace, platform.app, home) if home else None


def messages(platform: Platform, body: Json) -> Json:
    """All messages of a channel with their replies, and the ephemeral ones of the person who looks."""
    with platform.workspace.lock:
        user = actor(platform, body)
        channel = place(platform, user, body)
        shown = [message_row(channel, m) for m in channel.messages if m.ephemeral_to in (None, user.id)]
        return {"ok": True, "rev": platform.workspace.revision, "messages": shown}


def message_row(channel: Channel, message: Message) -> Json:
    """A message with what the page shows around it."""
    replies = channel.replies(message.ts) if not message.is_reply else []
    return {
        "ts": message.ts,
        "channel": channel.id,
        "user": message.user,
        "username": message.username,
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": message.files,
        "thread_ts": message.thread_ts or (message.ts if replies else None),
        "reply_count": len(replies),
        "latest_reply": replies[-1].ts if replies else None,
        "edited": message.edited,
        "shown_at": message.shown_at.isoformat() if message.shown_at else None,
        "ephemeral": message.ephemeral_to is not None,
        "pinned": message.ts in channel.pins,
        "reactions": reactions_json(message),
        "subtype": message.subtype,
        "metadata": message.metadata,
        "values": message.values,
    }


def one_message(platform: Platform, body: Json) -> Json:
    """One message as a person sees it."""
    with platform.workspace.lock:
        user = actor(platform, body)
        channel = place(platform, user, body)
        return {"ok": True, "message": message_row(channel, message_in(channel, user, str(body["ts"])))}
