"""The form *Satisfaction*, and its two fields, which the follow-up asks for too. Row P9."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Block, FormWords, Option, menu, text
from handlers.modals.view import View, modal
from message_templates import form
from services.lookups.endings import EndStart
from services.record_satisfaction import SCORES, RecordSatisfaction

VERB = "record_satisfaction"


def build(start: EndStart) -> View:
    """What they said before is shown, so that it can be put right."""
    words = form(VERB)
    blocks = fields_of_score(words, start, optional=False)
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def fields_of_score(words: FormWords, start: EndStart, *, optional: bool) -> list[Block]:
    """From 1 to 10, and why."""
    chosen = str(start.score) if start.score is not None else None
    scores = [Option(str(score), str(score)) for score in reversed(SCORES)]
    return [
        menu(words, "score", scores, chosen=chosen, optional=optional),
        text(words, "score_words", filled=start.score_words, optional=True, multiline=True),
    ]


def score_typed(typed: Mapping[str, Any]) -> int | None:
    """The number that was chosen; None for none."""
    return int(typed["score"]) if typed.get("score") else None


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> RecordSatisfaction:
    """What the form says."""
    return RecordSatisfaction(
        request_key, about["escalation_id"], by, score_typed(typed), typed.get("score_words")
    )
