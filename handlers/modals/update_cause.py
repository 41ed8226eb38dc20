"""The form *Write once for all*: words that every customer of one cause may read. Row Y5."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import note, text
from handlers.modals.view import View, modal
from message_templates import form
from message_templates.safe import escape, one_line
from services.lookups.combined_updates import CauseUpdateStart
from services.update_cause import UpdateCause

VERB = "update_cause"


def build(start: CauseUpdateStart) -> View:
    """It says for how many it is written, and who tells them."""
    words = form(VERB)
    said = words["for_these"].format(
        name=escape(one_line(start.name)), customers=start.customers, refs=", ".join(start.refs)
    )
    blocks = [note("for_these", said), text(words, "words", multiline=True)]
    return modal(VERB, words, blocks, about={"linked_id": start.escalation_id})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> UpdateCause:
    """What the form says."""
    return UpdateCause(request_key, about["linked_id"], by, typed.get("words") or "")
