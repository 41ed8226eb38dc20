"""What documents are made of: a full record, one of minutes, and the longest there may be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from message_templates.samples.messages import LONG

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 11, 23, 13, 10, tzinfo=LONDON)
STEP = {"what": "Restore the table", "owner": "Elif Demir", "due": AT, "state": "open"}
TOLD = {
    "at": AT, "by": "Casey Okoro", "recipients": "Priya Raman", "channel": "Email",
    "words": "We have it.\nMore at 15:00.",
    "next": AT,
}  # fmt: skip
PARTS = {
    "issue": "Bookings could not be made.", "impact": "Nine clinics.", "root_cause": "A change of ours.",
    "actions": "We undid it.", "changes": "A test.", "outlook": "We ask on Thursday.",
}  # fmt: skip
TYPICAL: dict[str, Any] = {
    "ref": "ESC-7", "customer": "Northwind Clinics", "severity": "SEV-1", "severity_name": "critical",
    "status": "resolved", "impact": "It is down", "problem": "Nobody can book.\nPhones are overrun.",
    "wants": "To have it work: a fix", "contact": "Priya Raman", "dri": "Casey Okoro", "cover": "Bruno Silva",
    "opened_at": AT, "reached_at": AT, "target_at": AT, "needs_by": AT, "now": AT,
    "account": {"segment": "Enterprise", "arr": "240,000", "share": "33.2", "health": 72, "renewal_on": "25 Jan 2027"},
    "arr": None, "effect": "All nine clinics book by phone", "most_affected": "The front desks", "began_at": AT,
    "customers_affected": 3,
    "cause": "A change on Sunday", "findings": [{"at": AT, "by": "Elif Demir", "kind": "cause", "words": "It is this"}],
    "plan": [STEP, STEP | {"state": "done"}], "next_step": STEP, "told": [TOLD], "last_told": TOLD, "next_update": AT,
    "stakeholders": [{"name": "Vera Castellanos", "role": "VP CS", "at": AT}],
    "resolution": {
        "at": AT, "by": "Casey Okoro", "cause": "A change", "fix": "Undone", "prevention": "A test",
        "confirmed_by": "Priya Raman", "confirmed_at": AT, "unconfirmed_because": None,
    },
    "afterwards": [{"label": "Follow-up", "owner": "Casey Okoro", "due": AT, "state": "open"}],
    "timeline": [{"at": AT, "words": "Casey raised it"}], "nudges": 2,
    "written_at": AT, "parts": PARTS, "link": "https://bugs.example/1",
}  # fmt: skip
LISTS = ("findings", "plan", "told", "stakeholders", "afterwards", "timeline")
MAYBE = (
    "wants", "contact", "cover", "target_at", "needs_by", "account", "effect", "most_affected", "began_at", "cause",
    "customers_affected",
    "next_step", "last_told", "next_update", "resolution", "link",
)  # fmt: skip
SHORTEST = TYPICAL | dict.fromkeys(MAYBE) | {key: [] for key in LISTS} | {"problem": "D", "customer": "A"}
SHORTEST |= {"nudges": 0, "parts": PARTS | dict.fromkeys(("impact", "actions", "outlook"), "")}


def typed_over(value: Any, text: str) -> Any:
    """With `text` in place of all that people type."""
    if isinstance(value, dict):
        return {key: typed_over(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed_over(inner, text) for inner in value]
    return text if isinstance(value, str) and value not in ("open", "done") else value


OF_THE_CLOSE_OUT = ("customer", "dri", "written_at", "parts", "link")
"""The customer's document is given nothing else."""


def of_document(kind: str) -> Mapping[str, dict[str, Any]]:
    """By the record's name: `typical`, `shortest`, `longest`; each holds every fact that the document may use."""
    crowded = {key: value * 30 if isinstance(value, list) else value for key, value in TYPICAL.items()}
    return {
        name: {key: value for key, value in sample.items() if _given(kind, key)}
        for name, sample in (
            ("typical", TYPICAL),
            ("shortest", SHORTEST),
            ("longest", typed_over(crowded, LONG)),
        )
    }


def _given(kind: str, fact: str) -> bool:
    if kind == "close_out":
        return fact in OF_THE_CLOSE_OUT
    return fact in ("customer", "dri") or fact not in OF_THE_CLOSE_OUT
