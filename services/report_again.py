"""*Add to ESC-7*, *Reopen ESC-7*: a report goes on where the same is known already; nothing new opens. Row X3."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.queries import escalations
from services.accounts.of_customer import is_of
from services.add_note import AddNote, add_note
from services.authorise import unfit_dri
from services.lookups.similar import Way
from services.office import Office
from services.refusal import Refused
from services.reopen import Reopen, reopen
from services.wording import facts


@dataclass(frozen=True)
class ReportAgain:
    """What the intake form says, for an escalation that is there; `request_key` is the form's view id.

    `dri` owns what is opened again only where its DRI can no longer: the customer keeps their contact (row M11a).
    """

    request_key: str
    escalation_id: int
    way: Way
    by: str
    customer: str
    words: str
    dri: str
    account_id: int | None = None


def report_again(office: Office, command: ReportAgain, now: datetime) -> None:
    """Raises Refused with nothing kept: where it is another customer's by now, or is not as it was shown."""
    with office.database.read() as session:
        escalation = escalations.found(session, command.escalation_id)
        if escalation is None:
            raise Refused("no_such_escalation", ref=f"ESC-{command.escalation_id}")
        if not is_of(session, escalation, command.customer, command.account_id):
            raise Refused("similar_of_another", ref=escalation.ref, customer=command.customer)
        dri = escalation.dri if unfit_dri(session, escalation.dri) is None else command.dri
    key, about, by, words = command.request_key, command.escalation_id, command.by, command.words
    if command.way is Way.REOPEN:
        reopen(office, Reopen(key, about, by, words, dri), now)
    else:
        add_note(office, AddNote(key, about, by, words, reported_again=True), now)


def where_it_went(office: Office, command: ReportAgain) -> dict[str, Any]:
    """What whoever reported it reads then (the `report_joined` message)."""
    with office.database.read() as session:
        escalation = escalations.found(session, command.escalation_id)
        assert escalation is not None
        return {
            "e": facts.of_escalation(session, escalation, office.rulebook.current.policy),
            "by": command.by,
            "reopened": command.way is Way.REOPEN,
        }
