"""The open steps of a plan as the form that changes one shows them. Reads only; plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.queries import escalations
from services.office import Office
from services.readers import to_be_read
from services.refusal import Refused

MOST = 100
"""Choices that one menu of Slack's takes."""


@dataclass(frozen=True)
class OpenStep:
    """A step that is neither done nor dropped; `revision` tells whether it was changed since."""

    step_id: int
    what: str
    owner: str
    due_at: datetime
    revision: int


@dataclass(frozen=True)
class OpenPlan:
    """At least one step, the earliest due first."""

    escalation_id: int
    steps: tuple[OpenStep, ...]

    def step(self, step_id: int | None) -> OpenStep:
        """That step, or the first where it is not open any more."""
        return next((step for step in self.steps if step.step_id == step_id), self.steps[0])


def open_plan(office: Office, escalation_id: int, *, by: str) -> OpenPlan:
    """Raises Refused for outsiders, where it is over, and where no step is open."""
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        if not escalation.live:
            raise Refused("over_meanwhile", ref=escalation.ref)
        steps = tuple(
            OpenStep(step.id, step.what, step.owner, step.due_at, step.revision)
            for step in escalations.plan_of(session, escalation_id)
            if step.open
        )
    if not steps:
        raise Refused("no_open_step", ref=escalation.ref)
    return OpenPlan(escalation_id, steps[:MOST])
