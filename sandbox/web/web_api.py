"""Answering one Web API call: faults, token, scopes, pace, then the method itself."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import RateLimited, SlackError
from sandbox.faults import KINDS, Fault
from sandbox.log import Call
from sandbox.methods import METHODS, Method
from sandbox.methods.access import require_scope
from sandbox.platform import Platform

Json = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What goes back over the wire. ``drop`` closes the line instead, after ``wait`` seconds of silence."""

    status: int
    body: Json | str
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    wait: float = 0.0


def call(platform: Platform, name: str, token: str, raw: Json) -> Reply:
    """Answer a call of method ``name``. Whatever happens is written to the log."""
    at = time.time()
    raw = {key: value for key, value in raw.items() if key != "token"}
    channels = _channels_named(platform, raw)
    fault = platform.faults.take(name, channels, set(KINDS) - {"late_history"})
    if fault and fault.kind != "lost_reply" and not fault.taken:
        reply = answer = _spoiled(fault)
    else:
        late = platform.faults.take(name, channels, {"late_history"})
        answer = _run(platform, name, token, Arguments(raw, late.seconds if late else 0.0))
        reply = _spoiled(fault) if fault else answer
        fault = fault or late
    response = answer.body if isinstance(answer.body, dict) else {"text": answer.body}
    platform.log.add(Call(at, name, raw, response, reply.status, fault.kind if fault else ""))
    return reply


def _channels_named(platform: Platform, raw: Json) -> set[str]:
    """The channel of a call under every name a fault may know it by."""
    wanted = str(raw.get("channel") or raw.get("channel_id") or "")
    with platform.workspace.lock:
        channel = platform.workspace.channel_named(wanted) if wanted else None
        return {wanted, channel.id, channel.name} if channel else {wanted}


def _spoiled(fault: Fault) -> Reply:
    match fault.kind:
        case "ratelimited":
            return _too_many(fault.retry_after)
        case "http_500":
            return Reply(500, "Internal Server Error")
        case "http_503":
            return Reply(503, "Service Unavailable")
        case "lost_reply":
            return Reply(200, "", drop=True)
        case "timeout":
            return Reply(200, "", drop=True, wait=fault.seconds)
    return Reply(200, {"ok": False, "error": fault.error})


def _too_many(retry_after: int) -> Reply:
    return Reply(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(retry_after)})


def _run(platform: Platform, name: str, token: str, args: Arguments) -> Reply:
    method = METHODS.get(name)
    headers = {"X-OAuth-Scopes": ",".join(sorted(platform.manifest.bot_scopes))}
    try:
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        _check_token(platform, method, token)
        if method.needs:
            headers["X-Accepted-OAuth-Scopes"] = ",".join(method.needs)
            require_scope(platform, *method.needs)
        with platform.workspace.lock:
            platform.pacing.call(name, method.tier)
            return Reply(200, {"ok": True, **method.run(platform, args)}, headers)
    except SlackError as refused:
        return Reply(200, refused.body(), headers)
    except RateLimited as limited:
        return _too_many(limited.retry_after)


def _check_token(platform: Platform, method: Method, token: str) -> None:
    app = platform.app
    if method.name == "api.test" or method.name == "blocks.validate":
        return
    if not token:
        raise SlackError("not_authed")
    if token not in (app.bot_token, app.app_token):
        raise SlackError("invalid_auth")
    if platform.token_state != "valid":
        raise SlackError(platform.token_state)
    if (token == app.app_token) != (method.name == "apps.connections.open"):
        raise SlackError("not_allowed_token_type")
