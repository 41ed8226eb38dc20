"""The auditor: looks for escalations that the clock would never come to, repairs them, and tells `ops`. Row Y10."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.database import Database
from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import Priority
from models.queries import deadlines, escalations
from models.queries.audit import Fault, Finding, findings
from models.timeline import HEARD, Event
from services import promises
from services.office import Office
from services.outbox import say
from services.record import note, unix_or_none
from services.upkeep.tell_ops import ops_lane

LONG = timedelta(minutes=10)
"""After which a step that was not taken is long past: a tick comes every second."""

REPAIRED = (Fault.SILENT_PROMISE, Fault.UNWATCHED)
"""Faults that are put right from what stands in the escalation's own promises; the rest needs somebody."""


def audit(office: Office, now: datetime) -> int:
    """Repair what can be repaired and tell `ops`, once an escalation and fault; returns how many had one."""
    found = findings_of(office.database, now)
    for finding in found:
        with office.database.write() as session:
            _see_to(session, office, finding.escalation_id, now)
    return len(found)


def findings_of(database: Database, now: datetime) -> Sequence[Finding]:
    """What the auditor would find at `now`."""
    with database.read() as session:
        return findings(session, past=now - LONG)


def _see_to(session: Session, office: Office, escalation_id: int, now: datetime) -> None:
    """Looks again under the escalation's lock: a tick or another auditor may have been quicker."""
    escalation = escalations.locked(session, escalation_id)
    seen = findings(session, past=now - LONG, of=escalation_id)
    if escalation is None or not seen:
        return
    (finding,) = seen
    if finding.fault in REPAIRED:
        _repair(session, escalation, now)
        note(session, escalation, Event.WATCH_RESTORED, actor=HEARD, now=now, fault=finding.fault.value)
    say(
        session,
        f"audit:{escalation.ref}:{finding.fault}",
        lane=ops_lane(office.rulebook.current),
        template="ops_audit_found",
        now=now,
        context={
            "ref": escalation.ref,
            "fault": finding.fault.value,
            "dri": escalation.dri,
            "was_due": unix_or_none(finding.next_step_at),
            "next_at": unix_or_none(escalation.next_step_at),
        },
        priority=Priority.NUDGE,
    )


def _repair(session: Session, escalation: Escalation, now: datetime) -> None:
    """Give every open promise its next step again, and the escalation the earliest of them."""
    for deadline in deadlines.open_of(session, escalation.id):
        if deadline.next_step_at is None:
            deadline.next_step_at = _next_step(deadline, now)
    promises.reschedule(session, escalation)


def _next_step(deadline: Deadline, now: datetime) -> datetime:
    """The step that it came to; where all were taken it repeats, from now on."""
    if deadline.next_step < len(deadline.steps):
        return datetime.fromisoformat(deadline.steps[deadline.next_step]["at"])
    return now
