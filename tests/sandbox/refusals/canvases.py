"""Refusals of canvases.*."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox import Settings
from tests.sandbox.refusals.refusal import Refusal, api
from tests.sandbox.world import World


def made(world: World) -> str:
    """A canvas of ours."""
    return str(world.client.canvases_create(title="Doc")["canvas_id"])


def content(text: object, kind: str = "markdown") -> dict[str, Any]:
    return {"type": kind, "markdown": text}


def edited(*changes: dict[str, Any]) -> Callable[[World], Any]:
    return lambda w: w.client.canvases_edit(canvas_id=made(w), changes=list(changes))


def shared(**with_whom: Any) -> Callable[[World], Any]:
    return lambda w: w.client.canvases_access_set(canvas_id=made(w), **{"access_level": "read", **with_whom})


REPLACE = {"operation": "replace", "document_content": content("x")}

REFUSALS = [
    Refusal(
        "canvases.create",
        "canvas_disabled_user_team",
        api("canvases.create", title="Doc"),
        settings=Settings(canvases_off=True),
    ),
    Refusal(
        "canvases.create",
        "free_teams_cannot_create_non_tabbed_canvases",
        api("canvases.create", title="Doc"),
        settings=Settings(free_plan=True),
    ),
    Refusal("canvases.create", "missing_scope", api("canvases.create"), without=("canvases:write",)),
    Refusal("canvases.create", "channel_not_found", api("canvases.create", channel_id="C404")),
    Refusal(
        "canvases.create",
        "invalid_arguments",
        lambda w: w.client.canvases_create(document_content=content("x", "html")),
    ),
    Refusal(
        "canvases.create",
        "canvas_creation_failed",
        lambda w: w.client.canvases_create(document_content=content("> - a list in a quote")),
    ),
    Refusal(
        "canvases.edit",
        "canvas_not_found",
        lambda w: w.client.canvases_edit(canvas_id="F404", changes=[REPLACE]),
    ),
    Refusal("canvases.edit", "invalid_arguments", edited(REPLACE, REPLACE)),
    Refusal("canvases.edit", "invalid_arguments", edited({"operation": "shout"})),
    Refusal("canvases.edit", "invalid_arguments", edited({"operation": "replace"})),
    Refusal("canvases.edit", "invalid_arguments", edited({"operation": "delete"})),
    Refusal("canvases.edit", "canvas_editing_failed", edited({**REPLACE, "section_id": "temp:C:404"})),
    Refusal(
        "canvases.edit",
        "canvas_editing_failed",
        edited({"operation": "replace", "document_content": content("Said:\n\n> 1. first")}),
    ),
    Refusal(
        "canvases.edit",
        "canvas_editing_failed",
        edited({"operation": "replace", "document_content": content("x" * 1_048_577)}),
    ),
    Refusal(
        "canvases.edit",
        "canvas_editing_failed",
        edited({"operation": "replace", "document_content": content("| a | b | c |\n" * 101)}),
    ),
    Refusal(
        "canvases.access.set",
        "canvas_not_found",
        lambda w: w.client.canvases_access_set(canvas_id="F404", access_level="read", channel_ids=[w.desk]),
    ),
    Refusal("canvases.access.set", "invalid_parameters", shared()),
    Refusal("canvases.access.set", "invalid_parameters", shared(channel_ids=["C1"], user_ids=["U1"])),
    Refusal("canvases.access.set", "invalid_arguments", shared(access_level="look", channel_ids=["C1"])),
    Refusal("canvases.access.set", "channel_not_found", shared(channel_ids=["C404"])),
    Refusal("canvases.access.set", "user_not_found", shared(user_ids=["U404"])),
    Refusal("canvases.delete", "canvas_not_found", api("canvases.delete", canvas_id="F404")),
]
