"""What drafts are tried with before anybody relies on them: a full record, one of minutes, the longest there may be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

_LONDON = ZoneInfo("Europe/London")
_NOW = datetime(2026, 11, 23, 13, 10, tzinfo=_LONDON)
_TOMORROW = datetime(2026, 11, 24, 9, 30, tzinfo=_LONDON)
_STEP = {"what": "Restore the booking table", "owner": "Elif Demir", "due": _TOMORROW}
_LONG = "Ünbelievably long words 👩‍🚒 " * 200

_TYPICAL: dict[str, Any] = {
    "customer": "Northwind Clinics",
    "contact": "Priya Raman, Head of Operations",
    "dri": "Casey Okoro",
    "me": "Casey Okoro",
    "problem": "Nobody can book a patient since 8",
    "effect": "All nine clinics take appointments by phone, and the lines are overrun",
    "cause": "A booking without a room stops the service",
    "path": None,
    "workaround": "The calendar under /today still shows every appointment",
    "estimate": "By 17:00 today, says Elif Demir",
    "steps": [_STEP],
    "next_step": _STEP,
    "today": ["The index was rebuilt"],
    "waiting": None,
    "apologised": False,
    "remedy": "fix",
    "resolution": {
        "cause": "A change on Sunday let bookings be saved without a room",
        "fix": "The change is undone",
        "prevention": "From now on a test refuses such a release",
        "at": _NOW,
    },
    "title": "Bookings of more than ten rooms stop half-way",
    "begins": _TOMORROW,
    "ends": _TOMORROW,
    "next_update": datetime(2026, 11, 23, 15, 0, tzinfo=_LONDON),
    "now": _NOW,
}
_KNOWN_AT_ONCE = {"customer": "A", "dri": "C", "me": "C", "problem": "Down", "title": "It moves"}
_LISTS: dict[str, Any] = {"steps": [], "today": [], "apologised": False}
_LATEST = {key: _TYPICAL[key] for key in ("next_update", "begins", "now")}
_UNKNOWN: dict[str, Any] = {"resolution": dict.fromkeys(("cause", "fix", "prevention", "at"))}
_LONG_TEXTS = ("title", "customer", "contact", "problem", "effect", "cause", "workaround", "estimate")
_LONG_STEP = {**_STEP, "what": _LONG}

SAMPLES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "typical": _TYPICAL,
        "shortest": {**dict.fromkeys(_TYPICAL), **_KNOWN_AT_ONCE, **_LISTS, **_LATEST, **_UNKNOWN},
        "longest": {
            **_TYPICAL,
            **dict.fromkeys(_LONG_TEXTS, _LONG),
            "today": [_LONG] * 3,
            "steps": [_LONG_STEP] * 3,
            "next_step": _LONG_STEP,
            "resolution": {**dict.fromkeys(("cause", "fix", "prevention"), _LONG), "at": _NOW},
        },
    }
)
"""By name; each holds every fact that a draft may use."""
