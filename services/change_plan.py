"""*Change the plan*: a step gets other words, another owner or date, is done, or is dropped with a reason. Row Y3."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from models.deadline import Outcome
from models.escalation import PlanStep
from models.timeline import Event
from services import promises
from services.change import Change, changing
from services.finish_step import say_done
from services.office import Office
from services.outbox import show_anew
from services.plan_steps import as_said, found, owed_for, promise_step
from services.refusal import Refused, refuse_all
from services.set_plan import PlannedStep


class Becomes(StrEnum):
    """What becomes of the step."""

    GOES_ON = "goes_on"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class ChangePlan:
    """The form's content; `request_key` is its view id.

    `seen` is the revision of the step that the form showed: where somebody has changed it since, the person is told.
    """

    request_key: str
    escalation_id: int
    by: str
    step_id: int
    seen: int
    becomes: Becomes
    step: PlannedStep
    dropped_because: str | None = None


def change_plan(office: Office, command: ChangePlan, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept. What the step was stays on the timeline."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "change_plan", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        change.require_live()
        step = found(change, command.step_id)
        if step.revision != command.seen:
            raise Refused("step_changed_meanwhile", **as_said(step))
        if command.becomes is Becomes.DONE:
            say_done(change, step)
        elif command.becomes is Becomes.DROPPED:
            _drop(change, step, (command.dropped_because or "").strip())
        else:
            _alter(change, step, command.step)


def _drop(change: Change, step: PlanStep, because: str) -> None:
    refuse_all([] if because else [Refused("dropped_because_missing", field="dropped_because")])
    step.dropped_at, step.dropped_by, step.dropped_because = change.now, change.by, because
    owed = owed_for(change, step)
    if owed is not None:
        promises.settle(change.session, owed, by=change.by, now=change.now, outcome=Outcome.STOOD_DOWN)
    _say(change, step, before=as_said(step), after=None, dropped_because=because)


def _alter(change: Change, step: PlanStep, wanted: PlannedStep) -> None:
    """Other words are the same promise; another owner or date is another."""
    before = as_said(step)
    promised_anew = (wanted.owner, wanted.due_at) != (step.owner, step.due_at)
    if not promised_anew and wanted.what == step.what:
        raise Refused("step_unchanged")
    if promised_anew and wanted.due_at <= change.now:
        refuse_all([Refused("step_in_past", field="due")])
    step.what, step.owner, step.due_at = wanted.what, wanted.owner, wanted.due_at
    step.revision += 1
    owed = owed_for(change, step)
    if owed is not None and not promised_anew:
        owed.what = step.what
        show_anew(change.session, owed.nudge_message_id)
    elif owed is not None:
        promises.settle(change.session, owed, by=change.by, now=change.now, outcome=Outcome.REPLACED)
    if promised_anew:
        promise_step(change, step)
    _say(change, step, before=before, after=as_said(step), dropped_because=None)


def _say(
    change: Change,
    step: PlanStep,
    *,
    before: dict[str, object],
    after: dict[str, object] | None,
    dropped_because: str | None,
) -> None:
    said = {"before": before, "after": after, "dropped_because": dropped_because}
    change.note(Event.PLAN_CHANGED, **said)
    change.thread(
        f"step_changed:{change.escalation.ref}:{step.id}:{change.escalation.version}", "plan_changed", **said
    )
