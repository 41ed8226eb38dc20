"""views.open, push, update, publish."""

from __future__ import annotations

from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.happenings.views import (
    STACK_MOST,
    change_view,
    checked_view,
    open_modal,
    publish_home,
    push_modal,
)
from sandbox.methods.access import known_user
from sandbox.methods.registry import method
from sandbox.pacing import Tier
from sandbox.platform import Platform
from sandbox.records import View
from sandbox.shapes import view_json

Json = dict[str, Any]


@method("views.open", tier=Tier.FOUR)
def open_view(platform: Platform, args: Arguments) -> Json:
    """Open a modal for whoever caused the trigger."""
    body = checked_view(platform, args.data("view"), "modal")
    trigger = platform.triggers.use(args.required("trigger_id"))
    return _answer(platform, open_modal(platform, trigger.user, body))


@method("views.push", tier=Tier.FOUR)
def push_view(platform: Platform, args: Arguments) -> Json:
    """Put a modal on top of the one that the trigger came from."""
    body = checked_view(platform, args.data("view"), "modal")
    trigger = platform.triggers.use(args.required("trigger_id"))
    if len(platform.workspace.modals[trigger.user]) >= STACK_MOST:
        raise SlackError("push_limit_reached")
    if not any(view.id == trigger.view_id for view in platform.workspace.modals[trigger.user]):
        raise SlackError("not_found")
    return _answer(platform, push_modal(platform, trigger.user, body))


@method("views.update", tier=Tier.FOUR)
def update_view(platform: Platform, args: Arguments) -> Json:
    """Change an open view, found by its id or its external id; ``hash`` guards against races."""
    view = _wanted(platform, args)
    if args.given("hash") and args.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    change_view(platform, view, checked_view(platform, args.data("view"), view.body["type"], replacing=view))
    return _answer(platform, view)


def _wanted(platform: Platform, args: Arguments) -> View:
    external_id = args.text("external_id")
    if not args.given("view_id") and not external_id:
        raise SlackError("invalid_arguments", ["either view_id or external_id is required"])
    view = platform.workspace.view(args.text("view_id"))
    if external_id and not view:
        stacks = platform.workspace.modals.values()
        views = [view for stack in stacks for view in stack] + list(platform.workspace.homes.values())
        view = next((view for view in views if view.external_id == external_id), None)
    if view is None:
        raise SlackError("not_found")
    return view


@method("views.publish", tier=Tier.FOUR)
def publish_view(platform: Platform, args: Arguments) -> Json:
    """Publish the App Home of a person."""
    user = known_user(platform, args.required("user_id"))
    if not platform.manifest.has_home:
        raise SlackError("not_enabled")
    if platform.workspace.is_external(user):
        raise SlackError("user_not_found")
    home = platform.workspace.homes.get(user.id)
    if home and args.given("hash") and args.text("hash") != home.hash:
        raise SlackError("hash_conflict")
    body = checked_view(platform, args.data("view"), "home", replacing=home)
    return _answer(platform, publish_home(platform, user.id, body))


def _answer(platform: Platform, view: View) -> Json:
    return {"view": view_json(platform.workspace, platform.app, view)}
