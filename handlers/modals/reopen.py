"""The form *Reopen*: what is back, and who owns it from now on. Row X7."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import note, person, text
from handlers.modals.view import View, modal
from message_templates import form
from services.lookups.endings import EndStart
from services.refusal import Refused, refuse_all
from services.reopen import Reopen

VERB = "reopen"


def build(start: EndStart) -> View:
    """Whoever owned it owns it again unless another is named."""
    words = form(VERB)
    blocks = [
        note("what_happens", words["what_happens"]),
        text(words, "reason", multiline=True),
        person(words, "dri", chosen=start.dri),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> Reopen:
    """What the form says. Raises RefusedFields where nobody owns it."""
    dri = typed.get("dri")
    refuse_all([] if dri else [Refused("dri_missing", field="dri")])
    return Reopen(request_key, about["escalation_id"], by, typed.get("reason") or "", str(dri))
