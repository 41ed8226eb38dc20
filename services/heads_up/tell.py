"""Telling the owners: one message each, with the customers of theirs that it concerns. Row M10."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.heads_up import HeadsUp, HeadsUpCustomer, HeadsUpOwner
from models.outbox import Priority
from policy.heads_up import answer_by
from policy.heads_up_rows import HeadsUps
from services.channels.places import dm
from services.heads_up.owners import owners_of_customers
from services.office import Rules
from services.outbox import Saying, say_all, show_anew

AT_ONCE = 500
"""Customers in one statement."""


def tell_owners(session: Session, heads_up: HeadsUp, row: HeadsUps, rules: Rules, now: datetime) -> None:
    """Ask each to tell their customers, by a date. `row` is the policy's."""
    asked: list[HeadsUpOwner] = []
    for person, customers in owners_of_customers(session, heads_up.id, row, rules, now).items():
        due_at = answer_by(row, now, heads_up.begins_at, rules.roster.person(person).calendar)
        owner = HeadsUpOwner(heads_up_id=heads_up.id, owner=person, due_at=due_at, next_at=due_at, asked=1)
        session.add(owner)
        session.flush()
        for start in range(0, len(customers), AT_ONCE):
            theirs = HeadsUpCustomer.id.in_(customers[start : start + AT_ONCE])
            session.execute(update(HeadsUpCustomer).where(theirs).values(owner_id=owner.id))
        asked.append(owner)
    ids = say_all(session, [_saying(owner, row, "heads_up") for owner in asked], now)
    for owner in asked:
        owner.message_id = ids[f"heads_up:{owner.id}"]
    heads_up.told_at = now
    show_anew(session, heads_up.message_id)


def ask_again(
    session: Session, owner: HeadsUpOwner, row: HeadsUps, now: datetime, *, passed_to: str | None = None
) -> None:
    """Once more, or of whoever is above: a message of its own, which says how many do not know yet."""
    say_all(session, [_saying(owner, row, f"heads_up_again:{owner.asked}", passed_to=passed_to)], now)


def _saying(owner: HeadsUpOwner, row: HeadsUps, what: str, passed_to: str | None = None) -> Saying:
    return Saying(
        f"{what}:{owner.id}",
        dm(passed_to or owner.owner),
        "heads_up_asked",
        context={
            "owner_id": owner.id,
            "person": owner.owner,
            "passed_to": passed_to,
            "again": owner.asked > 1,
            "because": row.because,
        },
        priority=Priority.URGENT if owner.asked > 1 else Priority.NUDGE,
        editable=True,
    )
