"""*Wait for the customer*: a reason, an end, and a slower cadence meanwhile. Row Y8."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from models.timeline import Event
from policy.promises import waiting_at_most
from services import waiting
from services.change import changing
from services.office import Office
from services.record import unix, unix_or_none
from services.refusal import Refused, refuse_all

A_MINUTE = timedelta(minutes=1)
"""Forms ask in whole minutes."""


@dataclass(frozen=True)
class WaitForCustomer:
    """The form's content; `request_key` is its view id. `until` of None is as long as may be."""

    request_key: str
    escalation_id: int
    by: str
    reason: str
    until: datetime | None = None


def wait_for_customer(office: Office, command: WaitForCustomer, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept. All other promises stay as they are."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "wait_for_customer", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation = change.escalation
        change.require_live()
        if escalation.acknowledged_at is None:
            raise Refused("wait_before_told", ref=escalation.ref)
        if escalation.waiting_until is not None:
            raise Refused("waits_already", ref=escalation.ref, until=unix(escalation.waiting_until))
        calendar = change.rules.roster.person(escalation.dri).calendar
        latest = waiting_at_most(change.rules.policy, now, calendar)
        until, reason = command.until or latest, command.reason.strip()
        wrong = [] if reason else [Refused("wait_reason_missing", field="reason")]
        if until <= now:
            wrong.append(Refused("wait_in_past", field="until"))
        elif until > latest + A_MINUTE:
            wrong.append(Refused("wait_too_long", field="until", latest=unix(latest)))
        refuse_all(wrong)
        update = waiting.begin(change, until, reason)
        said = {
            "reason": reason,
            "until": unix(until),
            "next_update_at": unix_or_none(update.due_at if update else None),
        }
        change.note(Event.WAITING_BEGUN, **said)
        change.thread(f"waits:{escalation.ref}:{escalation.version}", "waiting_begun", **said)
