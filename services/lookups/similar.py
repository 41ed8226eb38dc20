"""What a report may be about already: what the customer has open, or had resolved lately. Row X3."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.queries import escalations
from policy.lifecycle import after
from services.accounts.of_customer import key_of
from services.office import Rules
from services.readers import Reader

SHOWN = 3


class Way(StrEnum):
    """How a report goes on in an escalation that is there."""

    ADD = "add"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Similar:
    """Another escalation of the same customer: perhaps it is the same thing.

    `way` is how a report can go on there; None where the policy lets nobody open it again, or the reader may not
    read it: then `problem` is None as well.
    """

    escalation_id: int
    ref: str
    problem: str | None
    live: bool
    dri: str
    way: Way | None


def similar_of(
    session: Session, customer: str, account_id: int | None, reader: Reader, now: datetime
) -> tuple[Similar, ...]:
    """The latest of them, no drills."""
    rules = reader.rules
    since = now - rules.policy.duplicates.looking_back
    found = escalations.others_of_customer(session, key_of(customer), account_id, since)
    return tuple(
        Similar(
            escalation_id=row.id,
            ref=row.ref,
            problem=row.problem if reader.may_read(row) else None,
            live=row.live,
            dri=row.dri,
            way=_way(row, rules) if reader.may_read(row) else None,
        )
        for row in found[:SHOWN]
    )


def _way(row: Escalation, rules: Rules) -> Way | None:
    if row.live:
        return Way.ADD
    return Way.REOPEN if after(rules.policy, row.status, "reopen") else None
