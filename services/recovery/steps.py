"""One step of a recovery as verbs and forms find it: still open, or a sentence about what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.queries import escalations, recovery
from models.queries.recovery import OpenStep
from models.recovery import RecoveryStep
from policy.recovery import step_named
from services.change import Change
from services.office import Office
from services.readers import to_be_read
from services.record import unix
from services.refusal import Refused


def open_step(change: Change, step_id: int) -> OpenStep:
    """The step to be changed. Raises Refused where it is over: by whom, and how."""
    step = change.session.get(RecoveryStep, step_id)
    if step is None or step.escalation_id != change.escalation.id:
        raise Refused("no_such_recovery_step")
    deadline = change.session.get_one(Deadline, step.deadline_id)
    _require_open(step, deadline)
    return OpenStep(step, deadline)


def _require_open(step: RecoveryStep, deadline: Deadline) -> None:
    if step.outcome is not None and step.ended_at is not None:
        raise Refused(
            f"recovery_step_{step.outcome.value}", step=step.label, by=step.ended_by, at=unix(step.ended_at)
        )
    if deadline.settled_at is not None:
        raise Refused("recovery_step_stood_down", step=step.label, at=unix(deadline.settled_at))


@dataclass(frozen=True)
class StepToTake:
    """An open step as a form shows it. `guide` says how, `date_asked` what is asked where it has no date yet."""

    id: int
    label: str
    phase: str
    owner: str
    due_at: datetime
    spoken: bool
    doubtful: bool
    closes: bool
    guide: str | None
    date_asked: str | None


@dataclass(frozen=True)
class RecoveryStart:
    """What a form about recovery starts with: the steps to choose from, the earliest first, or the one it is about."""

    escalation_id: int
    ref: str
    customer: str
    recipients: str | None
    steps: Sequence[StepToTake]
    chosen: StepToTake | None


def recovery_start(office: Office, escalation_id: int, deadline_id: int | None, *, by: str) -> RecoveryStart:
    """Raises Refused for outsiders, where there is no such escalation, and where nothing is left to be done."""
    policy = office.rulebook.current.policy
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        about = _step_of(session, escalation, deadline_id) if deadline_id is not None else None
        still = recovery.open_steps(session, escalation_id)
        if not still:
            raise Refused("recovery_over", ref=escalation.ref)
        steps = []
        for one in still:
            row = step_named(policy, one.step.key)
            steps.append(
                StepToTake(
                    id=one.step.id,
                    label=one.step.label,
                    phase=one.step.phase,
                    owner=one.deadline.owner,
                    due_at=one.deadline.due_at,
                    spoken=one.step.spoken,
                    doubtful=one.step.doubtful,
                    closes=one.step.closes,
                    guide=row.guide if row else None,
                    date_asked=one.step.date_asked,
                )
            )
        contact = escalations.last_contact(session, escalation_id)
        return RecoveryStart(
            escalation_id=escalation_id,
            ref=escalation.ref,
            customer=escalation.customer,
            recipients=contact.recipients if contact else escalation.contact,
            steps=steps,
            chosen=next((step for step in steps if about is not None and step.id == about.id), None),
        )


def _step_of(session: Session, escalation: Escalation, deadline_id: int) -> RecoveryStep:
    """The step that a nudge asked for; where it has been moved since, as it stands now. Raises Refused: it is over."""
    deadline = session.get(Deadline, deadline_id)
    if deadline is None or deadline.escalation_id != escalation.id:
        raise Refused("no_such_recovery_step")
    steps = [step for step in recovery.steps_of(session, escalation.id) if step.key == deadline.subject]
    step = next((step for step in steps if step.deadline_id == deadline_id), next(reversed(steps), None))
    if step is None:
        raise Refused("no_such_recovery_step")
    _require_open(step, session.get_one(Deadline, step.deadline_id))
    return step
