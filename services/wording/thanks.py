"""Who helped: the team, whoever answered, found something or told the customer. They are thanked by name. Row M11g."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.queries import escalations
from models.timeline import HEARD, Event

NO_HELP = frozenset({Event.REFUSED, Event.FORM_CHANGED})
"""Entries that do not make their actor a helper."""


def who_helped(session: Session, escalation: Escalation) -> list[str]:
    """The DRI first, then the team, owners of plan steps, and whoever did something on the timeline."""
    entries, _ = escalations.timeline_of(session, escalation.id, limit=1000)
    helped = [entry.actor for entry in entries if entry.actor != HEARD and entry.event not in NO_HELP]
    owners = [step.owner for step in escalations.plan_of(session, escalation.id)]
    return list(dict.fromkeys([escalation.dri, *escalation.team, *owners, *helped]))
