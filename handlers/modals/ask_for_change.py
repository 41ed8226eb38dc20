"""The form *Ask for a change*: what is to be said otherwise before it goes out. Row Y6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import note, text
from handlers.modals.view import View, modal
from message_templates import form
from services.ask_for_change import AskForChange

VERB = "ask_for_change"


def build(ref: str, escalation_id: int, deadline_id: int) -> View:
    """A sentence is enough."""
    words = form(VERB)
    blocks = [
        note("what", words["what"].format(ref=ref)),
        text(words, "why", multiline=True, longest=1000),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": escalation_id, "deadline_id": deadline_id})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> AskForChange:
    """What the form says."""
    return AskForChange(request_key, about["escalation_id"], about["deadline_id"], by, typed.get("why") or "")
