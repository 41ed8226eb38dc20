"""What happens to the demo's customers at the press of a button: an angry word, a third ticket, a score that falls."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from urllib.request import Request, urlopen

from flask import Blueprint
from flask.typing import ResponseReturnValue
from standardwebhooks import Webhook

from sandbox import Sandbox

SECRET = "whsec_ZGVtb2RlbW9kZW1vZGVtb2RlbW9kZW1vZGVtbw=="
"""What the demo's help desk and CRM sign with; it opens nothing but this demo."""
LAWYERS = (
    "Still down, and this is the third time. If it is not up within the hour you will hear from our lawyers."
)
SCENES = (
    ("Acme: lawyers", "lawyers"),
    ("Globex: 3rd ticket", "tickets"),
    ("Initech: health", "health"),
)

_ids = count(1)


def demo_scenes(sandbox: Sandbox, clock: Callable[[], datetime], address: str) -> Blueprint:
    """`POST /demo/scene/lawyers`, `/tickets`, `/health`; `address` is where the bot takes signals."""
    pages = Blueprint("scenes", __name__, url_prefix="/demo/scene")

    def say(kind: str, ago: timedelta, data: Mapping[str, Any]) -> None:
        _send(address, {"type": kind, "timestamp": (clock() - ago).isoformat(), "data": dict(data)})

    @pages.post("/lawyers")
    def lawyers() -> ResponseReturnValue:
        sandbox.person("priya").posts("acme-and-us", LAWYERS)
        return "Priya has written in #acme-and-us. Look at #escalations.", 200

    @pages.post("/tickets")
    def tickets() -> ResponseReturnValue:
        for days, subject in ((3, "Import fails"), (1, "Import fails again"), (0, "Import: third time")):
            ticket = {"ticket_id": f"T-{next(_ids)}", "issue": "nightly import", "subject": subject}
            say("ticket.created", timedelta(days=days), {"account": "002B", **ticket})
        return "The help desk has told of a third ticket of Globex. Look at #escalations.", 200

    @pages.post("/health")
    def health() -> ResponseReturnValue:
        for days, score in ((4, 82), (0, 45)):
            say("health.changed", timedelta(days=days), {"account": "003C", "score": score})
        return "Initech's health has fallen from 82 to 45. Casey is asked by direct message.", 200

    return pages


def _send(address: str, signal: Mapping[str, Any]) -> None:
    body, signal_id, now = json.dumps(signal), f"demo_{next(_ids)}", datetime.now(UTC)
    headers = {
        "content-type": "application/json",
        "webhook-id": signal_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(SECRET).sign(signal_id, now, body),
    }
    with urlopen(Request(address, body.encode(), headers), timeout=10):
        pass
