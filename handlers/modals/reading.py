"""Who may read it: anybody in the company, or people by name; what the policy proposes, what was chosen. Row X17."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Block, FormWords, Option, note, radio
from handlers.modals.preview import said
from handlers.modals.view import blocks_of_fields, typed_in
from policy.restricted import proposes_restricted
from policy.schema import Policy

FIELD = "restricted"
OPEN, NAMED = "open", "named"


def blocks_of_reading(policy: Policy, words: FormWords, typed: Mapping[str, Any]) -> list[Block]:
    """The choice. What somebody chose against the proposal they saw stays theirs."""
    impact, trigger = typed["impact"], typed.get("trigger")
    proposed = proposes_restricted(policy, impact, trigger)
    options = [Option(key, words["restricted_choices"][key]) for key in (OPEN, NAMED)]
    chosen = typed.get("reading") or (NAMED if proposed else OPEN)
    # Slack keeps what stands in a block of the same id: another proposal is shown in a new block.
    block_id = f"{FIELD}~{NAMED if proposed else OPEN}"
    blocks = [radio(words, FIELD, options, chosen=chosen, dispatch=True, block_id=block_id)]
    if proposed is None:
        return blocks
    return [
        note("reading", words["preview"]["proposed_restricted"].format(because=said(proposed.sentence))),
        *blocks,
    ]


def chosen_against_proposal(view: Mapping[str, Any]) -> str | None:
    """What a person chose otherwise than this form proposed; None where they left it as proposed."""
    proposed = blocks_of_fields(view).get(FIELD, "").partition("~")[2]
    chosen = typed_in(view).get(FIELD)
    return chosen if proposed and chosen in (OPEN, NAMED) and chosen != proposed else None


def is_restricted(view: Mapping[str, Any], policy: Policy) -> bool:
    """As somebody chose, else as the policy proposes for what the form says now."""
    typed = typed_in(view)
    chosen = chosen_against_proposal(view)
    if chosen is not None:
        return chosen == NAMED
    return proposes_restricted(policy, typed.get("impact") or "", typed.get("trigger")) is not None
