"""Put on the timeline that somebody was refused: every attempt is on the audit trail. Row X9."""

from __future__ import annotations

from datetime import datetime

from models.escalation import Escalation
from models.timeline import Event
from services.office import Office
from services.record import note


def refuse(office: Office, escalation_id: int, *, by: str, verb: str, now: datetime) -> None:
    """Nothing else changes. An escalation that does not exist has no timeline."""
    with office.database.write() as session:
        escalation = session.get(Escalation, escalation_id, with_for_update=True)
        if escalation is not None:
            note(session, escalation, Event.REFUSED, actor=by, now=now, verb=verb)
