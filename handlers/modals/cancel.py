"""The form *Cancel*: why it was raised in error. Row X7."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import note, text
from handlers.modals.view import View, modal
from message_templates import form
from services.cancel import Cancel
from services.lookups.escalations import FormStart

VERB = "cancel"


def build(start: FormStart) -> View:
    """Says what it does, since whoever has heard of it will not hear again."""
    words = form(VERB)
    hint = words["customer_knows"] if start.acknowledged else words["nobody_knows"]
    blocks = [note("what_happens", words["what_happens"], hint), text(words, "reason", multiline=True)]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> Cancel:
    """What the form says."""
    return Cancel(request_key, about["escalation_id"], by, typed.get("reason") or "")
