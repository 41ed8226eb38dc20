"""*Step done*: one step of the plan is finished. Rows M2c, Y3."""

from __future__ import annotations

from datetime import datetime

from models.deadline import Deadline
from models.escalation import PlanStep
from models.queries import contacts, escalations
from models.timeline import Event
from policy.kinds import DeadlineKind
from policy.voice import says_call
from services.accounts.of_customer import people_there
from services.change import Change, changing
from services.office import Office
from services.plan_steps import as_said, finish, found
from services.refusal import Refused


def finish_step(office: Office, escalation_id: int, deadline_id: int, *, by: str, now: datetime) -> None:
    """One click on the nudge that asks for it. Raises Refused where it was done, dropped or changed before."""
    with changing(office, escalation_id, "finish_step", by=by, now=now) as change:
        change.require_live()
        asked_for = change.session.get(Deadline, deadline_id)
        if (
            asked_for is None
            or asked_for.escalation_id != escalation_id
            or asked_for.kind is not DeadlineKind.STEP
        ):
            raise Refused("no_such_step", ref=change.escalation.ref)
        step = found(change, int(asked_for.subject or 0))
        if asked_for.settled_at is not None:
            raise Refused("step_is_another", **as_said(step))
        say_done(change, step)


def say_done(change: Change, step: PlanStep) -> None:
    """Settle it, enter it, and say it in the thread. Raises Refused for a call that is not on record."""
    _require_call(change, step)
    outcome = finish(change, step)
    plan = escalations.plan_of(change.session, change.escalation.id)
    said = {
        **as_said(step),
        "outcome": outcome.value if outcome else None,
        "left": sum(other.open for other in plan),
    }
    change.note(Event.STEP_FINISHED, **said)
    change.thread(f"step_done:{change.escalation.ref}:{step.id}", "step_finished", **said)


def _require_call(change: Change, step: PlanStep) -> None:
    """Row D5a: a step that says "call" is done by a voice, which the log of what they were told shows."""
    session, escalation, voice = change.session, change.escalation, change.rules.policy.voice
    if voice is None or not says_call(change.rules.policy, step.what, people_there(session, escalation)):
        return
    since = step.set_at.replace(microsecond=0)  # forms carry whole seconds
    said = contacts.as_they_stand(session, escalation.id)
    if not any(row.channel in voice.ways and row.told_at >= since for row in said):
        raise Refused("step_needs_a_call", what=step.what)
