"""The form *Change the plan*: which step, what becomes of it, and what it says from now on. Row Y3."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.modals.fields import Option, menu, moment, person, radio, text
from handlers.modals.view import View, modal, moment_typed
from message_templates import form
from message_templates.markup import cut
from services.change_plan import Becomes, ChangePlan
from services.lookups.plan import OpenPlan
from services.refusal import Refused, refuse_all
from services.set_plan import PlannedStep

VERB = "change_plan"


def build(plan: OpenPlan, chosen: int | None = None) -> View:
    """The step that is due first, or the `chosen` one, as it is now. Another choice shows the form anew."""
    words = form(VERB)
    step = plan.step(chosen)
    choices = [Option(str(row.step_id), cut(row.what, 75)) for row in plan.steps]
    answers = [Option(key.value, words["becomes"]["options"][key.value]) for key in Becomes]
    # Slack keeps what stands in a block of the same id: another step's fields are new blocks.
    anew = f"~{step.step_id}"
    blocks = [
        menu(words, "step", choices, chosen=str(step.step_id), dispatch=True),
        radio(words, "becomes", answers, chosen=Becomes.GOES_ON.value),
        text(words, "what", filled=step.what, longest=300),
        person(words, "owner", chosen=step.owner),
        moment(words, "due", chosen=step.due_at),
        text(words, "dropped_because", optional=True, longest=500),
    ]
    for block in blocks[2:5]:
        block["block_id"] += anew
    about = {
        "escalation_id": plan.escalation_id,
        "step_id": step.step_id,
        "seen": step.revision,
        "due": int(step.due_at.timestamp()),
    }
    return modal(VERB, words, blocks, about=about)


def parse(typed: Mapping[str, Any], about: Mapping[str, Any], *, by: str, request_key: str) -> ChangePlan:
    """What the form says. Raises RefusedFields where a part is missing."""
    what, owner = typed.get("what"), typed.get("owner")
    due_at: datetime | None = moment_typed(typed.get("due"), about["due"])
    missing = {"what": what, "owner": owner, "due": due_at}
    names = {"what": "step_without_what", "owner": "step_without_owner", "due": "step_without_date"}
    refuse_all([Refused(names[field], field=field) for field, value in missing.items() if not value])
    assert what
    assert owner
    assert due_at
    return ChangePlan(
        request_key,
        about["escalation_id"],
        by,
        about["step_id"],
        about["seen"],
        Becomes(typed.get("becomes") or Becomes.GOES_ON),
        PlannedStep(what, owner, due_at),
        typed.get("dropped_because"),
    )
