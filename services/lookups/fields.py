"""What a form about an existing record starts with: every field as it stands, and the marks of that. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.escalation import Escalation
from models.triage import Triage
from services import fields_of_record as fields
from services.authorise import require_internal
from services.office import Office
from services.refusal import Refused


@dataclass(frozen=True)
class RecordStart:
    """The record as a form finds it. `severity` is a key of the policy; `marks` go with the form."""

    escalation_id: int
    ref: str
    live: bool
    severity: str
    values: Mapping[str, Any]
    marks: Mapping[str, str]


def record_start(office: Office, escalation_id: int, *, by: str) -> RecordStart:
    """Raises Refused for outsiders, and where there is no such escalation."""
    with office.database.read() as session:
        require_internal(session, by)
        escalation = session.get(Escalation, escalation_id)
        if escalation is None:
            raise Refused("no_such_escalation", ref=f"ESC-{escalation_id}")
        values = fields.standing(escalation, session.get(Triage, escalation_id))
        return RecordStart(
            escalation_id=escalation_id,
            ref=escalation.ref,
            live=escalation.live,
            severity=escalation.severity,
            values=values,
            marks=fields.marks(values),
        )
