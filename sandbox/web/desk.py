"""The desk: arranges the workspace and reads it whole, for tests, drills and demos. No person sees it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sandbox.errors import PersonError
from sandbox.faults import Fault
from sandbox.happenings.channels import (
    change_id,
    join,
    leave,
    make_channel,
    open_direct_message,
    rename,
    set_archived,
    share,
)
from sandbox.happenings.people import add_user, change_user
from sandbox.platform import Platform
from sandbox.records import Channel, Team, User, Usergroup
from sandbox.web.page_json import channel_row, message_row

Json = dict[str, Any]


def about(platform: Platform, _: Json) -> Json:
    """The app's tokens and ids, and the addresses of the sandbox."""
    app = platform.app
    return {
        "ok": True,
        "url": platform.base_url,
        "api_url": f"{platform.base_url}/api/",
        "team_id": platform.workspace.team.id,
        "app_id": app.app_id,
        "bot_user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "bot_token": app.bot_token,
        "app_token": app.app_token,
        "signing_secret": app.signing_secret,
    }


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
        user = _user(platform, str(body["user"]))
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
        members = [_user(platform, member).id for member in body.get("members") or []]
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
    """Change a channel: archived, name, shared_with, pending_with, and people to add or remove, new_id."""
    with platform.workspace.lock:
        channel = _channel(platform, str(body["channel"]))
        someone = channel.creator or next(iter(channel.members), platform.app.bot_user_id)
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
            join(platform, channel, _user(platform, member).id)
        for member in body.get("remove", ()):
            leave(platform, channel, _user(platform, member).id)
        platform.workspace.touch()
        return {"ok": True, "id": channel.id}


def new_usergroup(platform: Platform, body: Json) -> Json:
    """Make a user group."""
    with platform.workspace.lock:
        handle = str(body["handle"]).removeprefix("@")
        users = [_user(platform, member).id for member in body.get("members") or []]
        group = Usergroup(platform.workspace.new_id("S"), handle, str(body.get("name") or handle), users)
        platform.workspace.usergroups[group.id] = group
        platform.workspace.touch()
        return {"ok": True, "id": group.id, "handle": handle}


def whole_channel(platform: Platform, body: Json) -> Json:
    """A channel and all that stands in it, whoever may see it; ``dm`` names a person instead."""
    with platform.workspace.lock:
        if body.get("dm"):
            channel = open_direct_message(platform, _user(platform, str(body["dm"])).id)
        else:
            channel = _channel(platform, str(body["channel"]))
        rows = [
            {**message_row(channel, message), "ephemeral_to": message.ephemeral_to}
            for message in channel.messages
        ]
        row = channel_row(platform, None, channel)
        return {"ok": True, "rev": platform.workspace.revision, "channel": row, "messages": rows}


def people(platform: Platform, _: Json) -> Json:
    """Everybody's id and name, and the user groups' handles, for those who read mentions."""
    with platform.workspace.lock:
        users = {user.id: user.name for user in platform.workspace.users.values()}
        groups = {group.id: group.handle for group in platform.workspace.usergroups.values()}
        return {"ok": True, "users": users, "usergroups": groups}


def find_user(platform: Platform, body: Json) -> Json:
    """One person by id, name or e-mail address."""
    with platform.workspace.lock:
        user = _user(platform, str(body["user"]))
        return {
            "ok": True,
            "id": user.id,
            "name": user.name,
            "email": user.email,
            "real_name": user.real_name,
        }


def whole_log(platform: Platform, body: Json) -> Json:
    """Every call and delivery, from the entry ``since`` on."""
    return {"ok": True, "entries": platform.log.entries(int(body.get("since") or 0))}


def add_fault(platform: Platform, body: Json) -> Json:
    """Let a fault happen: see ``Fault`` for its fields."""
    known = {field.name for field in fields(Fault)}
    try:
        platform.faults.add(Fault(**{name: value for name, value in body.items() if name in known}))
    except ValueError as wrong:
        raise PersonError(str(wrong)) from wrong
    return {"ok": True}


def clear_faults(platform: Platform, _: Json) -> Json:
    """No more faults."""
    platform.faults.clear()
    return {"ok": True}


def set_token(platform: Platform, body: Json) -> Json:
    """Make the tokens ``valid`` again, or ``token_revoked``, ``account_inactive``, ``token_expired``."""
    platform.token_state = str(body["state"])
    return {"ok": True}


def set_control(platform: Platform, body: Json) -> Json:
    """A labelled button for the page; clicking it POSTs to ``url``."""
    with platform.workspace.lock:
        key = f"control{len(platform.controls) + 1}"
        platform.controls[key] = (str(body["label"]), str(body["url"]))
        platform.workspace.touch()
        return {"ok": True, "id": key}


def set_limits(platform: Platform, body: Json) -> Json:
    """Calls a minute by method; 0 is no limit."""
    with platform.workspace.lock:
        platform.pacing.limits.update({name: int(limit) for name, limit in body["limits"].items()})
        return {"ok": True}


def relax_pacing(platform: Platform, _: Json) -> Json:
    """Count nothing any more: neither messages a second nor calls a minute."""
    with platform.workspace.lock:
        platform.pacing.relaxed = True
        return {"ok": True}


def sockets(platform: Platform, body: Json) -> Json:
    """The app's Socket Mode connections: ``do`` is count, kill, warning, refresh_requested or link_disabled.

    With ``wait_for`` it first waits ``within`` seconds for that many.
    """
    hub, what = platform.sockets, str(body.get("do", "count"))
    if hub is None:
        raise PersonError("The app's manifest does not enable Socket Mode.")
    if body.get("wait_for") and not hub.wait_for(int(body["wait_for"]), float(body.get("within") or 5)):
        raise PersonError(f"Only {hub.connected} sockets are connected.")
    if what == "kill":
        return {"ok": True, "count": hub.kill()}
    if what != "count":
        return {"ok": True, "count": hub.disconnect(what)}
    return {"ok": True, "count": hub.connected}


def settled(platform: Platform, body: Json) -> Json:
    """Wait until every event that is due has been delivered."""
    return {"ok": True, "settled": platform.courier.settled(float(body.get("within") or 5))}


def changed(platform: Platform, body: Json) -> Json:
    """Wait, at most ``within`` seconds, until the workspace's revision is above ``since``."""
    workspace, since = platform.workspace, int(body.get("since") or 0)
    seconds = min(20.0, float(body.get("within") or 5))
    workspace.wait(lambda: workspace.revision > since or platform.stopping.is_set(), seconds)
    return {"ok": True, "rev": workspace.revision}


def _user(platform: Platform, name: str) -> User:
    user = platform.workspace.user_named(name)
    if user is None:
        raise PersonError(f"There is nobody called {name!r} here.")
    return user


def _channel(platform: Platform, name: str) -> Channel:
    channel = platform.workspace.channel_named(name)
    if channel is None:
        there = ", ".join(sorted(c.name for c in platform.workspace.channels.values() if c.name))
        raise PersonError(f"There is no channel {name!r} here; there are {there}.")
    return channel
