"""*A step of the recovery is not needed*: with a reason that stays on record. Row D6."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.deadline import Outcome
from models.recovery import StepOutcome
from models.timeline import Event
from services import promises
from services.change import changing
from services.office import Office
from services.recovery.course import end
from services.recovery.steps import open_step
from services.refusal import Refused, refuse_all


@dataclass(frozen=True)
class WaiveRecoveryStep:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    step_id: int
    reason: str


def waive_recovery_step(office: Office, command: WaiveRecoveryStep, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept. What is waived is not begun again by another resolution."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "waive_recovery_step", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        one = open_step(change, command.step_id)
        reason = command.reason.strip()
        refuse_all([] if reason else [Refused("waive_reason_missing", field="reason")])
        end(change, one, StepOutcome.WAIVED, words=reason)
        promises.settle(change.session, one.deadline, by=command.by, now=now, outcome=Outcome.STOOD_DOWN)
        change.note(Event.RECOVERY_STEP_WAIVED, step=one.step.label, reason=reason)
