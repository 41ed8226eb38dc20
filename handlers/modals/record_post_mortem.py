"""The form *Post-mortem*: a link to it, or what it found. Row M11d."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import text
from handlers.modals.view import View, modal
from message_templates import form
from services.lookups.endings import EndStart
from services.record_post_mortem import RecordPostMortem

VERB = "record_post_mortem"


def build(start: EndStart) -> View:
    """One field: whoever has written it elsewhere pastes the link."""
    words = form(VERB)
    blocks = [text(words, "words", multiline=True)]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> RecordPostMortem:
    """What the form says."""
    return RecordPostMortem(request_key, about["escalation_id"], by, typed.get("words") or "")
