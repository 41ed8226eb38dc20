"""*Plan set*: at least one step, with an owner and a date; each is a promise from then on. Rows M2c, Y3."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.escalation import PlanStep
from models.timeline import Event
from policy.kinds import DeadlineKind
from services import promises
from services.change import changing
from services.office import Office
from services.plan_steps import promise_step
from services.record import unix
from services.refusal import Refused


@dataclass(frozen=True)
class PlannedStep:
    """One step: what, who, by when."""

    what: str
    owner: str
    due_at: datetime


@dataclass(frozen=True)
class SetPlan:
    """The steps to add; `request_key` is the form's view id."""

    request_key: str
    escalation_id: int
    by: str
    steps: tuple[PlannedStep, ...]


def set_plan(office: Office, command: SetPlan, now: datetime) -> None:
    """Raises Refused where it is over or there is no step. Said again, the steps are added."""
    steps = [{"what": step.what, "owner": step.owner, "due": unix(step.due_at)} for step in command.steps]
    with changing(
        office,
        command.escalation_id,
        "set_plan",
        by=command.by,
        now=now,
        request=(command.request_key, {"steps": steps}),
    ) as change:
        if change.repeated:
            return
        escalation = change.escalation
        change.require_live()
        if not command.steps:
            raise Refused("plan_empty", field="what_1")
        added = [
            PlanStep(
                escalation_id=escalation.id,
                what=step.what,
                owner=step.owner,
                due_at=step.due_at,
                set_at=now,
                set_by=command.by,
            )
            for step in command.steps
        ]
        change.session.add_all(added)
        change.session.flush()
        for step in added:
            promise_step(change, step)
        change.move("set_plan")
        promises.settle_kind(change.session, escalation, DeadlineKind.PLAN, by=command.by, now=now)
        change.note(Event.PLAN_SET, steps=steps)
        change.thread(f"plan:{escalation.ref}:{command.request_key}", "plan_set", steps=steps)
