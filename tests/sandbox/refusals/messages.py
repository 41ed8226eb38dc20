"""Refusals of chat.*: what is posted, changed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.sandbox.refusals.refusal import NEVER, Refusal, api
from tests.sandbox.world import World, section


def post(**args: Any) -> Callable[[World], Any]:
    """chat.postMessage to #desk unless told otherwise."""
    return api("chat.postMessage", **{"channel": "desk", "text": "hello", **args})


def by_person(world: World) -> str:
    """The ts of something that a person wrote in #desk."""
    return world.vera.posts("desk", "mine").ts


def update_in_archived(world: World) -> Any:
    ts = world.says()
    world.slack.edit_channel(world.desk, archived=True)
    return world.client.chat_update(channel=world.desk, ts=ts, text="x")


SMALL = {"text": "x" * 10}

REFUSALS = [
    Refusal("chat.postMessage", "invalid_arguments", api("chat.postMessage", text="nowhere")),
    Refusal("chat.postMessage", "channel_not_found", post(channel="C404")),
    Refusal("chat.postMessage", "channel_not_found", lambda w: w.says(channel=w.secret)),
    Refusal("chat.postMessage", "channel_not_found", lambda w: w.says(channel=w.gone)),
    Refusal("chat.postMessage", "channel_not_found", lambda w: w.says(channel=w.carl)),
    Refusal("chat.postMessage", "not_in_channel", lambda w: w.says(channel=w.away)),
    Refusal("chat.postMessage", "is_archived", lambda w: w.says(channel=w.old)),
    Refusal("chat.postMessage", "no_text", post(text=" ")),
    Refusal("chat.postMessage", "missing_scope", post(), without=("chat:write",)),
    Refusal("chat.postMessage", "missing_scope", post(username="Somebody else")),
    Refusal("chat.postMessage", "invalid_blocks", post(blocks=[section("x" * 3001)])),
    Refusal("chat.postMessage", "invalid_blocks", post(blocks=[section()] * 51)),
    Refusal("chat.postMessage", "invalid_blocks_format", post(blocks="[{")),
    Refusal("chat.postMessage", "invalid_blocks_format", post(blocks={"type": "divider"})),
    Refusal("chat.postMessage", "too_many_attachments", post(attachments=[SMALL] * 101)),
    Refusal("chat.postMessage", "invalid_attachments", post(attachments=["words"])),
    Refusal("chat.postMessage", "markdown_text_conflict", post(markdown_text="**both**")),
    Refusal("chat.postMessage", "msg_too_long", post(text=None, markdown_text="x" * 12_001)),
    Refusal("chat.postMessage", "cannot_reply_to_message", post(thread_ts=NEVER)),
    Refusal("chat.postMessage", "invalid_metadata_format", post(metadata="{")),
    Refusal("chat.postMessage", "invalid_metadata_schema", post(metadata={"event_type": 7})),
    Refusal(
        "chat.postMessage",
        "metadata_too_large",
        post(metadata={"event_type": "note", "event_payload": {"all": "x" * 20_000}}),
    ),
    Refusal(
        "chat.update", "message_not_found", lambda w: w.client.chat_update(channel=w.desk, ts=NEVER, text="x")
    ),
    Refusal(
        "chat.update",
        "cant_update_message",
        lambda w: w.client.chat_update(channel=w.desk, ts=by_person(w), text="x"),
    ),
    Refusal(
        "chat.update", "channel_not_found", lambda w: w.client.chat_update(channel="C404", ts=NEVER, text="x")
    ),
    Refusal(
        "chat.update",
        "msg_too_long",
        lambda w: w.client.chat_update(channel=w.desk, ts=w.says(), text="x" * 4001),
    ),
    Refusal("chat.update", "no_text", lambda w: w.client.chat_update(channel=w.desk, ts=w.says())),
    Refusal("chat.update", "is_inactive", lambda w: update_in_archived(w)),
    Refusal("chat.delete", "message_not_found", lambda w: w.client.chat_delete(channel=w.desk, ts=NEVER)),
    Refusal(
        "chat.delete", "cant_delete_message", lambda w: w.client.chat_delete(channel=w.desk, ts=by_person(w))
    ),
    Refusal(
        "chat.postEphemeral",
        "user_not_in_channel",
        lambda w: w.client.chat_postEphemeral(channel=w.desk, user=w.guest, text="psst"),
    ),
    Refusal(
        "chat.postEphemeral",
        "user_not_found",
        lambda w: w.client.chat_postEphemeral(channel=w.desk, user="U404", text="psst"),
    ),
    Refusal(
        "chat.postEphemeral",
        "not_in_channel",
        lambda w: w.client.chat_postEphemeral(channel=w.away, user=w.vera, text="psst"),
    ),
    Refusal(
        "chat.getPermalink",
        "message_not_found",
        lambda w: w.client.chat_getPermalink(channel=w.desk, message_ts=NEVER),
    ),
]
