"""Refusals of users.*, usergroups.*, dnd.*: who there is."""

from __future__ import annotations

from sandbox import Settings
from tests.sandbox.refusals.refusal import Refusal, api

REFUSALS = [
    Refusal("users.info", "user_not_found", api("users.info", user="U404")),
    Refusal(
        "users.info", "missing_scope", lambda w: w.client.users_info(user=w.vera), without=("users:read",)
    ),
    Refusal("users.list", "invalid_cursor", api("users.list", cursor="nonsense")),
    Refusal("users.lookupByEmail", "users_not_found", api("users.lookupByEmail", email="no@example.com")),
    Refusal("users.lookupByEmail", "users_not_found", api("users.lookupByEmail", email="gone@example.com")),
    Refusal("users.lookupByEmail", "users_not_found", api("users.lookupByEmail", email="carl@acme.example")),
    Refusal(
        "users.lookupByEmail",
        "missing_scope",
        api("users.lookupByEmail", email="vera@example.com"),
        without=("users:read.email",),
    ),
    Refusal(
        "usergroups.list", "plan_upgrade_required", api("usergroups.list"), settings=Settings(free_plan=True)
    ),
    Refusal("usergroups.users.list", "no_such_subteam", api("usergroups.users.list", usergroup="S404")),
    Refusal("dnd.info", "user_not_found", api("dnd.info", user="U404")),
    Refusal("dnd.teamInfo", "no_users_provided", api("dnd.teamInfo")),
]
