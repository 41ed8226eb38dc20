"""The form *A step of the recovery, later or by somebody else*; also where a date is entered at last. Row M9."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.modals.fields import Block, moment, note, person, text
from handlers.modals.recovery_fields import about_step, fields_of_step, step_chosen
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from message_templates.safe import escape, one_line
from services.move_recovery_step import MoveRecoveryStep
from services.record import unix
from services.recovery.steps import RecoveryStart
from services.refusal import Refused, refuse_all

VERB = "move_recovery_step"


def build(start: RecoveryStart) -> View:
    """With one step its date and owner stand there; with several to choose from, both are left to be said."""
    words = form(VERB)
    one = start.chosen or (start.steps[0] if len(start.steps) == 1 else None)
    asked = one.date_asked if one else None
    blocks: list[Block] = fields_of_step(words, start)
    if asked:
        blocks.append(note("asked", words["asked"].format(asked=escape(one_line(asked)))))
    blocks += [
        moment(words, "due_at", chosen=one.due_at if one and not asked else None),
        person(words, "owner", chosen=one.owner if one else None, optional=one is None),
        text(words, "reason", optional=True, longest=500),
    ]
    shown = unix(one.due_at) if one and not asked else None
    return modal(VERB, words, blocks, about={**about_step(start), "due_at": shown})


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str
) -> MoveRecoveryStep:
    """What the form says. Raises RefusedFields where there is no date. Nobody named: it stays whose it is."""
    due_at = moment_typed(typed.get("due_at"), about["due_at"])
    refuse_all([] if due_at is not None else [Refused("step_without_date", field="due_at")])
    assert due_at is not None
    return MoveRecoveryStep(
        request_key,
        about["escalation_id"],
        by,
        step_chosen(typed, about),
        due_at,
        typed.get("owner"),
        typed.get("reason"),
    )
