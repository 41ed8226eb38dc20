"""canvases.*: documents of Markdown that belong to the app, and who may read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.methods.access import known_user, seen_channel
from sandbox.methods.registry import method
from sandbox.pacing import Tier
from sandbox.platform import Platform
from sandbox.records import Canvas

Json = dict[str, Any]

LONGEST = 1_048_576
"""Characters of Markdown."""
CELLS_MOST = 300
"""Of one table."""
_LIST_IN_QUOTE = re.compile(r"(?m)^\s*>\s*(?:[-*+]|\d+[.)])\s")
_TABLE = re.compile(r"(?m)(?:^\|.*\|[ \t]*\n?)+")
_LEVELS = ("read", "write", "owner")


@method("canvases.create", "canvases:write", Tier.TWO)
def create_canvas(platform: Platform, args: Arguments) -> Json:
    """Make one; with a channel it is a tab there, and its members may write in it."""
    _switched_on(platform)
    channel = seen_channel(platform, args, "channel_id") if args.given("channel_id") else None
    if platform.settings.free_plan and channel is None:
        raise SlackError("free_teams_cannot_create_non_tabbed_canvases")
    content = _markdown(args.data("document_content"), "canvas_creation_failed")
    canvas = Canvas(platform.workspace.unique_id("F"), args.text("title") or "Untitled", content)
    if channel is not None:
        canvas.channels[channel.id] = "write"
    platform.workspace.canvases[canvas.id] = canvas
    platform.workspace.touch()
    return {"canvas_id": canvas.id}


@method("canvases.edit", "canvases:write")
def edit_canvas(platform: Platform, args: Arguments) -> Json:
    """Change one, by one operation a call."""
    canvas = _wanted(platform, args)
    if platform.settings.free_plan and not canvas.channels:
        raise SlackError("free_teams_cannot_edit_standalone_canvases")
    changes = args.data("changes")
    if not isinstance(changes, list) or len(changes) != 1 or not isinstance(changes[0], dict):
        raise SlackError("invalid_arguments", ["one operation a call [json-pointer:/changes]"])
    (change,) = changes
    operation = _OPERATIONS.get(str(change.get("operation")))
    if operation is None:
        raise SlackError("invalid_arguments", ["no such operation [json-pointer:/changes/0/operation]"])
    if change.get("section_id"):
        raise SlackError("canvas_editing_failed", detail="section not found")
    operation(canvas, change)
    platform.workspace.touch()
    return {}


@method("canvases.access.set", "canvases:write")
def set_canvas_access(platform: Platform, args: Arguments) -> Json:
    """Say who may read or write it: channels or people, not both in one call."""
    canvas = _wanted(platform, args)
    level = args.required("access_level")
    channels, users = args.names("channel_ids"), args.names("user_ids")
    if level not in _LEVELS:
        raise SlackError("invalid_arguments", ["read, write or owner [json-pointer:/access_level]"])
    if bool(channels) == bool(users):
        raise SlackError("invalid_parameters")
    for channel_id in channels:
        seen_channel(platform, Arguments({"channel": channel_id}))
        canvas.channels[channel_id] = level
    for user_id in users:
        canvas.users[known_user(platform, user_id).id] = level
    platform.workspace.touch()
    return {}


@method("canvases.delete", "canvases:write")
def delete_canvas(platform: Platform, args: Arguments) -> Json:
    """Take it away from everybody."""
    del platform.workspace.canvases[_wanted(platform, args).id]
    platform.workspace.touch()
    return {}


def _switched_on(platform: Platform) -> None:
    if platform.settings.canvases_off:
        raise SlackError("canvas_disabled_user_team")


def _wanted(platform: Platform, args: Arguments) -> Canvas:
    _switched_on(platform)
    canvas = platform.workspace.canvases.get(args.required("canvas_id"))
    if canvas is None:
        raise SlackError("canvas_not_found")
    return canvas


def _markdown(content: Any, failed: str) -> str:
    """The text of a ``document_content``; nothing where none was given."""
    if content is None:
        return ""
    if not isinstance(content, dict) or content.get("type") != "markdown":
        raise SlackError("invalid_arguments", ["type must be markdown [json-pointer:/document_content/type]"])
    text = content.get("markdown")
    if not isinstance(text, str):
        raise SlackError(
            "invalid_arguments", ["must provide a string [json-pointer:/document_content/markdown]"]
        )
    if len(text) > LONGEST:
        raise SlackError(failed, detail="too long")
    in_quote = _LIST_IN_QUOTE.search(text)
    if in_quote:
        line = text.count("\n", 0, in_quote.start()) + 1
        raise SlackError(failed, detail=f"line {line}: Unsupported list in a block quote")
    if any(table.count("|") - table.count("\n") > CELLS_MOST for table in _TABLE.findall(text)):
        raise SlackError(failed, detail="too many cells in a table")
    return text


def _replace(canvas: Canvas, change: Json) -> None:
    canvas.markdown = _content(change)


def _insert_at_start(canvas: Canvas, change: Json) -> None:
    canvas.markdown = f"{_content(change)}\n\n{canvas.markdown}"


def _insert_at_end(canvas: Canvas, change: Json) -> None:
    canvas.markdown = f"{canvas.markdown}\n\n{_content(change)}"


def _rename(canvas: Canvas, change: Json) -> None:
    canvas.title = _markdown(change.get("title_content"), "canvas_editing_failed") or canvas.title


def _of_a_section(_canvas: Canvas, _change: Json) -> None:
    raise SlackError("invalid_arguments", ["missing required field: section_id [json-pointer:/changes/0]"])


def _content(change: Json) -> str:
    if change.get("document_content") is None:
        raise SlackError("invalid_arguments", ["missing required field: document_content"])
    return _markdown(change["document_content"], "canvas_editing_failed")


_OPERATIONS: dict[str, Callable[[Canvas, Json], None]] = {
    "replace": _replace,
    "insert_at_start": _insert_at_start,
    "insert_at_end": _insert_at_end,
    "insert_before": _of_a_section,
    "insert_after": _of_a_section,
    "delete": _of_a_section,
    "rename": _rename,
}
