"""The executive sponsor as messages speak of them: on the card, and whom they speak with. Row M7."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import AccountContact
from models.deadline import Deadline
from models.escalation import Escalation
from policy.kinds import OF_THE_SPONSOR
from services.record import unix, unix_or_none

EXECUTIVE = "executive"
"""The role of a contact at the customer, as accounts have it."""


def on_card(promised: Iterable[Deadline]) -> dict[str, Any] | None:
    """Who it is and what they owe; else what they did last; None where nobody was called in."""
    rows = [row for row in promised if row.kind in OF_THE_SPONSOR]
    counting = [row for row in rows if row.settled_at is None or row.met_by is not None]
    if not counting:
        return None
    last = next((row for row in counting if row.settled_at is None), counting[-1])
    return {
        "person": last.owner,
        "what": last.kind.value,
        "due": unix(last.due_at),
        "done_at": unix_or_none(last.settled_at),
        "said": last.subject is not None,
    }


def their_executives(session: Session, escalation: Escalation) -> list[str]:
    """Executives at the customer, by name; none where the account names none."""
    if escalation.account_id is None:
        return []
    wanted = select(AccountContact.name).where(
        AccountContact.account_id == escalation.account_id, AccountContact.role == EXECUTIVE
    )
    return list(session.scalars(wanted.order_by(AccountContact.id)))
