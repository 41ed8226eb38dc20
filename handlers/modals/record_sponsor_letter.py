"""The form *Follow-up written*: what went to the customer's executive after the call. Row M7."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.sponsor_fields import about_saying, fields_of_saying, said_in
from handlers.modals.view import View, modal
from message_templates import form
from services.lookups.sponsor import SponsorStart
from services.record_sponsor_letter import RecordSponsorLetter

VERB = "record_sponsor_letter"


def build(start: SponsorStart, now: datetime) -> View:
    """Their executives as the account names them."""
    words = form(VERB)
    blocks = fields_of_saying(words, start, now, chosen="email", verb=VERB)
    return modal(VERB, words, blocks, about=about_saying(start, now))


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> RecordSponsorLetter:
    """What the form says."""
    return RecordSponsorLetter(request_key, about["escalation_id"], by, said_in(typed, about))
