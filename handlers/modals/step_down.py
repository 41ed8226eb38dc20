"""The form *Take it down a tier*: where to, and why. Row M3c."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import note, text
from handlers.modals.preview import said
from handlers.modals.view import View, modal
from message_templates import form
from services.lookups.preview_path import PathStart
from services.step_down import StepDown

VERB = "step_down"
LONGEST_REASON = 500


def build(start: PathStart) -> View:
    """There is a tier below."""
    words = form(VERB)
    assert start.below is not None
    now = words["now"].format(ref=start.ref, tier=said(start.label), below=said(start.below))
    blocks = [note("now", now), text(words, "reason", multiline=True, longest=LONGEST_REASON)]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id, "seen_tier": start.tier})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> StepDown:
    """What the form says."""
    reason = typed.get("reason") or ""
    return StepDown(request_key, about["escalation_id"], by, about["seen_tier"], reason)
