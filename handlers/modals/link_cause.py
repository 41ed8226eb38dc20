"""The form *Same cause as others*: a cause that is known, or a new name for one. Row Y5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.modals.fields import Block, Option, menu, note, text
from handlers.modals.view import View, modal
from message_templates import form, limits
from message_templates.fit import fit
from services.link_cause import LONGEST, LinkCause
from services.refusal import Refused, refuse_all

VERB = "link_cause"
NONE = "none"
SHOWN = 20
"""Names that a form carries: what it carries unseen has 3000 characters."""


def build(escalation_id: int, ref: str, linked_to: str | None, known: Sequence[str]) -> View:
    """What it is linked to is chosen already; it can be said that it is none of them."""
    words = form(VERB)
    known = known[:SHOWN]
    options = [Option(f"cause:{number}", fit(name, limits.BUTTON)) for number, name in enumerate(known)]
    if linked_to is not None:
        options.append(Option(NONE, words["known"]["options"][NONE]))
    chosen = next((f"cause:{number}" for number, name in enumerate(known) if name == linked_to), None)
    blocks: list[Block] = [note("what_it_does", words["what_it_does"].format(ref=ref))]
    if options:
        blocks.append(menu(words, "known", options, chosen=chosen, optional=True))
    blocks.append(text(words, "name", optional=True, longest=LONGEST))
    return modal(VERB, words, blocks, about={"escalation_id": escalation_id, "known": list(known)})


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> LinkCause:
    """What the form says; a name that was typed goes before what is chosen. Raises RefusedFields for neither."""
    chosen, name = typed.get("known"), typed.get("name")
    refuse_all([] if name or chosen else [Refused("cause_missing", field="name")])
    if not name and chosen != NONE:
        name = about["known"][int(str(chosen).partition(":")[2])]
    return LinkCause(request_key, about["escalation_id"], by, name or None)
