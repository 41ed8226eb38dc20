"""Whoever takes over a step of a recovery that was asked for already is asked as well: the day's message went to
another, and the next comes days later. Row M9."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import Priority
from policy.kinds import DeadlineKind
from services.channels.places import dm, person_or_author
from services.nudging.nudge import Nudge, item_of, send
from services.office import Rules


def ask_successor(
    session: Session, escalation: Escalation, rows: Iterable[Deadline], rules: Rules, now: datetime
) -> None:
    """One message an owner, with all that was asked of whoever had it before; that one says where it went."""
    asked = [
        row
        for row in rows
        if row.kind is DeadlineKind.RECOVERY and row.settled_at is None and row.nudge_message_id is not None
    ]
    by_owner: dict[str, list[Deadline]] = {}
    for row in asked:
        by_owner.setdefault(row.owner, []).append(row)
    nudges = [_nudge(escalation, owner, theirs, now) for owner, theirs in by_owner.items()]
    if nudges:
        send(session, nudges, rules, now)


def _nudge(escalation: Escalation, owner: str, rows: list[Deadline], now: datetime) -> Nudge:
    person = person_or_author(escalation, owner) or owner
    names = "+".join(f"{row.kind}:{row.number}" for row in rows)
    return Nudge(
        escalation,
        f"nudge:{escalation.ref}:{names}:to:{owner}",
        None,
        person,
        "owner",
        [item_of(row, "overdue" if row.due_at <= now else "due", now) for row in rows],
        None,
        Priority.ROUTINE,
        tuple(rows),
        dm(person),
        "recovery_due",
    )
