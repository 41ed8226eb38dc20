"""People type slash commands and use shortcuts."""

from __future__ import annotations

import time
from typing import Any

from sandbox.acts.actor import (
    actor,
    channel_part,
    common_part,
    message_in,
    place,
    require_interactivity,
    response_url,
)
from sandbox.acts.replies import answer_command, seen_since
from sandbox.deliveries.answer import Answer
from sandbox.errors import PersonError
from sandbox.platform import Platform
from sandbox.records import Channel, User
from sandbox.shapes import message_json
from sandbox.typed_text import encode

Json = dict[str, Any]


def type_command(platform: Platform, body: Json) -> Json:
    """Somebody types ``/command text``. Waits for the app's answer, at most its deadline.

    Answers with ``shown``: what the person got to see by it. A failure is told as Slack tells it.
    """
    with platform.workspace.lock:
        user = actor(platform, body)
        channel = place(platform, user, body)
        typed, _, text = str(body.get("text", "")).strip().partition(" ")
        command = platform.manifest.command(typed)
        if command is None or platform.workspace.is_external(user):
            raise PersonError(f"{typed} is not a valid command.")
        if body.get("thread_ts"):
            raise PersonError(f"{typed} is not supported in threads.")
        text = (
            encode(platform.workspace, text.strip(), with_names=True)
            if command.should_escape
            else text.strip()
        )
        since = platform.workspace.new_ts()
        payload = _command_payload(platform, user, channel, typed, text)
    answer = platform.courier.ask("slash_commands", payload)
    if answer.failure:
        sentence = f'{typed} failed with the error "{_failure(answer)}"'
        with platform.workspace.lock:
            platform.workspace.toast(user.id, sentence)
        raise PersonError(sentence)
    answer_command(platform, user, channel, answer)
    return {"ok": True, "shown": seen_since(platform, user, since)}


def _command_payload(platform: Platform, user: User, channel: Channel, command: str, text: str) -> Json:
    return {
        "token": platform.app.verification_token,
        "team_id": platform.workspace.team.id,
        "team_domain": platform.workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": channel_part(channel)["name"],
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": platform.app.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(platform, user, channel),
        "trigger_id": platform.triggers.give(user.id),
    }


def _failure(answer: Answer) -> str:
    return {"http_timeout": "operation_timeout", "http_error": "dispatch_failed"}.get(
        answer.failure, "dispatch_unknown_error"
    )


def use_shortcut(platform: Platform, body: Json) -> Json:
    """Somebody uses a global shortcut, or with ``channel`` and ``ts`` a message shortcut."""
    with platform.workspace.lock:
        user = actor(platform, body)
        require_interactivity(platform)
        about_message = bool(body.get("ts"))
        kind, callback_id = "message" if about_message else "global", str(body.get("callback_id", ""))
        shortcut = platform.manifest.shortcut(kind, callback_id)
        if shortcut is None or platform.workspace.is_external(user):
            raise PersonError(f"There is no {kind} shortcut {callback_id!r} for {user.name}.")
        since = platform.workspace.new_ts()
        payload = common_part(platform, user) | {
            "type": "message_action" if about_message else "shortcut",
            "action_ts": f"{time.time():.6f}",
            "callback_id": callback_id,
            "trigger_id": platform.triggers.give(user.id),
        }
        if about_message:
            channel = place(platform, user, body)
            message = message_in(channel, user, str(body["ts"]))
            payload |= {
                "channel": channel_part(channel),
                "message_ts": message.ts,
                "message": message_json(platform.workspace, platform.app, channel, message),
                "response_url": response_url(platform, user, channel),
            }
    answer = platform.courier.ask("interactive", payload)
    if answer.failure:
        sentence = f"{shortcut.name} did not work: {platform.app.name} did not answer. Try again."
        with platform.workspace.lock:
            platform.workspace.toast(user.id, sentence)
        raise PersonError(sentence)
    return {"ok": True, "shown": seen_since(platform, user, since)}
