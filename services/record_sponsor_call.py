"""*Call held*: with whom, what was said, and what was promised, which is a plan from then on. Rows M7, D5a."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.escalation import ContactKind
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.change import changing
from services.office import Office
from services.plan_steps import as_said
from services.record import unix
from services.refusal import Refused, refuse_all
from services.sponsor.ask import rows_of
from services.sponsor.steps import ask_next, owed_of, plan_promised, record, say_spoke
from services.tell_customer import Told, faults_of


@dataclass(frozen=True)
class RecordSponsorCall:
    """The form's content; `request_key` is its view id. `promised` is one thing each, to be done by `promised_by`."""

    request_key: str
    escalation_id: int
    by: str
    told: Told
    promised: tuple[str, ...] = ()
    promised_by: datetime | None = None


def record_sponsor_call(office: Office, command: RecordSponsorCall, now: datetime) -> None:
    """Raises Refused where no call is owed, RefusedFields for what is wrong in the form."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "record_sponsor_call", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation, rows = change.escalation, rows_of(change.rules)
        owed = owed_of(change, DeadlineKind.SPONSOR_CALL)
        promised = [words for line in command.promised if (words := line.strip())]
        wrong = faults_of(command.told, escalation, change.rules, now)
        if command.told.channel not in rows.by_voice:
            wrong.append(Refused("sponsor_call_by_voice", field="channel"))
        if promised and (command.promised_by is None or command.promised_by <= now):
            wrong.append(Refused("promised_by_in_past", field="promised_by"))
        refuse_all(wrong)
        contact, outcome = record(change, owed, ContactKind.SPONSOR_CALL, command.told)
        steps = plan_promised(change, promised, command.promised_by) if command.promised_by else []
        letter = ask_next(change, DeadlineKind.SPONSOR_LETTER, rows.letter, owed, contact.told_at)
        agreed = {"steps": [as_said(step) for step in steps], "letter_by": unix(letter.due_at)}
        say_spoke(change, Event.SPONSOR_CALLED, owed, contact, outcome, **agreed)
