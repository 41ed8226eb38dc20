"""What documents are made of: a full record, one of minutes, and the longest there may be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 11, 23, 8, 40, tzinfo=LONDON)
LONG = "Ünbelievably long words 👩‍🚒 that somebody pasted, with a_name and 2 * 3, " * 6
"""As somebody types them who is in a hurry."""


def _at(hour: int, minute: int = 0, day: int = 0) -> datetime:
    return AT.replace(hour=hour, minute=minute) + timedelta(days=day)


STEP = {"what": "Restore the booking table", "owner": "Elif Demir", "due": _at(12), "state": "open"}
TOLD = {
    "at": _at(9, 5), "by": "Casey Okoro", "recipients": "Priya Raman", "channel": "Call",
    "words": "We have it, and I own it.\nMore from me at 10:00.",
    "next": _at(10),
}  # fmt: skip
LAST_TOLD = TOLD | {
    "at": _at(13, 10), "channel": "Email", "words": "Bookings work again in all nine clinics.", "next": None,
}  # fmt: skip
PARTS = {
    "issue": "From 08:30 to 12:40 on Monday nobody could book a patient.",
    "impact": "All nine clinics took appointments by phone, and some patients gave up waiting.",
    "root_cause": "A change of ours on Sunday let bookings be saved without a room. The first one stopped the service.",
    "actions": "We restored the bookings from Sunday.\n\nThen we took the change back.",
    "changes": "From 1 December a test refuses such a release.",
    "outlook": "We ask you on Wednesday whether all has stayed well.",
}  # fmt: skip
TYPICAL: dict[str, Any] = {
    "ref": "ESC-7", "customer": "Northwind Clinics", "severity": "SEV-1", "severity_name": "critical",
    "status": "resolved", "impact": "It is down, or their business has stopped",
    "problem": "Nobody can book a patient since 8.\nThe phones are overrun.",
    "wants": "To have it work: a fix", "contact": "Priya Raman, Head of Operations", "dri": "Casey Okoro",
    "cover": "Bruno Silva",
    "opened_at": _at(8, 45), "reached_at": AT, "target_at": _at(16, 40), "needs_by": _at(14), "now": _at(14, 5),
    "account": {"segment": "Enterprise", "arr": "240,000", "share": "33.2", "health": 72, "renewal_on": "25 Jan 2027"},
    "arr": None, "effect": "All nine clinics take appointments by phone", "most_affected": "The front desks",
    "began_at": _at(8, 30), "customers_affected": 3,
    "cause": "A change on Sunday let bookings be saved without a room.",
    "findings": [
        {"at": _at(9, 40), "by": "Elif Demir", "kind": "Workaround",
         "words": "The calendar under /today still shows every appointment."},
        {"at": _at(10, 15), "by": "Elif Demir", "kind": "Technical cause",
         "words": "A booking without a room stops the service."},
    ],
    "plan": [
        STEP | {"what": "Find the bookings without a room", "due": _at(10), "state": "done"},
        STEP | {"state": "done"},
        STEP | {"what": "Write the test that refuses such a release", "owner": "Emil Novak", "due": _at(17, day=3)},
    ],
    "next_step": STEP | {"what": "Write the test that refuses such a release", "owner": "Emil Novak",
                         "due": _at(17, day=3)},
    "told": [TOLD, LAST_TOLD], "last_told": LAST_TOLD, "next_update": _at(9, 30, day=1),
    "stakeholders": [
        {"name": "Vera Castellanos", "role": "VP CS", "at": _at(8, 45)},
        {"name": "Viktor Hale", "role": "VP Engineering", "at": _at(8, 45)},
    ],
    "resolution": {
        "at": _at(12, 55), "by": "Casey Okoro", "cause": "A change on Sunday let bookings be saved without a room.",
        "fix": "The bookings were restored, and the change was taken back.",
        "prevention": "A test refuses such a release, from 1 December.",
        "confirmed_by": "Priya Raman", "confirmed_at": _at(13, 30), "unconfirmed_because": None,
    },
    "afterwards": [
        {"label": "Followed up with the customer", "owner": "Casey Okoro", "due": _at(12, 55, day=2), "state": "open"},
        {"label": "Close-out written", "owner": "Casey Okoro", "due": _at(12, 55, day=2), "state": "kept"},
    ],
    "timeline": [
        {"at": _at(8, 45), "words": "Maya Lindqvist raised it for Northwind Clinics at SEV-1; Casey Okoro is the DRI"},
        {"at": _at(9, 5), "words": "Casey Okoro told the customer that we have it (Call to Priya Raman)"},
        {"at": _at(12, 55), "words": "Casey Okoro resolved it: “The bookings were restored.”"},
    ],
    "nudges": 2, "written_at": _at(9, 30, day=1), "parts": PARTS, "link": "https://bugs.example/1",
}  # fmt: skip
LISTS = ("findings", "plan", "told", "stakeholders", "afterwards", "timeline")
MAYBE = (
    "wants", "contact", "cover", "target_at", "needs_by", "account", "effect", "most_affected", "began_at", "cause",
    "customers_affected",
    "next_step", "last_told", "next_update", "resolution", "link",
)  # fmt: skip
SHORTEST = TYPICAL | dict.fromkeys(MAYBE) | {key: [] for key in LISTS}
SHORTEST |= {"status": "open", "problem": "Down", "customer": "A", "nudges": 0}
SHORTEST |= {"parts": PARTS | dict.fromkeys(("impact", "actions", "outlook"), "")}


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
    crowded = {key: value * 3 if isinstance(value, list) else value for key, value in TYPICAL.items()}
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
