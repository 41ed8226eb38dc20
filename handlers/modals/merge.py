"""The form *Merge*: which escalation of the customer it is the same as, and why. Rows X3, X7."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Option, menu, note, text
from handlers.modals.view import View, modal
from message_templates import form, limits
from message_templates.fit import fit
from message_templates.safe import one_line
from services.lookups.endings import MergeStart
from services.merge import Merge
from services.refusal import Refused, refuse_all

VERB = "merge"


def build(start: MergeStart) -> View:
    """The customer's other open escalations, the latest first; one alone is chosen already."""
    words = form(VERB)
    options = [
        Option(str(key), fit(f"{ref}: {one_line(problem)}", limits.BUTTON))
        for key, ref, problem in start.others
    ]
    chosen = options[0].key if len(options) == 1 else None
    blocks = [
        note("what_happens", words["what_happens"].format(ref=start.ref)),
        menu(words, "into", options, chosen=chosen),
        text(words, "reason", multiline=True),
    ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> Merge:
    """What the form says. Raises RefusedFields where no other is chosen."""
    into = typed.get("into")
    refuse_all([] if into else [Refused("merge_target_missing", field="into")])
    return Merge(request_key, about["escalation_id"], by, int(str(into)), typed.get("reason") or "")
