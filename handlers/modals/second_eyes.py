"""In a form whose words somebody else reads first: who would, by when, and what else there is to choose. Row Y6."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from handlers.modals.drafted import DRAFT
from handlers.modals.fields import Option, radio
from handlers.modals.flagged import ANYWAY, FOUND
from handlers.modals.view import View, again_with, field_of, typed_in
from message_templates import form, sentence
from services.drafting.second_eyes import SecondEyesWanted
from services.record import unix, unix_or_none

EYES, ASK = "eyes", "ask"
NOT_KEPT = frozenset({EYES, DRAFT, FOUND, "told_at"})
"""Fields that say nothing of what is to be sent later, or when."""


def wants_reader(view: Mapping[str, Any], wanted: SecondEyesWanted, names: Mapping[str, str]) -> View:
    """The same form with who would be asked at its top, and the choice: have it read, or why nobody needs to."""
    words = form(view["callback_id"])
    said = sentence(
        "second_eyes_wanted",
        names=names,
        because=wanted.because.sentence,
        reader=wanted.reader,
        answer_by=unix(wanted.answer_by),
        promise_due=unix_or_none(wanted.promise_due),
    )
    again = again_with(view, said)
    options = [Option(ASK, words[EYES]["ask"]), *(Option(row.key, row.label) for row in wanted.reasons)]
    carried, gone = json.loads(again["private_metadata"]), [EYES, FOUND]
    if not typed_in(view).get(ANYWAY):  # what was flagged before is put right
        gone.append(ANYWAY)
        carried.pop("flagged", None)
    blocks = [block for block in again["blocks"] if field_of(block.get("block_id", "")) not in gone]
    return {
        **again,
        "blocks": [blocks[0], radio(words, EYES, options, chosen=ASK), *blocks[1:]],
        "private_metadata": json.dumps(carried, separators=(",", ":")),
    }


def unread_of(typed: Mapping[str, Any]) -> str | None:
    """Why nobody needs to read it first; None where somebody is to, or nobody was asked."""
    chosen = typed.get(EYES)
    return None if chosen == ASK else chosen


def kept_of(typed: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a form while somebody reads it, as JSON: what was typed, and which rules were overruled."""
    fields = {name: value for name, value in typed.items() if name not in NOT_KEPT and value is not None}
    return {
        "typed": fields,
        "flagged": about.get("flagged"),
        "anyway": typed.get(ANYWAY) or about.get(ANYWAY),
    }
