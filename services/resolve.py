"""*Resolve*: what fixed it, and whether the customer knows. Whoever was called in is stood down. Rows M8a, X15."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.deadline import Outcome
from models.escalation import ContactKind
from models.queries import deadlines
from models.timeline import Event
from policy.kinds import DeadlineKind, Status
from policy.lifecycle import after
from services import promises, recovery
from services.change import Change, changing
from services.office import Office
from services.record import unix
from services.refusal import Refused, refuse_all
from services.stand_down import stand_down
from services.tell_customer import Told, faults_of, record_contact, settle_acknowledgement
from services.undoable import undoable


@dataclass(frozen=True)
class Resolve:
    """The form's content; `request_key` is its view id. `told` of None: the customer has not been told yet."""

    request_key: str
    escalation_id: int
    by: str
    summary: str
    told: Told | None


def resolve(office: Office, command: Resolve, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept.

    While the customer does not know that it is solved, the update that is owed to them stays owed (row Y2).
    """
    request = (command.request_key, asdict(command))
    with changing(office, command.escalation_id, by=command.by, now=now, request=request) as change:
        if change.repeated:
            return
        escalation = change.escalation
        next_status = after(change.rules.policy, escalation.status, "resolve")
        if next_status is None:
            raise Refused("already_over", ref=escalation.ref, status=escalation.status.value)
        wrong = [] if command.summary.strip() else [Refused("summary_missing", field="summary")]
        if command.told is not None:
            wrong += faults_of(command.told, escalation, change.rules, now)
        refuse_all(wrong)
        with undoable(change, "resolve") as offer:
            _end(change, command, next_status)
            change.note(Event.RESOLVED, summary=command.summary.strip(), told=command.told is not None)
            resolved = change.thread_kept_true(
                f"resolved:{escalation.ref}:{escalation.version}",
                "escalation_resolved",
                summary=command.summary.strip(),
                at=unix(now),
                told=command.told is not None,
            )
            offer.stands_in(resolved)
            stand_down(change, why="resolved")
            recovery.begin(change)


def _end(change: Change, command: Resolve, next_status: Status) -> None:
    escalation, now = change.escalation, change.now
    escalation.status = next_status
    escalation.resolved_at = now
    escalation.resolution = command.summary.strip()
    still_owed = set()
    if command.told is not None:
        contact = record_contact(change, ContactKind.RESOLUTION, command.told)
        settle_acknowledgement(change, contact)
        promises.settle_kind(
            change.session, escalation, DeadlineKind.UPDATE, by=command.by, now=now, met_at=contact.told_at
        )
    else:
        still_owed = {DeadlineKind.UPDATE, DeadlineKind.ACKNOWLEDGE}
    promises.settle_kind(change.session, escalation, DeadlineKind.RESOLVE, by=command.by, now=now)
    for deadline in deadlines.open_of(change.session, escalation.id):
        if deadline.kind not in still_owed:
            promises.settle(change.session, deadline, by=command.by, now=now, outcome=Outcome.STOOD_DOWN)
