"""The form *Take it up a tier*: where to, whom it names, and why. Row M3c."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import note, text
from handlers.modals.preview import line_of_told, said
from handlers.modals.view import View, modal
from message_templates import form
from services.climb import Climb
from services.lookups.preview_path import PathStart

VERB = "climb"
LONGEST_REASON = 500


def build(start: PathStart) -> View:
    """There is a tier above, and whoever it would name."""
    words = form(VERB)
    assert start.above is not None
    assert start.told is not None
    now = words["now"].format(ref=start.ref, tier=said(start.label), goes_up_when=said(start.goes_up_when))
    above = words["above"].format(above=said(start.above))
    blocks = [
        note("now", now, above, line_of_told(words, start.told)),
        text(words, "reason", multiline=True, longest=LONGEST_REASON),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id, "seen_tier": start.tier})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> Climb:
    """What the form says."""
    reason = typed.get("reason") or ""
    return Climb(request_key, about["escalation_id"], by, about["seen_tier"], reason)
