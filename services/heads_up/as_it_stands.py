"""How a heads-up stands, as its messages say it: what it is, and which customers do not know yet. Row M10."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from models.heads_up import HeadsUp, HeadsUpOwner
from models.outbox import OutboxMessage
from models.queries import heads_ups
from services.record import unix, unix_or_none

LISTED = 20
"""Customers with a menu each in one message; as one is told, the next comes up."""


def asked_as_it_stands(session: Session, message: OutboxMessage) -> dict[str, Any]:
    """What an owner is asked, with those of theirs who do not know yet."""
    owner = session.get_one(HeadsUpOwner, (message.context or {})["owner_id"])
    counted = heads_ups.counted(session, owner_id=owner.id)
    waiting = heads_ups.customers_of(session, owner.id, LISTED)
    return {
        "h": _of(session.get_one(HeadsUp, owner.heads_up_id)),
        "answer_by": unix(owner.due_at),
        "customers": [{"id": row.id, "name": account.name} for row, account in waiting],
        "total": counted.customers,
        "left": counted.customers - counted.told,
    }


def given_as_it_stands(session: Session, message: OutboxMessage) -> dict[str, Any]:
    """What whoever gave it sees: when it is told, to how many, and how many know."""
    heads_up = session.get_one(HeadsUp, (message.context or {})["heads_up_id"])
    counted = heads_ups.counted(session, heads_up_id=heads_up.id)
    owners = [
        {
            "person": owner.owner,
            "passed_to": owner.passed_to,
            "late": owner.asked > 1,
            "left": part.customers - part.told,
            "total": part.customers,
        }
        for owner in heads_ups.owners_of(session, heads_up.id)
        for part in [heads_ups.counted(session, owner_id=owner.id)]
    ]
    return {
        "h": _of(heads_up),
        "heads_up_id": heads_up.id,
        "total": counted.customers,
        "told": counted.told,
        "owners": owners,
    }


def _of(heads_up: HeadsUp) -> dict[str, Any]:
    return {
        "kind": heads_up.kind.value,
        "title": heads_up.title,
        "effect": heads_up.effect,
        "workaround": heads_up.workaround,
        "inside": heads_up.inside,
        "begins": unix_or_none(heads_up.begins_at),
        "ends": unix_or_none(heads_up.ends_at),
        "by": heads_up.given_by,
        "tell_at": unix(heads_up.tell_at),
        "told_at": unix_or_none(heads_up.told_at),
        "off_by": heads_up.called_off_by,
        "off_at": unix_or_none(heads_up.called_off_at),
    }
