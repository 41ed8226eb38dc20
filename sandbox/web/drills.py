"""Bad days on request: faults, refused tokens, limits, broken lines; and where deliveries go."""

from __future__ import annotations

import secrets
from dataclasses import fields
from typing import Any

from sandbox.deliveries.signed_http import SignedHttp
from sandbox.errors import PersonError
from sandbox.faults import Fault
from sandbox.platform import Platform

Json = dict[str, Any]


def deliver_to(platform: Platform, body: Json) -> Json:
    """From now on deliver to the request URL ``url``."""
    deadline = platform.settings.answer_deadline
    platform.courier.go_by(SignedHttp(str(body["url"]), platform.app.signing_secret, deadline))
    return {"ok": True}


def verify_request_url(platform: Platform, _: Json) -> Json:
    """Ask the app to say a challenge back, as JSON or as plain text."""
    challenge = secrets.token_hex(16)
    asked = {"type": "url_verification", "challenge": challenge, "token": platform.app.verification_token}
    answer = platform.courier.ask("events_api", asked)
    return {
        "ok": True,
        "verified": answer.ok and challenge in ((answer.body or {}).get("challenge"), answer.text),
    }


def add_fault(platform: Platform, body: Json) -> Json:
    """Let a fault happen: see ``Fault`` for its fields."""
    known = {field.name for field in fields(Fault)}
    try:
        platform.faults.add(Fault(**{name: value for name, value in body.items() if name in known}))
    except ValueError as wrong:
        raise PersonError(str(wrong)) from wrong
    return {"ok": True}


def clear_faults(platform: Platform, _: Json) -> Json:
    """No more faults."""
    platform.faults.clear()
    return {"ok": True}


def set_token(platform: Platform, body: Json) -> Json:
    """Make the tokens ``valid`` again, or ``token_revoked``, ``account_inactive``, ``token_expired``."""
    platform.token_state = str(body["state"])
    return {"ok": True}


def set_limits(platform: Platform, body: Json) -> Json:
    """Calls a minute by method; 0 is no limit."""
    with platform.workspace.lock:
        platform.pacing.limits.update({name: int(limit) for name, limit in body["limits"].items()})
        return {"ok": True}


def relax_pacing(platform: Platform, _: Json) -> Json:
    """Count nothing any more: neither messages a second nor calls a minute."""
    with platform.workspace.lock:
        platform.pacing.relaxed = True
        return {"ok": True}


def sockets(platform: Platform, body: Json) -> Json:
    """The app's Socket Mode connections: ``do`` is count, kill, warning, refresh_requested or link_disabled.

    With ``wait_for`` it first waits ``within`` seconds for that many.
    """
    hub, what = platform.sockets, str(body.get("do", "count"))
    if hub is None:
        raise PersonError("The app's manifest does not enable Socket Mode.")
    if body.get("wait_for") and not hub.wait_for(int(body["wait_for"]), float(body.get("within") or 5)):
        raise PersonError(f"Only {hub.connected} sockets are connected.")
    if what == "kill":
        return {"ok": True, "count": hub.kill()}
    if what != "count":
        return {"ok": True, "count": hub.disconnect(what)}
    return {"ok": True, "count": hub.connected}
