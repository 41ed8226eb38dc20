"""The desk: arranges people, channels and controls, for tests and demos. Nobody in the workspace sees it."""

from __future__ import annotations

from typing import Any

from sandbox.errors import PersonError
from sandbox.happenings.channels import (
    change_id,
    join,
    leave,
    make_channel,
    rename,
    set_archived,
    share,
)
from sandbox.happenings.people import add_user, change_user
from sandbox.platform import Platform
from sandbox.records import Channel, Team, User, Usergroup

Json = dict[str, Any]


def new_user(platform: Platform, body: Json) -> Json:
    """Add a person. ``team`` names another company; ``guest`` is ``True`` or ``"single"``."""
    with platform.workspace.lock:
        workspace = platform.workspace
        name = str(body["name"])
        if workspace.user_named(name):
            raise PersonError(f"There is already somebody called {name}.")
        team = workspace.team_named(str(body["team"])) if body.get("team") else workspace.team
        user = User(
            id=workspace.new_id("U"),
            name=name,
            team=team,
            email=str(body.get("email") or ""),
            real_name=str(body.get("real_name") or name.capitalize()),
            title=str(body.get("title") or ""),
            tz=str(body.get("tz") or "America/New_York"),
            is_bot=bool(body.get("is_bot")),
            deleted=bool(body.get("deleted")),
            is_restricted=bool(body.get("guest")),
            is_ultra_restricted=body.get("guest") == "single",
            is_admin=bool(body.get("is_admin")),
        )
        add_user(platform, user)
        return {"ok": True, "id": user.id, "name": user.name}


def edit_user(platform: Platform, body: Json) -> Json:
    """Change a person: any of name, real_name, title, tz, email, deleted, dnd."""
    with platform.workspace.lock:
        user = wanted_user(platform, str(body["user"]))
        allowed = ("name", "real_name", "title", "tz", "email", "deleted", "is_restricted", "dnd")
        changes = {name: body[name] for name in allowed if name in body}
        if changes.get("dnd"):
            changes["dnd"] = (int(changes["dnd"][0]), int(changes["dnd"][1]))
        change_user(platform, user, changes)
        return {"ok": True}


def new_channel(platform: Platform, body: Json) -> Json:
    """Make a channel with members in it; the bot is one of them unless ``bot_member`` is false."""
    with platform.workspace.lock:
        workspace = platform.workspace
        name = str(body["name"]).removeprefix("#")
        if workspace.channel_named(name):
            raise PersonError(f"There is already a channel called {name}.")
        members = [wanted_user(platform, member).id for member in body.get("members") or []]
        creator = members[0] if members else ""
        channel = make_channel(platform, name, creator, private=bool(body.get("private")))
        channel.is_general = name == "general"
        channel.members = list(dict.fromkeys(members))
        if body.get("bot_member", True):
            channel.members.append(platform.app.bot_user_id)
        if body.get("shared_with"):
            channel.shared_with = _partner(platform, channel, str(body["shared_with"]))
        if body.get("pending_with"):
            channel.pending_with = workspace.team_named(str(body["pending_with"]))
        channel.is_org_shared = bool(body.get("org_shared"))
        workspace.touch()
        return {"ok": True, "id": channel.id, "name": channel.name}


def _partner(platform: Platform, channel: Channel, name: str) -> Team:
    """The other company of a shared channel. A nameless team of which somebody is in it gets the name."""
    users = [platform.workspace.users[member] for member in channel.members]
    for user in users:
        if platform.workspace.is_external(user) and user.team.name == user.team.id:
            user.team.name = name
    return platform.workspace.team_named(name)


def edit_channel(platform: Platform, body: Json) -> Json:
    """Change a channel: archived, name, shared_with, pending_with, people to add or remove, new_id; `by` whom."""
    with platform.workspace.lock:
        channel = wanted_channel(platform, str(body["channel"]))
        someone = channel.creator or next(iter(channel.members), platform.app.bot_user_id)
        if "by" in body:
            someone = wanted_user(platform, body["by"]).id
        if "archived" in body:
            set_archived(platform, channel, someone, archived=bool(body["archived"]))
        if "name" in body:
            rename(platform, channel, str(body["name"]), someone)
        if "shared_with" in body:
            other = body["shared_with"]
            share(platform, channel, platform.workspace.team_named(str(other)) if other else None)
        if "pending_with" in body:
            other = body["pending_with"]
            channel.pending_with = platform.workspace.team_named(str(other)) if other else None
        if body.get("new_id"):
            change_id(platform, channel)
        for member in body.get("add", ()):
            join(platform, channel, wanted_user(platform, member).id)
        for member in body.get("remove", ()):
            leave(platform, channel, wanted_user(platform, member).id)
        platform.workspace.touch()
        return {"ok": True, "id": channel.id}


def new_usergroup(platform: Platform, body: Json) -> Json:
    """Make a user group."""
    with platform.workspace.lock:
        handle = str(body["handle"]).removeprefix("@")
        users = [wanted_user(platform, member).id for member in body.get("members") or []]
        group = Usergroup(platform.workspace.new_id("S"), handle, str(body.get("name") or handle), users)
        platform.workspace.usergroups[group.id] = group
        platform.workspace.touch()
        return {"ok": True, "id": group.id, "handle": handle}


def set_control(platform: Platform, body: Json) -> Json:
    """A labelled button for the page; clicking it POSTs to ``url``."""
    with platform.workspace.lock:
        key = f"control{len(platform.controls) + 1}"
        platform.controls[key] = (str(body["label"]), str(body["url"]))
        platform.workspace.touch()
        return {"ok": True, "id": key}


def wanted_user(platform: Platform, name: str) -> User:
    """The user of that id, name or e-mail address; else ``PersonError``."""
    user = platform.workspace.user_named(name)
    if user is None:
        raise PersonError(f"There is nobody called {name!r} here.")
    return user


def wanted_channel(platform: Platform, name: str) -> Channel:
    """The channel of that id or name; else ``PersonError`` says which there are."""
    channel = platform.workspace.channel_named(name)
    if channel is None:
        there = ", ".join(sorted(c.name for c in platform.workspace.channels.values() if c.name))
        raise PersonError(f"There is no channel {name!r} here; there are {there}.")
    return channel
