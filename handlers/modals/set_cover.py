"""The form *Name a stand-in*: who, until when, and a word to them. Row M11a."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import moment, note, person, text
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from services.lookups.people import CoverStart
from services.record import unix
from services.set_cover import SetCover

VERB = "set_cover"


def build(start: CoverStart) -> View:
    """Prefilled: the DRI's usual stand-in, until the DRI is next at work."""
    words = form(VERB)
    blocks = [
        note("what", words["what"].format(ref=start.ref, dri=f"<@{start.dri}>")),
        person(words, "who", chosen=start.cover),
        moment(words, "until", chosen=start.until),
        text(words, "remark", optional=True, multiline=True, longest=1000),
    ]
    about = {"escalation_id": start.escalation_id, "until": unix(start.until)}
    return modal(VERB, words, blocks, about=about)


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> SetCover:
    """What the form says."""
    until = moment_typed(typed.get("until"), about["until"])
    return SetCover(request_key, about["escalation_id"], by, typed.get("who"), until, typed.get("remark"))
