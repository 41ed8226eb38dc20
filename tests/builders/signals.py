"""Signals as other systems send them: signed, at a real moment, with a body that a test may change."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import count
from typing import Any

from standardwebhooks import Webhook

from tests.builders.escalations import MONDAY

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER_KEY = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

_ids = count(1)

DATA: dict[str, dict[str, Any]] = {
    "ticket.created": {"ticket_id": "T-1", "issue": "login", "subject": "Nobody can log in", "body": "Since 8"},
    "health.changed": {"score": 41, "previous": 78, "previous_at": "2026-11-19T10:00:00Z"},
    "social.mentioned": {"text": "Down again", "url": "https://social.example/1", "author": "@priya"},
    "email.received": {
        "from": "tom@acme.example", "from_role": "executive", "to_role": "ceo", "subject": "This cannot go on",
    },
    "account.updated": {"name": "Acme Ltd", "domain": "acme.example", "arr": 240_000},
}  # fmt: skip
"""What each kind may say, besides the account."""


def a_signal(
    kind: str = "ticket.created", at: datetime = MONDAY, account: str = "001A", **differs: Any
) -> Any:
    """A signal, but for what differs in its data."""
    return {"type": kind, "timestamp": at.isoformat(), "data": {"account": account} | DATA[kind] | differs}


def signed(body: Any, key: str = KEY, webhook_id: str | None = None) -> tuple[dict[str, str], bytes]:
    """Headers and bytes of a request; the signature's moment is now, on the machine's clock."""
    text = body if isinstance(body, str) else json.dumps(body)
    webhook_id = webhook_id or f"msg_{next(_ids)}"
    sent = datetime.now(UTC)
    headers = {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(int(sent.timestamp())),
        "webhook-signature": Webhook(key).sign(webhook_id, sent, text),
        "content-type": "application/json",
    }
    return headers, text.encode()
