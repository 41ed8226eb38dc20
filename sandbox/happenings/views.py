"""Modals open, stack up, change and close; App Homes are published."""

from __future__ import annotations

import json
from typing import Any

from sandbox.block_kit import check_view
from sandbox.block_tree import with_ids
from sandbox.errors import SlackError
from sandbox.platform import Platform
from sandbox.records import View
from sandbox.shapes import view_hash
from sandbox.view_state import starting_values

Json = dict[str, Any]

STACK_MOST = 3
VIEW_BYTES_MOST = 250_000


def checked_view(platform: Platform, body: Any, kind: str, *, replacing: View | None = None) -> Json:
    """The view that an app sent, with ids where it left them out.

    Raises ``invalid_arguments`` with one message a problem, ``view_too_large``, ``duplicate_external_id``.
    """
    if not isinstance(body, dict):
        raise SlackError("invalid_arguments", ["missing required field: view"])
    if len(json.dumps(body).encode()) > VIEW_BYTES_MOST:
        raise SlackError("view_too_large")
    problems = [str(problem) for problem in check_view(body)]
    if body.get("type") in ("modal", "home") and body["type"] != kind:
        problems.append(f"must be a {kind} view [json-pointer:/view/type]")
    if problems:
        raise SlackError("invalid_arguments", problems)
    external_id = body.get("external_id")
    taken = [
        view for view in _all_views(platform) if view.external_id == external_id and view is not replacing
    ]
    if external_id and taken:
        raise SlackError("duplicate_external_id")
    return {**body, "blocks": with_ids(body["blocks"])}


def _all_views(platform: Platform) -> list[View]:
    stacks = platform.workspace.modals.values()
    return [view for stack in stacks for view in stack] + list(platform.workspace.homes.values())


def open_modal(platform: Platform, user: str, body: Json) -> View:
    """Show a person a modal of its own; what was open before closes. The lock is held."""
    platform.workspace.modals[user] = []
    return _put_on_top(platform, user, body)


def push_modal(platform: Platform, user: str, body: Json) -> View:
    """Put a modal on top of what the person has open. Raises ``push_limit_reached``, ``not_found``."""
    stack = platform.workspace.modals[user]
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= STACK_MOST:
        raise SlackError("push_limit_reached")
    return _put_on_top(platform, user, body)


def _put_on_top(platform: Platform, user: str, body: Json) -> View:
    workspace = platform.workspace
    stack = workspace.modals[user]
    view_id = workspace.unique_id("V")
    view = View(
        id=view_id,
        user=user,
        body=body,
        hash=view_hash(view_id, workspace.revision),
        root_id=stack[0].root_id if stack else view_id,
        previous_id=stack[-1].id if stack else None,
        external_id=body.get("external_id") or "",
        values=starting_values(body["blocks"]),
    )
    stack.append(view)
    workspace.touch()
    return view


def change_view(platform: Platform, view: View, body: Json) -> None:
    """Replace what a view shows. What was typed stays where block id and action id stay. The lock is held."""
    view.body = body
    view.values = starting_values(body["blocks"], view.values)
    view.external_id = body.get("external_id") or view.external_id
    view.notice = ""
    platform.workspace.touch()
    view.hash = view_hash(view.id, platform.workspace.revision)


def publish_home(platform: Platform, user: str, body: Json) -> View:
    """Give a person's App Home new content. The lock is held."""
    workspace = platform.workspace
    home = workspace.homes.get(user)
    if home is None:
        view_id = workspace.unique_id("V")
        home = View(id=view_id, user=user, body=body, hash="", root_id=view_id)
        workspace.homes[user] = home
    change_view(platform, home, body)
    return home


def close_modal(platform: Platform, view: View, *, all_of_them: bool = False) -> None:
    """Close a modal and what lies on it, or the whole stack. The lock is held."""
    stack = platform.workspace.modals[view.user]
    if view in stack:
        del stack[0 if all_of_them else stack.index(view) :]
    platform.workspace.touch()
