"""The form *I call them on …*: when the sponsor speaks with the customer's executive. Row Y9."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import moment, note, text
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from message_templates.markup import when
from services.lookups.sponsor import SponsorStart
from services.record import unix
from services.set_sponsor_call import SetSponsorCall

VERB = "set_sponsor_call"


def build(start: SponsorStart) -> View:
    """By when they were asked, unless they say otherwise."""
    words = form(VERB)
    assert start.due_at is not None
    due = unix(start.due_at)
    blocks = [
        note("asked", words["asked"].format(due=when(due))),
        moment(words, "call_at", chosen=start.due_at),
        text(words, "reason", optional=True, longest=500),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id, "call_at": due})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> SetSponsorCall:
    """What the form says."""
    at = moment_typed(typed.get("call_at"), about["call_at"])
    return SetSponsorCall(request_key, about["escalation_id"], by, at, typed.get("reason"))
