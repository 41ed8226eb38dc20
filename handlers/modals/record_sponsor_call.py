"""The form *Call held*: with whom, what was said, and what was promised by when. Rows M7, D5a."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.fields import moment, text
from handlers.modals.sponsor_fields import about_saying, fields_of_saying, said_in
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from services.lookups.sponsor import SponsorStart
from services.record import unix
from services.record_sponsor_call import RecordSponsorCall

VERB = "record_sponsor_call"


def build(start: SponsorStart, now: datetime) -> View:
    """Their executives as the account names them; only ways by voice."""
    words = form(VERB)
    blocks = [
        *fields_of_saying(words, start, now, ways=start.by_voice, chosen=start.by_voice[0]),
        text(words, "promised", multiline=True, optional=True),
        moment(words, "promised_by", chosen=start.actions_by, optional=True),
    ]
    about = {**about_saying(start, now), "promised_by": unix(start.actions_by)}
    return modal(VERB, words, blocks, about=about)


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> RecordSponsorCall:
    """What the form says; one promise a line."""
    return RecordSponsorCall(
        request_key,
        about["escalation_id"],
        by,
        said_in(typed, about),
        promised=tuple(line for line in (typed.get("promised") or "").splitlines() if line.strip()),
        promised_by=moment_typed(typed.get("promised_by"), about["promised_by"]),
    )
