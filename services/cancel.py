"""*Cancel*: it was raised in error. Whoever was called in is stood down. Rows M8a, X7, X15."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.timeline import Event
from models.waiting import WaitEnd
from policy.lifecycle import after
from services import waiting
from services.afterwards import stand_down_all
from services.change import changing
from services.channels import archive as archive_channel
from services.office import Office
from services.record import unix
from services.refusal import Refused, refuse_all
from services.stand_down import stand_down


@dataclass(frozen=True)
class Cancel:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    reason: str


def cancel(office: Office, command: Cancel, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept."""
    request = (command.request_key, asdict(command))
    with changing(office, command.escalation_id, "cancel", by=command.by, now=now, request=request) as change:
        if change.repeated:
            return
        escalation, reason = change.escalation, command.reason.strip()
        next_status = after(change.rules.policy, escalation.status, "cancel")
        if next_status is None:
            raise Refused("already_over", ref=escalation.ref, status=escalation.status.value)
        refuse_all([] if reason else [Refused("cancel_reason_missing", field="reason")])
        escalation.status = next_status
        escalation.ended_at = now
        waiting.end(change, WaitEnd.OVER)
        stand_down_all(change)
        archive_channel.plan(change)
        change.note(Event.CANCELLED, reason=reason)
        change.thread(
            f"cancelled:{escalation.ref}",
            "escalation_cancelled",
            reason=reason,
            at=unix(now),
            told=escalation.acknowledged_at is not None,
        )
        stand_down(change, why="cancelled")
