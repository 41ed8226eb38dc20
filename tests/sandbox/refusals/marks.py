"""Refusals of pins.*, reactions.*, bookmarks.*."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.sandbox.refusals.refusal import NEVER, Refusal, api
from tests.sandbox.world import World


def pin(ts: Callable[[World], str] = World.says) -> Callable[[World], Any]:
    return lambda w: w.client.pins_add(channel=w.desk, timestamp=ts(w))


def on_one_message(call: Callable[[World, str], Any], times: int = 2) -> Callable[[World], Any]:
    """The same call several times on one message of ours."""

    def repeat(world: World) -> Any:
        ts = world.says()
        for _ in range(times):
            call(world, ts)

    return repeat


REFUSALS = [
    Refusal("pins.add", "message_not_found", pin(lambda _: NEVER)),
    Refusal("pins.add", "bad_timestamp", pin(lambda _: "soon")),
    Refusal("pins.add", "already_pinned", on_one_message(lambda w, ts: pin(lambda _: ts)(w))),
    Refusal(
        "pins.remove",
        "no_pin",
        on_one_message(lambda w, ts: w.client.pins_remove(channel=w.desk, timestamp=ts)),
    ),
    Refusal(
        "reactions.add",
        "already_reacted",
        on_one_message(lambda w, ts: w.client.reactions_add(channel=w.desk, name="eyes", timestamp=ts)),
    ),
    Refusal(
        "reactions.add",
        "invalid_name",
        lambda w: w.client.reactions_add(channel=w.desk, name="Two Words", timestamp=w.says()),
    ),
    Refusal(
        "reactions.remove",
        "no_reaction",
        lambda w: w.client.reactions_remove(channel=w.desk, name="eyes", timestamp=w.says()),
    ),
    Refusal(
        "bookmarks.add",
        "invalid_link",
        lambda w: w.client.bookmarks_add(channel_id=w.desk, title="Doc", type="link", link="here"),
    ),
    Refusal(
        "bookmarks.add",
        "invalid_bookmark_type",
        lambda w: w.client.bookmarks_add(channel_id=w.desk, title="Doc", type="file"),
    ),
    Refusal("bookmarks.list", "channel_not_found", api("bookmarks.list", channel_id="C404")),
    Refusal(
        "bookmarks.edit",
        "not_found",
        lambda w: w.client.bookmarks_edit(channel_id=w.desk, bookmark_id="Bk404", title="x"),
    ),
]
