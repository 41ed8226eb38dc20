"""Who is in recovery: the list that people ask for, the section of their App Home, and the line of the week. Row M9."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.queries import recovery
from models.queries.recovery import OpenStep
from policy.schema import Policy
from services.authorise import require_internal
from services.channels.message_address import permalink_of
from services.office import Office
from services.readers import Reader
from services.recovery.recovery_facts import step_facts
from services.wording.facts import that_there_is_one
from services.wording.labels import severity_label

LIST_LENGTH = 20
NAMED = 8
"""Customers whom the weekly line names."""

WEEK = timedelta(days=7)


def list_recovery(office: Office, *, by: str, everybody: bool, now: datetime) -> dict[str, Any]:
    """The `recovery` message: what is mine, or everybody's; raises Refused for outsiders."""
    with office.database.read() as session:
        require_internal(session, by)
        owner = None if everybody else by
        open_now = recovery.counts(session, now, now + WEEK, owner=owner)
        customers = recovery_rows(session, owner, Reader(by, office.rulebook.current), now)
        return {
            "everybody": everybody,
            "customers": customers,
            "shown": sum(len(customer["rows"]) for customer in customers),
            "total": open_now.escalations,
            "late": open_now.late,
        }


def recovery_rows(
    session: Session, owner: str | None, reader: Reader, now: datetime, limit: int = LIST_LENGTH
) -> list[dict[str, Any]]:
    """Customer by customer, each escalation with its next step: theirs alone where an owner is named.

    Of what the reader may not read, only that there is one (`veiled`).
    """
    found = recovery.in_recovery(session, owner=owner, limit=limit)
    grouped: dict[str, dict[str, Any]] = {}
    for escalation, one in found:
        customer = grouped.setdefault(escalation.customer_key, {"customer": escalation.customer, "rows": []})
        if reader.may_read(escalation):
            customer["rows"].append(_row(session, escalation, one, reader.rules.policy, now))
        else:
            customer["rows"].append(that_there_is_one(escalation))
    return list(grouped.values())


def _row(
    session: Session, escalation: Escalation, one: OpenStep, policy: Policy, now: datetime
) -> dict[str, Any]:
    return {
        "id": escalation.id,
        "ref": escalation.ref,
        "veiled": False,
        "severity": severity_label(policy, escalation.severity),
        "permalink": permalink_of(session, escalation.card_id),
        "dri": escalation.dri,
        **step_facts(one, now),
    }


def week_of_recovery(session: Session, now: datetime) -> dict[str, Any]:
    """The line of the week, as it stands when it leaves."""
    open_now = recovery.counts(session, now, now + WEEK)
    names = {one.customer_key: one.customer for one, _ in recovery.in_recovery(session, limit=NAMED * 3)}
    return {
        "customers": open_now.customers,
        "due": open_now.due,
        "late": open_now.late,
        "named": [{"customer": name} for name in list(names.values())[:NAMED]],
        "more": max(open_now.customers - NAMED, 0),
    }
