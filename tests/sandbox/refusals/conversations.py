"""Refusals of conversations.*: finding, reading, joining, opening."""

from __future__ import annotations

from tests.sandbox.refusals.refusal import NEVER, Refusal, api
from tests.sandbox.world import World


def in_dm(world: World) -> str:
    return str(world.client.conversations_open(users=[world.vera])["channel"]["id"])


REFUSALS = [
    Refusal("conversations.list", "invalid_types", api("conversations.list", types="clubs")),
    Refusal("conversations.list", "invalid_limit", api("conversations.list", limit=1001)),
    Refusal(
        "conversations.list",
        "missing_scope",
        api("conversations.list", types="public_channel,private_channel"),
        without=("groups:read",),
    ),
    Refusal("conversations.info", "channel_not_found", api("conversations.info", channel="desk")),
    Refusal(
        "conversations.info", "channel_not_found", lambda w: w.client.conversations_info(channel=w.secret)
    ),
    Refusal("conversations.members", "channel_not_found", api("conversations.members", channel="C404")),
    Refusal(
        "conversations.history", "not_in_channel", lambda w: w.client.conversations_history(channel=w.away)
    ),
    Refusal(
        "conversations.history",
        "invalid_ts_oldest",
        lambda w: w.client.conversations_history(channel=w.desk, oldest="yesterday"),
    ),
    Refusal(
        "conversations.history",
        "invalid_ts_latest",
        lambda w: w.client.conversations_history(channel=w.desk, latest="now"),
    ),
    Refusal(
        "conversations.history",
        "missing_scope",
        lambda w: w.client.conversations_history(channel=w.desk),
        without=("channels:history",),
    ),
    Refusal(
        "conversations.replies",
        "thread_not_found",
        lambda w: w.client.conversations_replies(channel=w.desk, ts=NEVER),
    ),
    Refusal("conversations.join", "is_archived", lambda w: w.client.conversations_join(channel=w.old)),
    Refusal(
        "conversations.join", "channel_not_found", lambda w: w.client.conversations_join(channel=w.secret)
    ),
    Refusal(
        "conversations.join",
        "method_not_supported_for_channel_type",
        lambda w: w.client.conversations_join(channel=in_dm(w)),
    ),
    Refusal("conversations.open", "users_list_not_supplied", api("conversations.open")),
    Refusal("conversations.open", "user_not_found", api("conversations.open", users="U404")),
    Refusal("conversations.open", "user_disabled", lambda w: w.client.conversations_open(users=[w.gone])),
    Refusal("conversations.open", "user_not_visible", lambda w: w.client.conversations_open(users=[w.carl])),
]
