"""Which step of a recovery a form is about: the one whose button was pressed, else one of those still open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Block, FormWords, Option, menu, note
from message_templates import limits
from message_templates.markup import cut, when
from message_templates.safe import escape, one_line
from services.record import unix
from services.recovery.steps import RecoveryStart
from services.refusal import Refused, refuse_all

MOST = 100
"""Options that Slack takes in one menu."""


def fields_of_step(words: FormWords, start: RecoveryStart) -> list[Block]:
    """A line that says which step, where it is known; else a menu of what is open, the earliest chosen."""
    if start.chosen is not None or len(start.steps) == 1:
        step = start.chosen or start.steps[0]
        lines = [
            words["about"].format(
                ref=start.ref,
                customer=_said(start.customer),
                step=_said(step.label),
                due=when(unix(step.due_at)),
            )
        ]
        return [note("about", *lines, *([_said(step.guide)] if step.guide else []))]
    options = [
        Option(str(step.id), cut(f"{step.phase}: {step.label}", limits.BUTTON)) for step in start.steps[:MOST]
    ]
    return [menu(words, "step", options, chosen=options[0].key)]


def about_step(start: RecoveryStart) -> dict[str, Any]:
    """What such a form carries unseen."""
    step = start.chosen or (start.steps[0] if len(start.steps) == 1 else None)
    return {"escalation_id": start.escalation_id, "step_id": step.id if step else None}


def step_chosen(typed: Mapping[str, Any], about: Mapping[str, Any]) -> int:
    """The step. Raises RefusedFields where none was chosen."""
    chosen = about.get("step_id") or typed.get("step")
    refuse_all([] if chosen else [Refused("step_not_chosen", field="step")])
    return int(chosen or 0)


def _said(text: str) -> str:
    return escape(one_line(text))
