"""What a form about an existing record starts with: every field as it stands, and the marks of that. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from models.account import Account
from models.escalation import Escalation
from models.triage import Triage
from services import fields_of_record as fields
from services.office import Office
from services.readers import to_be_read
from services.wording.account import of_account


@dataclass(frozen=True)
class RecordStart:
    """The record as a form finds it. `severity` is a key of the policy; `marks` go with the form.

    `account` is what is known of the customer, for colleagues alone, `known` what of that answers questions of triage.
    """

    escalation_id: int
    ref: str
    live: bool
    severity: str
    values: Mapping[str, Any]
    marks: Mapping[str, str]
    account: Mapping[str, Any] | None = None
    known: Mapping[str, Any] = field(default_factory=dict)


def record_start(office: Office, escalation_id: int, *, by: str) -> RecordStart:
    """Raises Refused for outsiders, and where there is no such escalation."""
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        values = fields.standing(escalation, session.get(Triage, escalation_id))
        return RecordStart(
            escalation_id=escalation_id,
            ref=escalation.ref,
            live=escalation.live,
            severity=escalation.severity,
            values=values,
            marks=fields.marks(values),
            account=of_account(session, escalation.account_id),
            known=_known(session, escalation),
        )


def _known(session: Session, escalation: Escalation) -> dict[str, Any]:
    """Answers that need not be asked for: whoever opens the form sees them, and sends them as theirs."""
    account = session.get(Account, escalation.account_id) if escalation.account_id else None
    known: dict[str, Any] = {"most_affected": escalation.contact}
    if account is not None:
        known |= {"arr": account.arr, "renewal_on": account.renewal_on}
    return {name: value for name, value in known.items() if value is not None}
