"""Refusals before a method is reached: tokens, unknown methods."""

from __future__ import annotations

from typing import Any

from slack_sdk import WebClient

from tests.sandbox.refusals.refusal import Refusal, api
from tests.sandbox.world import World


def revoked(world: World, error: str = "token_revoked") -> Any:
    world.slack.revoke_token(error)
    return world.client.auth_test()


REFUSALS = [
    Refusal("auth.test", "not_authed", lambda w: WebClient(base_url=w.slack.api_url).auth_test()),
    Refusal(
        "auth.test", "invalid_auth", lambda w: WebClient("xoxb-no", base_url=w.slack.api_url).auth_test()
    ),
    Refusal("auth.test", "token_revoked", revoked),
    Refusal("auth.test", "account_inactive", lambda w: revoked(w, "account_inactive")),
    Refusal(
        "auth.test",
        "not_allowed_token_type",
        lambda w: WebClient(w.slack.app_token, base_url=w.slack.api_url).auth_test(),
    ),
    Refusal("apps.connections.open", "not_allowed_token_type", api("apps.connections.open")),
    Refusal(
        "apps.connections.open",
        "socket_mode_not_enabled",
        lambda w: w.client.apps_connections_open(app_token=w.slack.app_token),
    ),
    Refusal("reminders.add", "unknown_method", api("reminders.add")),
    Refusal("team.info", "team_not_found", api("team.info", team="T404")),
    Refusal("team.info", "missing_scope", api("team.info"), without=("team:read",)),
]
