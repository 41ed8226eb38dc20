"""The form *Team assembled*: who is on it. Row M2c."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import people, text
from handlers.modals.view import View, modal
from message_templates import form
from services.assemble_team import AssembleTeam
from services.lookups.escalations import FormStart

VERB = "assemble_team"


def build(start: FormStart) -> View:
    """The DRI is on it to begin with, or the team as it was."""
    words = form(VERB)
    blocks = [
        people(words, "people", chosen=start.team or [start.dri]),
        text(words, "note", optional=True, longest=500),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> AssembleTeam:
    """What the form says."""
    team = tuple(typed.get("people") or ())
    return AssembleTeam(request_key, about["escalation_id"], by, team, typed.get("note"))
