"""What the form that begins a wait starts with: how long it may be, and when the customer hears meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.queries import deadlines
from policy.kinds import DeadlineKind
from policy.promises import waiting_at_most
from services.office import Office
from services.readers import to_be_read
from services.record import unix
from services.refusal import Refused


@dataclass(frozen=True)
class WaitStart:
    """`promised` is the time that the customer was told, which stands; None where they were told none."""

    escalation_id: int
    ref: str
    latest: datetime
    promised: datetime | None


def wait_start(office: Office, escalation_id: int, *, by: str, now: datetime) -> WaitStart:
    """Raises Refused for outsiders, where it is over, was never acknowledged, or waits already."""
    rules = office.rulebook.current
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, rules)
        if not escalation.live:
            raise Refused("over_meanwhile", ref=escalation.ref)
        if escalation.acknowledged_at is None:
            raise Refused("wait_before_told", ref=escalation.ref)
        if escalation.waiting_until is not None:
            raise Refused("waits_already", ref=escalation.ref, until=unix(escalation.waiting_until))
        owed = deadlines.open_of_kind(session, escalation_id, DeadlineKind.UPDATE)
        calendar = rules.roster.person(escalation.dri).calendar
        return WaitStart(
            escalation_id=escalation_id,
            ref=escalation.ref,
            latest=waiting_at_most(rules.policy, now, calendar),
            promised=owed.due_at if owed is not None and owed.promised else None,
        )
