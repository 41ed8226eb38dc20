"""The form *Close*: what is left, and why it is waived. Rows M8a, D6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.modals.fields import Block, note, text
from handlers.modals.view import View, modal
from message_templates import form
from services.close import Close
from services.lookups.endings import EndStart

VERB = "close"


def build(start: EndStart, owed: Sequence[str]) -> View:
    """Only where something is left: else one click closes it."""
    words = form(VERB)
    blocks: list[Block] = [
        note("owed", words["left"], *(f"• {one}" for one in owed)),
        text(words, "waived_because", multiline=True),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> Close:
    """What the form says."""
    return Close(request_key, about["escalation_id"], by, typed.get("waived_because"))
