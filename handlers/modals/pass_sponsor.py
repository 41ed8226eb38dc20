"""The form *Somebody else should*: who had better speak with the customer's executive, and why. Row Y9."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import person, text
from handlers.modals.view import View, modal
from message_templates import form
from services.lookups.sponsor import SponsorStart
from services.pass_sponsor import PassSponsor

VERB = "pass_sponsor"


def build(start: SponsorStart) -> View:
    """The next of the policy's roles who was not asked before, unless they choose another."""
    words = form(VERB)
    blocks = [person(words, "to", chosen=start.suggested), text(words, "why", multiline=True, longest=500)]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> PassSponsor:
    """What the form says."""
    return PassSponsor(request_key, about["escalation_id"], by, typed.get("to"), typed.get("why") or "")
