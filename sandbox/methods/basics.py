"""auth.test, apps.connections.open, team.info, bots.info, api.test."""

from __future__ import annotations

from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.methods.registry import method
from sandbox.pacing import Tier
from sandbox.platform import Platform

Json = dict[str, Any]


@method("api.test", tier=Tier.FOUR)
def api_test(_: Platform, args: Arguments) -> Json:
    """Says back what it was told."""
    if args.text("error"):
        raise SlackError(args.text("error"))
    return {"args": {name: value for name, value in args.raw.items() if name != "token"}}


@method("auth.test", tier=Tier.SPECIAL)
def auth_test(platform: Platform, _: Arguments) -> Json:
    """Who the token belongs to."""
    team, bot = platform.workspace.team, platform.app.bot_user_id
    return {
        "url": f"{platform.base_url}/",
        "team": team.name,
        "user": platform.workspace.users[bot].name,
        "team_id": team.id,
        "user_id": bot,
        "bot_id": platform.app.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", tier=Tier.THREE)
def open_connection(platform: Platform, _: Arguments) -> Json:
    """An address for one Socket Mode connection (app-level token)."""
    if platform.sockets is None:
        raise SlackError("socket_mode_not_enabled")
    return {"url": platform.sockets.new_address()}


@method("team.info", "team:read")
def team_info(platform: Platform, args: Arguments) -> Json:
    """The workspace: its name, domain and address."""
    team = platform.workspace.teams.get(args.text("team") or platform.workspace.team.id)
    if team is None or team is not platform.workspace.team:
        raise SlackError("team_not_found")
    return {
        "team": {
            "id": team.id,
            "name": team.name,
            "domain": team.domain,
            "url": f"{platform.base_url}/",
            "email_domain": "",
            "enterprise_id": None,
        }
    }


@method("bots.info", "users:read")
def bots_info(platform: Platform, args: Arguments) -> Json:
    """The app's bot."""
    app = platform.app
    if args.text("bot") not in ("", app.bot_id):
        raise SlackError("bot_not_found")
    bot = {
        "id": app.bot_id,
        "app_id": app.app_id,
        "user_id": app.bot_user_id,
        "name": app.name,
        "deleted": False,
    }
    return {"bot": bot}
