"""*Checked with them*: once it is resolved the sponsor asks whether their executive is satisfied. Row M7."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.escalation import ContactKind
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.change import changing
from services.office import Office
from services.refusal import refuse_all
from services.sponsor.steps import owed_of, record, say_spoke
from services.tell_customer import Told, faults_of


@dataclass(frozen=True)
class RecordSponsorCheck:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    told: Told


def record_sponsor_check(office: Office, command: RecordSponsorCheck, now: datetime) -> None:
    """Raises Refused where it is not owed, RefusedFields for what is wrong in the form."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "record_sponsor_check", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        owed = owed_of(change, DeadlineKind.SPONSOR_CHECK)
        refuse_all(faults_of(command.told, change.escalation, change.rules, now))
        contact, outcome = record(change, owed, ContactKind.SPONSOR_CHECK, command.told)
        say_spoke(change, Event.SPONSOR_CHECKED, owed, contact, outcome)
