"""Putting on the timeline who did what when, and moving an escalation's version with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.queries import escalations
from models.timeline import Event, TimelineEntry
from services.refusal import Refused


def load(session: Session, escalation_id: int) -> Escalation:
    """The escalation, locked for this verb; raises Refused where there is none."""
    found = escalations.locked(session, escalation_id)
    if found is None:
        raise Refused("no_such_escalation", ref=f"ESC-{escalation_id}")
    return found


def note(
    session: Session,
    escalation: Escalation,
    event: Event,
    *,
    actor: str,
    now: datetime,
    because: str | None = None,
    **data: Any,
) -> None:
    """One thing that happened. `data` is JSON: instants are unix seconds, people are user ids."""
    session.add(
        TimelineEntry(
            escalation_id=escalation.id, at=now, actor=actor, event=event, data=data, because=because
        )
    )
    escalation.version += 1


def unix(at: datetime) -> int:
    """An instant as messages and the timeline carry it."""
    return int(at.timestamp())


def unix_or_none(at: datetime | None) -> int | None:
    """An instant that may be missing."""
    return None if at is None else unix(at)
