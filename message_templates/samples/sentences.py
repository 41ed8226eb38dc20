"""What short answers are said of: every value that any of them may need."""

# ruff: noqa: E501 (a row of values is as long as it is)
from __future__ import annotations

from typing import Any

from message_templates.samples.things import ACCOUNT, CASEY, MAYA, VERA, T

GIVEN: dict[str, Any] = {
    "ref": "ESC-7", "url": "https://heard.example/docs/T1/F1", "into": "ESC-9", "dri": CASEY, "by": VERA, "at": T, "status": "resolved", "name": "Ben", "proposed": "SEV-1",
    "severity": "SEV-2", "tier": "tier 3", "to": MAYA, "end": "declined",
    "again": "/escalate Acme is down", "reference": "ab12cd34", "step": "Call them in person",
    "what": "Roll back", "owner": VERA, "due": T,
    "who": "Priya Raman", "owed": ["Followed up with the customer", "Close-out written"], "customer": "Acme Ltd",
    "missing": ["outcome"], "refs": ["ESC-3", "ESC-5"],
    "changes": [{"field": "problem", "new": "It is slow"}, {"field": "needs_by", "new": T}],
    "unknown": ["Hooli"], "until": T, "latest": T, "account": ACCOUNT, "kind": "tracking",
    "better": "Others on the same server are affected as well.",
    "e": {"emoji": ":red_circle:", "ref": "ESC-7", "severity": "SEV-1", "severity_name": "critical",
          "customer": "Acme Ltd", "dri": CASEY, "status": "open"},
    "because": "The VP CS knows.", "facts": ["it is grave"], "label": "they may leave", "made_of": "impact: x",
    "words": "We are leaving", "subject": "It is down", "body": "Since 8", "tickets": 3, "days": 7, "issue": "login",
    "reader": MAYA, "answer_by": T, "promise_due": T,
    "before": 80, "after": 50, "value": "5", "limit": "3",
    "fault": "no such time zone", "said": "Globex", "verb": "resolve", "allowed": ["its DRI", "Admin"],
}  # fmt: skip
"""By the value's name; each sentence uses a few of them."""
