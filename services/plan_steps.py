"""The steps of a plan as promises: each with an owner, a date, and a clock of its own. Row Y3."""

from __future__ import annotations

from typing import Any

from models.deadline import Deadline, Outcome
from models.escalation import PlanStep
from models.queries import deadlines
from policy.kinds import DeadlineKind
from policy.promises import plan_step
from services import promises
from services.change import Change
from services.record import unix
from services.refusal import Refused


def promise_step(change: Change, step: PlanStep) -> Deadline:
    """From now on its owner is asked for it by its date, on their own calendar."""
    rules = change.rules
    planned = plan_step(
        rules.policy,
        change.escalation.severity,
        step=step.id,
        due_at=step.due_at,
        set_at=change.now,
        calendar=rules.roster.person(step.owner).calendar,
    )
    return promises.make(
        change.session,
        change.escalation,
        planned,
        owner=step.owner,
        now=change.now,
        rules=rules,
        subject=planned.subject,
        what=step.what,
    )


def owed_for(change: Change, step: PlanStep) -> Deadline | None:
    """The open promise of a step; None where the escalation is over."""
    return deadlines.open_about(change.session, change.escalation.id, DeadlineKind.STEP, str(step.id))


def found(change: Change, step_id: int) -> PlanStep:
    """The step. Raises Refused where this escalation's plan has none such, or it is over."""
    step = change.session.get(PlanStep, step_id)
    if step is None or step.escalation_id != change.escalation.id:
        raise Refused("no_such_step", ref=change.escalation.ref)
    if step.done_at is not None:
        raise Refused("step_done_before", what=step.what, by=step.done_by, at=unix(step.done_at))
    if step.dropped_at is not None:
        raise Refused("step_dropped_before", what=step.what, by=step.dropped_by, at=unix(step.dropped_at))
    return step


def finish(change: Change, step: PlanStep) -> Outcome | None:
    """It is done, on time or late."""
    step.done_at, step.done_by = change.now, change.by
    owed = owed_for(change, step)
    return promises.settle(change.session, owed, by=change.by, now=change.now) if owed else None


def as_said(step: PlanStep) -> dict[str, Any]:
    """A step as messages and the timeline have it."""
    return {"what": step.what, "owner": step.owner, "due": unix(step.due_at)}
