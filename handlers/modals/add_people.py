"""The form *Add people*: who may read it as well, and what they are to do there. Row X17."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import note, people, text
from handlers.modals.view import View, modal
from message_templates import form
from services.add_people import AddPeople
from services.lookups.escalations import FormStart

VERB = "add_people"


def build(start: FormStart) -> View:
    """Nobody is chosen to begin with."""
    words = form(VERB)
    blocks = [
        note("what_happens", words["what_happens"]),
        people(words, "people"),
        text(words, "note", optional=True, longest=500),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> AddPeople:
    """What the form says."""
    named = tuple(typed.get("people") or ())
    return AddPeople(request_key, about["escalation_id"], by, named, typed.get("note"))
