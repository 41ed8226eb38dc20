"""Starting from a draft: which there are, and the form with one in it, to be edited. Row P6."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Block, FormWords, Option, menu, note, text
from handlers.modals.flagged import WORDS, bare
from handlers.modals.view import View, again_with, field_of, typed_in
from message_templates import form
from message_templates.drafts import DraftWords
from message_templates.guidance import hard_cases
from policy.kinds import DraftKind

DRAFT, SUBJECT = "draft", "subject"
LONGEST_SUBJECT = 250

HARD = tuple(f"hard/{name}" for name in hard_cases())
OFFERED: Mapping[str, tuple[str, ...]] = {
    "acknowledge": (DraftKind.ACKNOWLEDGEMENT, *HARD),
    "post_update": (
        DraftKind.UPDATE,
        DraftKind.DAILY_STATUS,
        DraftKind.INTRODUCTION,
        DraftKind.EXECUTIVE,
        *HARD,
    ),
    "record_sponsor_letter": (DraftKind.EXECUTIVE,),
    "resolve": (DraftKind.RESOLUTION,),
}
"""The drafts of a form, by its verb; the first is what it is mostly for."""


def draft_menu(verb: str, words: FormWords, case: str | None) -> list[Block]:
    """Above the words; nothing in a form that has no drafts. The hard case that this is stands first of these."""
    offered = sorted(
        OFFERED.get(verb, ()), key=lambda kind: (kind in HARD, kind != f"hard/{case}" and kind in HARD)
    )
    grouped = any(kind in HARD for kind in offered)
    options = [
        Option(
            kind,
            words[DRAFT]["options"][kind],
            words[DRAFT]["hard" if kind in HARD else "usual"] if grouped else None,
        )
        for kind in offered
    ]
    return [menu(words, DRAFT, options, optional=True, dispatch=True)] if options else []


def with_draft(view: Mapping[str, Any], kind: str, draft: DraftWords) -> View:
    """The form with a draft in it. Words that somebody typed stay above it; an untouched draft is replaced."""
    words, typed = form(view["callback_id"]), typed_in(view) if "state" in view else {}
    carried = json.loads(view.get("private_metadata") or "{}")
    own = typed.get(WORDS) or ""
    if _mark(own) == carried.get("drafted"):
        own = ""
    again = again_with(bare(view), None) if "state" in view else dict(view)
    blocks: list[Block] = []
    number = carried.get("drafts", 0) + 1
    for block in again["blocks"]:
        field = field_of(block.get("block_id", ""))
        if field == WORDS:
            filled = f"{own}\n\n{draft.words}" if own else draft.words
            subject = text(words, SUBJECT, filled=draft.subject, optional=True, longest=LONGEST_SUBJECT)
            # Slack keeps what was typed into a block of the same id: these are new ones.
            blocks.append({**subject, "block_id": f"{SUBJECT}~{number}"})
            blocks.append(_refilled(block, filled, f"{WORDS}~{number}"))
        elif field == DRAFT:
            blocks.append(_chosen(block, kind))
        elif field != SUBJECT:
            blocks.append(block)
    carried |= {"drafted": _mark(draft.words), "drafts": number}
    return {**again, "blocks": blocks, "private_metadata": json.dumps(carried, separators=(",", ":"))}


def to_copy(said: str, draft: DraftWords) -> list[Block]:
    """A draft that is sent elsewhere and recorded later: Slack shows it with a button that copies it."""
    whole = f"{draft.subject}\n\n{draft.words}"
    text = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": whole}]}
    return [note("to_copy", said), {"type": "rich_text", "block_id": "drafted", "elements": [text]}]


def _refilled(block: Block, filled: str, block_id: str) -> Block:
    longest = block["element"]["max_length"]
    element = {**block["element"], "initial_value": filled[:longest]}
    return {**block, "block_id": block_id, "element": element}


def _chosen(block: Block, kind: str) -> Block:
    element = block["element"]
    groups = element.get("option_groups", [element])
    row = next(row for group in groups for row in group["options"] if row["value"] == kind)
    return {**block, "element": {**block["element"], "initial_option": row}}


def _mark(words: str) -> str:
    """Whether a draft still stands as it was."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:12]


def as_told(typed: Mapping[str, Any]) -> str:
    """What is recorded: the subject line, where there is one, and the words."""
    words = typed.get(WORDS) or ""
    subject = typed.get(SUBJECT)
    return f"{subject}\n\n{words}" if subject and words else words
