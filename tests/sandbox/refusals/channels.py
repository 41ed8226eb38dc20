"""Refusals of conversations.*: making and changing channels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.sandbox.refusals.refusal import Refusal
from tests.sandbox.world import World


def create(name: str) -> Callable[[World], Any]:
    return lambda world: world.client.conversations_create(name=name)


def invite(*users: str, channel: str = "desk") -> Callable[[World], Any]:
    """Invite people of the world, by their attribute's name."""
    return lambda w: w.client.conversations_invite(
        channel=getattr(w, channel), users=[str(getattr(w, user, user)) for user in users]
    )


def purpose_of_archived(world: World) -> Any:
    return world.client.conversations_setPurpose(channel=world.old, purpose="x")


def topic(world: World, text: str) -> Any:
    return world.client.conversations_setTopic(channel=world.desk, topic=text)


def bot(world: World) -> str:
    return world.slack.bot_user_id


REFUSALS = [
    Refusal("conversations.create", "name_taken", create("desk")),
    Refusal("conversations.create", "name_taken", create("old")),
    Refusal("conversations.create", "name_taken", create("secret")),
    Refusal("conversations.create", "invalid_name_required", create("")),
    Refusal("conversations.create", "invalid_name_maxlength", create("x" * 81)),
    Refusal("conversations.create", "invalid_name_punctuation", create("---")),
    Refusal("conversations.create", "invalid_name_specials", create("Acme Ltd")),
    Refusal("conversations.create", "invalid_name_specials", create("acme#1")),
    Refusal("conversations.create", "missing_scope", create("new"), without=("channels:manage",)),
    Refusal("conversations.invite", "user_not_found", invite("U404")),
    Refusal("conversations.invite", "already_in_channel", invite("vera")),
    Refusal("conversations.invite", "cant_invite", invite("gone")),
    Refusal("conversations.invite", "ura_max_channels", invite("guest")),
    Refusal("conversations.invite", "no_external_invite_permission", invite("carl")),
    Refusal("conversations.invite", "is_archived", invite("guest", channel="old")),
    Refusal("conversations.invite", "not_in_channel", invite("guest", channel="away")),
    Refusal("conversations.invite", "no_user", invite()),
    Refusal(
        "conversations.invite",
        "cant_invite_self",
        lambda w: w.client.conversations_invite(channel=w.desk, users=w.slack.bot_user_id),
    ),
    Refusal(
        "conversations.archive", "already_archived", lambda w: w.client.conversations_archive(channel=w.old)
    ),
    Refusal(
        "conversations.archive", "not_in_channel", lambda w: w.client.conversations_archive(channel=w.away)
    ),
    Refusal(
        "conversations.archive",
        "cant_archive_general",
        lambda w: w.client.conversations_archive(channel=w.slack.channel("general").id),
    ),
    Refusal(
        "conversations.unarchive", "not_archived", lambda w: w.client.conversations_unarchive(channel=w.desk)
    ),
    Refusal(
        "conversations.rename",
        "not_authorized",
        lambda w: w.client.conversations_rename(channel=w.desk, name="ours"),
    ),
    Refusal("conversations.setTopic", "too_long", lambda w: topic(w, "x" * 251)),
    Refusal(
        "conversations.setTopic",
        "not_in_channel",
        lambda w: w.client.conversations_setTopic(channel=w.away, topic="x"),
    ),
    Refusal("conversations.setPurpose", "is_archived", lambda w: purpose_of_archived(w)),
    Refusal(
        "conversations.kick",
        "cant_kick_self",
        lambda w: w.client.conversations_kick(channel=w.desk, user=bot(w)),
    ),
]
