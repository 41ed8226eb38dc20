"""Reads the workspace whole, whoever may see what: for tests and demos."""

from __future__ import annotations

from typing import Any

from sandbox.happenings.channels import open_direct_message
from sandbox.platform import Platform
from sandbox.web.desk import wanted_channel, wanted_user
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


def whole_channel(platform: Platform, body: Json) -> Json:
    """A channel and all that stands in it, whoever may see it; ``dm`` names a person instead."""
    with platform.workspace.lock:
        if body.get("dm"):
            channel = open_direct_message(platform, wanted_user(platform, str(body["dm"])).id)
        else:
            channel = wanted_channel(platform, str(body["channel"]))
        rows = [
            {**message_row(channel, message), "ephemeral_to": message.ephemeral_to}
            for message in channel.messages
        ]
        row = channel_row(platform, None, channel)
        return {"ok": True, "rev": platform.workspace.revision, "channel": row, "messages": rows}


def whole_canvas(platform: Platform, body: Json) -> Json:
    """A canvas by its id, or every one, whoever may read it."""
    with platform.workspace.lock:
        found = platform.workspace.canvases.values()
        wanted = [canvas for canvas in found if body.get("canvas") in (None, canvas.id)]
        rows = [
            {
                "id": canvas.id, "title": canvas.title, "markdown": canvas.markdown,
                "channels": dict(canvas.channels), "users": dict(canvas.users),
            }
            for canvas in wanted
        ]  # fmt: skip
        return {"ok": True, "canvases": rows}


def people(platform: Platform, _: Json) -> Json:
    """Everybody's id and name, and the user groups' handles, for those who read mentions."""
    with platform.workspace.lock:
        users = {user.id: user.name for user in platform.workspace.users.values()}
        groups = {group.id: group.handle for group in platform.workspace.usergroups.values()}
        return {"ok": True, "users": users, "usergroups": groups}


def find_user(platform: Platform, body: Json) -> Json:
    """One person by id, name or e-mail address."""
    with platform.workspace.lock:
        user = wanted_user(platform, str(body["user"]))
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


def settled(platform: Platform, body: Json) -> Json:
    """Wait until every event that is due has been delivered."""
    return {"ok": True, "settled": platform.courier.settled(float(body.get("within") or 5))}


def changed(platform: Platform, body: Json) -> Json:
    """Wait, at most ``within`` seconds, until the workspace's revision is above ``since``."""
    workspace, since = platform.workspace, int(body.get("since") or 0)
    seconds = min(20.0, float(body.get("within") or 5))
    workspace.wait(lambda: workspace.revision > since or platform.stopping.is_set(), seconds)
    return {"ok": True, "rev": workspace.revision}
