"""*Add people*: name somebody in what is restricted; they are invited, and hear by direct message. Row X17."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from services.change import changing
from services.channels.places import dm
from services.let_in import let_in
from services.office import Office
from services.outbox import say
from services.refusal import Refused


@dataclass(frozen=True)
class AddPeople:
    """The form's content; `request_key` is its view id. `note` tells them why."""

    request_key: str
    escalation_id: int
    by: str
    people: tuple[str, ...]
    note: str | None = None


def add_people(office: Office, command: AddPeople, now: datetime) -> None:
    """Raises Refused where it is not restricted, or names all of them already."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "add_people", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        session, escalation = change.session, change.escalation
        if not escalation.restricted:
            raise Refused("not_restricted", ref=escalation.ref)
        note = (command.note or "").strip() or None
        new = let_in(session, escalation, command.people, now=now, by=command.by, note=note)
        if not new:
            raise Refused("named_already", field="people", ref=escalation.ref)
        for person in new:
            say(
                session,
                f"people_added:{escalation.ref}:{escalation.version}:{person}",
                lane=dm(person),
                template="people_added",
                now=now,
                escalation=escalation,
                context={"person": person, "by": command.by, "note": note},
            )
