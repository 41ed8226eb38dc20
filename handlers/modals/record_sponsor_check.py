"""The form *Checked with them*: what their executive says once it is resolved. Row M7."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.sponsor_fields import about_saying, fields_of_saying, said_in
from handlers.modals.view import View, modal
from message_templates import form
from services.lookups.sponsor import SponsorStart
from services.record_sponsor_check import RecordSponsorCheck

VERB = "record_sponsor_check"


def build(start: SponsorStart, now: datetime) -> View:
    """Their executives as the account names them."""
    words = form(VERB)
    blocks = fields_of_saying(words, start, now, chosen=start.by_voice[0])
    return modal(VERB, words, blocks, about=about_saying(start, now))


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> RecordSponsorCheck:
    """What the form says."""
    return RecordSponsorCheck(request_key, about["escalation_id"], by, said_in(typed, about))
