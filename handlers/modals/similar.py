"""Is it one of these? What the customer has already, and where the report goes on. Row X3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.modals.fields import Block, FormWords, Option, note, radio
from handlers.modals.preview import lines_of_similar
from handlers.modals.view import blocks_of_fields, typed_in
from services.lookups.similar import Similar, Way

FIELD = "similar"
NEW = "new"


def blocks_of_similar(words: FormWords, similar: Sequence[Similar], chosen: str | None) -> list[Block]:
    """The list and the choice. Nothing is chosen for anybody: a second escalation is raised knowingly."""
    if not similar:
        return []
    options = [
        Option(f"{one.way}:{one.escalation_id}", words["similar_choices"][one.way].format(ref=one.ref))
        for one in similar
        if one.way is not None
    ]
    options.append(Option(NEW, words["similar_choices"][NEW]))
    listed = note("similar_listed", *lines_of_similar(words["preview"], similar))
    return [listed, radio(words, FIELD, options, chosen=chosen, block_id=_block_id(similar))]


def _block_id(similar: Sequence[Similar]) -> str:
    """Says which ones were shown. With others it is another question, and Slack shows it unanswered."""
    return "~".join([FIELD, ".".join(str(one.escalation_id) for one in similar)])


def shown_in(view: Mapping[str, Any]) -> frozenset[int]:
    """The escalations that this form showed."""
    _, _, ids = blocks_of_fields(view).get(FIELD, "").partition("~")
    return frozenset(int(one) for one in ids.split(".") if one)


def chosen_in(view: Mapping[str, Any]) -> tuple[Way, int] | None:
    """Where the report is to go on; None for a new escalation."""
    way, _, escalation_id = (typed_in(view).get(FIELD) or NEW).partition(":")
    return (Way(way), int(escalation_id)) if escalation_id else None


def still_chosen(view: Mapping[str, Any], similar: Sequence[Similar]) -> str | None:
    """What was chosen in this form, where the same ones are shown again."""
    same = shown_in(view) == {one.escalation_id for one in similar}
    return typed_in(view).get(FIELD) if same else None
