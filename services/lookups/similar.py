"""What a report may be about already: what the customer has open, or had resolved lately. Row X3."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from models.queries import escalations
from policy.lifecycle import after
from services.accounts.of_customer import key_of
from services.office import Rules

SHOWN = 3


class Way(StrEnum):
    """How a report goes on in an escalation that is there."""

    ADD = "add"
    REOPEN = "reopen"


@dataclass(frozen=True)
class Similar:
    """Another escalation of the same customer: perhaps it is the same thing.

    `way` is how a report can go on there; None where the policy lets nobody open it again.
    """

    escalation_id: int
    ref: str
    problem: str
    live: bool
    dri: str
    way: Way | None


def similar_of(
    session: Session, customer: str, account_id: int | None, rules: Rules, now: datetime
) -> tuple[Similar, ...]:
    """The latest of them, no drills."""
    since = now - rules.policy.duplicates.looking_back
    found = escalations.others_of_customer(session, key_of(customer), account_id, since)
    return tuple(
        Similar(
            escalation_id=row.id,
            ref=row.ref,
            problem=row.problem,
            live=row.live,
            dri=row.dri,
            way=Way.ADD if row.live else Way.REOPEN if after(rules.policy, row.status, "reopen") else None,
        )
        for row in found[:SHOWN]
    )
