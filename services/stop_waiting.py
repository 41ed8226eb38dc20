"""*They came back*: the wait for the customer is over, said by somebody or by the clock. Row Y8."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.timeline import Event
from models.waiting import WaitEnd
from services import waiting
from services.change import Change, changing, heards_own
from services.office import Office, Rules
from services.record import unix_or_none
from services.refusal import Refused


def stop_waiting(office: Office, escalation_id: int, *, by: str, now: datetime) -> None:
    """One click. Raises Refused where nobody waits."""
    with changing(office, escalation_id, "stop_waiting", by=by, now=now) as change:
        if change.escalation.waiting_until is None:
            raise Refused("waits_no_more", ref=change.escalation.ref)
        _stop(change, WaitEnd.SAID)


def time_is_up(session: Session, escalation: Escalation, due: Deadline, rules: Rules, now: datetime) -> None:
    """It has gone on for as long as it may: it ends, and the DRI hears that it is theirs again."""
    _stop(heards_own(session, escalation, rules, now), WaitEnd.CEILING)


def _stop(change: Change, why: WaitEnd) -> None:
    escalation = change.escalation
    update = waiting.end(change, why)
    said = {"why": why.value, "next_update_at": unix_or_none(update.due_at if update else None)}
    change.note(Event.WAITING_ENDED, **said)
    change.thread(f"waited:{escalation.ref}:{escalation.version}", "waiting_ended", **said)
