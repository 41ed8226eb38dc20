"""People send and close modals; the app's answer decides what becomes of them."""

from __future__ import annotations

from typing import Any

from sandbox.acts.actor import actor, common_part, open_view, require_interactivity
from sandbox.deliveries.answer import Answer
from sandbox.errors import PersonError, SlackError
from sandbox.happenings.views import change_view, checked_view, close_modal, push_modal
from sandbox.platform import Platform
from sandbox.records import User, View
from sandbox.shapes import view_json
from sandbox.view_state import complaints, taken_values

Json = dict[str, Any]
TROUBLE = "We had some trouble connecting. Try again?"


def submit(platform: Platform, body: Json) -> Json:
    """Somebody presses submit. Waits for the app's answer, at most its deadline.

    Answers ``result``: *closed*, *cleared*, *updated* or *pushed*. Otherwise raises ``PersonError``: with
    ``errors`` where fields are at fault, else with trouble connecting; the form and its words stay.
    """
    with platform.workspace.lock:
        user = actor(platform, body)
        require_interactivity(platform)
        view = open_view(platform, user, str(body.get("view_id", "")))
        blocks = view.body["blocks"]
        view.values = taken_values(blocks, view.values, body.get("state") or {})
        view.notice = ""
        platform.workspace.touch()
        if view is not platform.workspace.modals[user.id][-1]:
            raise PersonError("Another form lies on top of this one.")
        if not view.body.get("submit"):
            raise PersonError("This form has no submit button.")
        wrong = complaints(blocks, view.values)
        if wrong:
            raise PersonError("Some fields need another look.", wrong)
        payload = common_part(platform, user) | {
            "type": "view_submission",
            "trigger_id": platform.triggers.give(user.id, view.id),
            "view": view_json(platform.workspace, platform.app, view),
            "response_urls": [],
        }
    answer = platform.courier.ask("interactive", payload)
    with platform.workspace.lock:
        try:
            return {"ok": True, "result": _settle(platform, user, view, answer)}
        except SlackError as refused:
            view.notice = TROUBLE
            platform.workspace.touch()
            raise PersonError(f"{TROUBLE} ({refused}: {'; '.join(refused.messages)})") from refused


def _settle(platform: Platform, user: User, view: View, answer: Answer) -> str:
    """Do what the answer says. An answer that makes no sense raises ``SlackError``."""
    if answer.failure:
        raise SlackError(answer.failure)
    if answer.body is None and answer.text.strip():
        raise SlackError("invalid_response", ["the answer to a view_submission must be empty or JSON"])
    body = answer.body or {}
    match body.get("response_action"):
        case None if not body:
            close_modal(platform, view)
            return "closed"
        case "clear":
            close_modal(platform, view, all_of_them=True)
            return "cleared"
        case "update":
            change_view(platform, view, checked_view(platform, body.get("view"), "modal", replacing=view))
            return "updated"
        case "push":
            push_modal(platform, user.id, checked_view(platform, body.get("view"), "modal"))
            return "pushed"
        case "errors":
            raise PersonError("Some fields need another look.", _checked_errors(view, body.get("errors")))
    raise SlackError("invalid_response", [f"unknown response_action {body.get('response_action')!r}"])


def _checked_errors(view: View, errors: Any) -> dict[str, str]:
    """Field errors may only name input blocks of this view, each with words."""
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise SlackError("invalid_response", ["errors must name at least one block"])
    for block_id, words in errors.items():
        if block_id not in inputs:
            raise SlackError("invalid_response", [f"errors name {block_id!r}, which is no input block here"])
        if not isinstance(words, str) or not words:
            raise SlackError("invalid_response", [f"the error of {block_id!r} is no text"])
    return dict(errors)


def close(platform: Platform, body: Json) -> Json:
    """Somebody closes a modal, or with ``all`` the whole stack. The app hears of it if it asked to."""
    with platform.workspace.lock:
        user = actor(platform, body)
        view = open_view(platform, user, str(body.get("view_id", "")))
        everything = bool(body.get("all")) or bool(view.body.get("clear_on_close"))
        payload: Json | None = None
        if view.body.get("notify_on_close"):
            payload = common_part(platform, user) | {
                "type": "view_closed",
                "view": view_json(platform.workspace, platform.app, view),
                "is_cleared": everything,
            }
        close_modal(platform, view, all_of_them=everything)
    if payload:
        platform.courier.ask("interactive", payload)
    return {"ok": True}
