"""The form *Hand over*: to whom, why, and a word to them. Rows M11a, M11e."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Option, menu, note, person, text
from handlers.modals.load import lines_of_load
from handlers.modals.view import View, modal
from message_templates import form
from services.hand_over import ProposeHandOver
from services.lookups.people import HandOverStart
from services.lookups.workload import LoadOf

VERB = "hand_over"


def build(start: HandOverStart, typed: Mapping[str, Any], load: LoadOf | None = None) -> View:
    """The reasons are the policy's closed list; once somebody is named, their `load` is shown."""
    words = form(VERB)
    reasons = [Option(key, label) for key, label in start.reasons]
    blocks = [
        note("what", words["what"].format(ref=start.ref, dri=f"<@{start.dri}>")),
        person(words, "to", chosen=typed.get("to"), dispatch=True),
        *([note("load", *lines_of_load(words, load))] if load else []),
        menu(words, "reason", reasons, chosen=typed.get("reason")),
        text(words, "remark", filled=typed.get("remark"), optional=True, multiline=True, longest=1000),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> ProposeHandOver:
    """What the form says."""
    return ProposeHandOver(
        request_key, about["escalation_id"], by, typed.get("to"), typed.get("reason"), typed.get("remark")
    )
