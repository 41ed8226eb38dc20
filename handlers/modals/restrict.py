"""The form *Restrict who reads it*: why, and who else is named. Row X17."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import note, people, text
from handlers.modals.view import View, modal
from message_templates import form
from services.lookups.escalations import FormStart
from services.restrict import Restrict

VERB = "restrict"


def build(start: FormStart) -> View:
    """Says first what it does."""
    words = form(VERB)
    blocks = [
        note("what_happens", words["what_happens"]),
        text(words, "reason", multiline=True),
        people(words, "people", optional=True),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> Restrict:
    """What the form says."""
    named = tuple(typed.get("people") or ())
    return Restrict(request_key, about["escalation_id"], by, typed.get("reason") or "", named)
