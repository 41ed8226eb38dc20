"""Whoever takes over what a sponsor owed who left the company: asked by direct message, with the brief. Rows M7, X5."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import OutboxMessage, Priority
from policy.kinds import OF_THE_SPONSOR
from services.channels.places import dm, person_or_author
from services.notices import remember_told
from services.office import Rules
from services.outbox import say, show_anew
from services.record import unix
from services.sponsor.ask import chosen_for


def next_sponsor(session: Session, escalation: Escalation, rules: Rules, now: datetime) -> str | None:
    """Whom the account names, else the next of the policy's roles; None where nobody is left."""
    if rules.policy.sponsor is None:
        return None
    chosen = chosen_for(session, escalation, rules, now)
    return chosen.person if chosen else None


def ask_in_their_place(
    session: Session, escalation: Escalation, rows: Iterable[Deadline], left: str, now: datetime
) -> None:
    """A message each for what is theirs now; the one that asked whoever left says that it is asked elsewhere."""
    for row in rows:
        if row.kind in OF_THE_SPONSOR:
            _ask(session, escalation, row, left, now)


def _ask(session: Session, escalation: Escalation, row: Deadline, left: str, now: datetime) -> None:
    before = session.get(OutboxMessage, row.ask_message_id) if row.ask_message_id is not None else None
    person = person_or_author(escalation, row.owner) or row.owner
    message = say(
        session,
        f"sponsor:{escalation.ref}:{row.kind.value}:{row.number}:to:{person}",
        lane=dm(person),
        template="sponsor_asked",
        now=now,
        escalation=escalation,
        context={
            "reason": row.because,
            **((before.context if before else None) or {}),
            "person": person,
            "by": None,
            "passed_by": None,
            "left": left,
            "call_by": unix(row.due_at),
        },
        priority=Priority.URGENT,
        editable=True,
    )
    row.ask_message_id = message.id
    session.flush()
    if before is not None:
        show_anew(session, before.id)
    remember_told(session, escalation, person, f"sponsor:{row.kind.value}:{row.number}:left", message, now)
