"""People click buttons and choose from menus: in messages, in modals, on the App Home."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from sandbox.acts.actor import (
    actor,
    channel_part,
    common_part,
    message_in,
    open_view,
    place,
    require_interactivity,
    response_url,
)
from sandbox.acts.replies import seen_since
from sandbox.block_tree import find_element
from sandbox.errors import PersonError
from sandbox.platform import Platform
from sandbox.records import Channel, Message, User, View
from sandbox.shapes import message_json, view_json
from sandbox.view_state import VALUE_KEYS, Values, taken_values

Json = dict[str, Any]


@dataclass(frozen=True)
class Container:
    """Where an element stands: in a message of a channel, or in a view."""

    channel: Channel | None = None
    message: Message | None = None
    view: View | None = None

    @property
    def blocks(self) -> list[Json]:
        """The blocks to find the element in."""
        if self.message:
            return self.message.blocks
        return list(self.view.body["blocks"]) if self.view else []


def find_container(platform: Platform, user: User, where: Json) -> Container:
    """What ``{"type": "message" | "view" | "home", …}`` names, as far as this person sees it."""
    match where.get("type"):
        case "message":
            channel = place(platform, user, where)
            return Container(channel, message_in(channel, user, str(where.get("ts", ""))))
        case "view":
            return Container(view=open_view(platform, user, str(where.get("view_id", ""))))
        case "home" if user.id in platform.workspace.homes:
            return Container(view=platform.workspace.homes[user.id])
    raise PersonError("That is not on the screen any more.")


def act(platform: Platform, body: Json) -> Json:
    """Somebody clicks or chooses. Waits for the app to take it; ``shown`` is what only they got to see."""
    with platform.workspace.lock:
        user = actor(platform, body)
        require_interactivity(platform)
        container = find_container(platform, user, body.get("container") or {})
        block_id, action_id = str(body.get("block_id", "")), str(body.get("action_id", ""))
        found = find_element(container.blocks, block_id, action_id)
        if found is None:
            raise PersonError("That button is not there any more.")
        value = body.get("value") or {}
        _keep_values(container, body.get("state") or {}, found[1], block_id, value)
        since = platform.workspace.new_ts()
        payload = _payload(platform, user, container) | {"actions": [_action(block_id, found[1], value)]}
        platform.workspace.touch()
    answer = platform.courier.ask("interactive", payload)
    if answer.failure:
        _say_trouble(platform, user, container)
        raise PersonError(f"{platform.app.name} did not answer. Try again.")
    return {"ok": True, "shown": seen_since(platform, user, since)}


def _keep_values(container: Container, state: Values, element: Json, block_id: str, value: Json) -> None:
    """Remember what stands in the fields, with the choice just made, so that the app sees all of it."""
    chosen: Values = {block: dict(fields) for block, fields in state.items()}
    if element["type"] in VALUE_KEYS and value:
        chosen.setdefault(block_id, {})[element["action_id"]] = value
    if container.view:
        container.view.values = taken_values(container.blocks, container.view.values, chosen)
    elif container.message:
        container.message.values = taken_values(container.blocks, container.message.values, chosen)


def _action(block_id: str, element: Json, value: Json) -> Json:
    """The one entry of ``actions``; a button's text and value are the block's own, whatever the page says."""
    action: Json = {"type": element["type"], "block_id": block_id, "action_id": element["action_id"]}
    if element["type"] in ("button", "workflow_button"):
        action |= {part: element[part] for part in ("text", "value", "style") if part in element}
    else:
        action |= {name: part for name, part in value.items() if name not in action}
        _check_choice(element, value)
    for part in ("placeholder", "confirm"):
        if part in element:
            action[part] = element[part]
    return action | {"action_ts": f"{time.time():.6f}"}


def _check_choice(element: Json, value: Json) -> None:
    offered = element.get("options")
    groups = element.get("option_groups")
    if offered is None and groups is not None:
        offered = [option for group in groups for option in group["options"]]
    chosen = value.get("selected_options") or (
        [value["selected_option"]] if value.get("selected_option") else []
    )
    if offered is not None and any(c.get("value") not in [o["value"] for o in offered] for c in chosen):
        raise PersonError("That choice is not offered.")


def _payload(platform: Platform, user: User, container: Container) -> Json:
    view, channel, message = container.view, container.channel, container.message
    payload = common_part(platform, user) | {
        "type": "block_actions",
        "trigger_id": platform.triggers.give(user.id, view.id if view else None),
    }
    if view:
        payload["view"] = view_json(platform.workspace, platform.app, view)
        payload["container"] = {"type": "view", "view_id": view.id}
    elif channel and message:
        ephemeral = message.ephemeral_to is not None
        payload["container"] = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": ephemeral,
        }
        if message.thread_ts:
            payload["container"]["thread_ts"] = message.thread_ts
        payload |= {
            "channel": channel_part(channel),
            "response_url": response_url(platform, user, channel, message.ts),
            "state": {"values": message.values},
        }
        if not ephemeral:
            payload["message"] = message_json(platform.workspace, platform.app, channel, message)
    return payload


def _say_trouble(platform: Platform, user: User, container: Container) -> None:
    with platform.workspace.lock:
        if container.view and container.view.body["type"] == "modal":
            container.view.notice = "We had some trouble connecting. Try again?"
        platform.workspace.toast(user.id, f"{platform.app.name} did not answer. Try again.")


def ask_options(platform: Platform, body: Json) -> Json:
    """Somebody types into an external menu: the app is asked for options.

    Answers ``options``, or ``option_groups``.
    """
    with platform.workspace.lock:
        user = actor(platform, body)
        where = body.get("container") or {"type": "view", "view_id": body.get("view_id")}
        container = find_container(platform, user, where)
        found = find_element(container.blocks, str(body.get("block_id")), str(body.get("action_id")))
        if found is None or not found[1]["type"].endswith("external_select"):
            raise PersonError("That menu is not there any more.")
        typed = str(body.get("value", ""))
        if len(typed) < found[1].get("min_query_length", 3):
            return {"ok": True, "options": []}
        payload = _payload(platform, user, container) | {
            "type": "block_suggestion",
            "block_id": body["block_id"],
            "action_id": body["action_id"],
            "value": typed,
        }
        del payload["trigger_id"]
    answer = platform.courier.ask("interactive", payload)
    options = (answer.body or {}).get("options")
    groups = (answer.body or {}).get("option_groups")
    if answer.failure or not isinstance(options if options is not None else groups, list):
        raise PersonError("The choices could not be loaded. Try again.")
    if len(options or groups or []) > 100:
        raise PersonError("The app offered more than 100 choices, so none are shown.")
    return {"ok": True, "options": options} if options is not None else {"ok": True, "option_groups": groups}
