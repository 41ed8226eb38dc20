"""Recovery as messages speak of it: one step, and how far one escalation has come. Plain values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from message_templates import sentence
from models.escalation import Escalation
from models.queries import recovery
from models.queries.recovery import OpenStep
from services.record import unix


def step_facts(one: OpenStep, now: datetime) -> dict[str, Any]:
    """A step as messages speak of it."""
    return {
        "deadline_id": one.deadline.id,
        "phase": one.step.phase,
        "label": one.deadline.what or one.step.label,
        **next_verb(one),
        "owner": one.deadline.owner,
        "due": unix(one.deadline.due_at),
        "overdue": one.deadline.due_at <= now,
    }


def next_verb(one: OpenStep) -> dict[str, str]:
    """The button of a step: the one that says it is done, or that enters its date where nobody knows it."""
    if one.step.date_asked is not None:
        return {"verb": "move_recovery_step", "button": sentence("recovery_enter_date")}
    return {"verb": "finish_recovery_step", "button": one.step.button}


def of_recovery(session: Session, escalation: Escalation, now: datetime) -> dict[str, Any] | None:
    """What the card says of one escalation's recovery; None where none has begun."""
    done = sum(step.outcome is not None for step in recovery.steps_of(session, escalation.id))
    still = recovery.open_steps(session, escalation.id)
    if escalation.live or not (done or still):
        return None
    return {
        "done": done,
        "steps": done + len(still),
        "late": sum(one.deadline.due_at <= now for one in still),
        "next": step_facts(still[0], now) if still else None,
    }
