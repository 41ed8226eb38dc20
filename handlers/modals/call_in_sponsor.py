"""The form *Call in the sponsor*: who speaks with the customer's executive, and why. Row M6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import note, person, text
from handlers.modals.preview import said
from handlers.modals.view import View, modal
from message_templates import form
from services.call_in_sponsor import CallInSponsor
from services.lookups.sponsor import SponsorStart

VERB = "call_in_sponsor"


def build(start: SponsorStart) -> View:
    """Whom the account names, or the next of the policy's roles, unless they choose another."""
    words = form(VERB)
    blocks = [
        note("what", words["what"].format(ref=start.ref, customer=said(start.customer))),
        text(words, "reason", multiline=True, longest=1000),
        person(words, "to", chosen=start.suggested),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> CallInSponsor:
    """What the form says."""
    reason = typed.get("reason") or ""
    return CallInSponsor(request_key, about["escalation_id"], by, typed.get("to"), reason)
