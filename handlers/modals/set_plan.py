"""The form *Set plan*: up to three steps, each with an owner and a date. Row M2c."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.fields import Block, moment, person, text
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from services.lookups.escalations import FormStart
from services.refusal import Refused, refuse_all
from services.set_plan import PlannedStep, SetPlan

VERB = "set_plan"
STEPS = (1, 2, 3)


def build(start: FormStart) -> View:
    """The first step is needed, and is the DRI's unless they say otherwise."""
    words = form(VERB)
    blocks: list[Block] = []
    for number in STEPS:
        later = number > 1
        blocks += [
            text(words, f"what_{number}", optional=later, longest=300),
            person(words, f"owner_{number}", chosen=None if later else start.dri, optional=later),
            moment(words, f"due_{number}", optional=later),
        ]
    return modal(VERB, words, blocks, about={"escalation_id": start.escalation_id})


def parse(
    typed: Mapping[str, Any], about: Mapping[str, Any], now: datetime, *, by: str, request_key: str
) -> SetPlan:
    """What the form says. Raises RefusedFields where a step lacks a part, or its date is over."""
    steps, wrong = [], []
    for number in STEPS:
        what, owner = typed.get(f"what_{number}"), typed.get(f"owner_{number}")
        due_at = moment_typed(typed.get(f"due_{number}"))
        if not (what or due_at):
            continue
        if not what:
            wrong.append(Refused("step_without_what", field=f"what_{number}"))
        if not owner:
            wrong.append(Refused("step_without_owner", field=f"owner_{number}"))
        if due_at is None:
            wrong.append(Refused("step_without_date", field=f"due_{number}"))
        elif due_at <= now:
            wrong.append(Refused("step_in_past", field=f"due_{number}"))
        elif what and owner:
            steps.append(PlannedStep(what, owner, due_at))
    refuse_all(wrong)
    return SetPlan(request_key, about["escalation_id"], by, tuple(steps))
