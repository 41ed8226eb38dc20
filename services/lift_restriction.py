"""*Lift the restriction*: anybody in the company reads it again. Row X17."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.timeline import Event
from services.change import changing
from services.channels.moves import move_outside
from services.office import Office
from services.refusal import Refused, refuse_all


@dataclass(frozen=True)
class LiftRestriction:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    reason: str


def lift_restriction(office: Office, command: LiftRestriction, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept. A private channel stays its home: Slack opens none."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "lift_restriction", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation, reason = change.escalation, command.reason.strip()
        if not escalation.restricted:
            raise Refused("not_restricted", ref=escalation.ref)
        refuse_all([] if reason else [Refused("lift_reason_missing", field="reason")])
        escalation.restricted = False
        change.note(Event.RESTRICTION_LIFTED, reason=reason)
        move_outside(change.session, escalation)
        change.thread(
            f"restriction_lifted:{escalation.ref}:{escalation.version}", "restriction_lifted", reason=reason
        )
