"""The form *Lift the restriction*: why. Row X17."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import note, text
from handlers.modals.view import View, modal
from message_templates import form
from services.lift_restriction import LiftRestriction
from services.lookups.escalations import FormStart

VERB = "lift_restriction"


def build(start: FormStart) -> View:
    """Says first what it does."""
    words = form(VERB)
    blocks = [note("what_happens", words["what_happens"]), text(words, "reason", multiline=True)]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> LiftRestriction:
    """What the form says."""
    return LiftRestriction(request_key, about["escalation_id"], by, typed.get("reason") or "")
