"""*Follow-up written*: what was agreed in the call is in the executive's hands in writing. Row M7."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.escalation import ContactKind
from models.timeline import Event
from policy.kinds import DeadlineKind, DraftKind
from services.change import changing
from services.drafting.check_words import note_overruled, require_fit
from services.drafting.second_eyes import note_passed, require_read
from services.office import Office
from services.refusal import refuse_all
from services.sponsor.steps import owed_of, record, say_spoke
from services.tell_customer import Told, faults_of


@dataclass(frozen=True)
class RecordSponsorLetter:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    told: Told


def record_sponsor_letter(office: Office, command: RecordSponsorLetter, now: datetime) -> None:
    """Raises Refused where it is not owed, RefusedFields for what is wrong in the form; Flagged, SecondEyesWanted."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "record_sponsor_letter", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        owed = owed_of(change, DeadlineKind.SPONSOR_LETTER)
        refuse_all(faults_of(command.told, change.escalation, change.rules, now))
        flagged = require_fit(change, DraftKind.EXECUTIVE, command.told)
        words = command.told.words
        passed = require_read(change, "record_sponsor_letter", DraftKind.EXECUTIVE, words, command.told)
        contact, outcome = record(change, owed, ContactKind.SPONSOR_LETTER, command.told)
        say_spoke(change, Event.SPONSOR_WROTE, owed, contact, outcome)
        note_overruled(change, contact.id, flagged, command.told.anyway)
        note_passed(change, passed, contact)
