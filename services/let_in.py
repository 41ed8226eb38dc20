"""Naming people in what is restricted: each is on the timeline, and invited to its private channel. Row X17."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.queries import deadlines, escalations
from models.timeline import HEARD, Event
from policy.kinds import HEARDS_OWN
from services import record
from services.authorise import is_internal
from services.readers import company


def let_in(
    session: Session,
    escalation: Escalation,
    people: Iterable[str],
    *,
    now: datetime,
    by: str = HEARD,
    note: str | None = None,
) -> list[str]:
    """From now on these may read it; who was not named before. Nobody from outside, no guest. Row X8.

    Nothing is written for what is not restricted: everybody reads that.
    """
    if not escalation.restricted or escalation.drill:
        return []
    known = company(escalation)
    new = [one for one in dict.fromkeys(people) if one not in known and is_internal(session, one)]
    if new:
        escalation.named = [*escalation.named, *new]
        said = {"note": note} if note else {}
        record.note(session, escalation, Event.PEOPLE_ADDED, actor=by, now=now, people=new, **said)
    return new


def let_in_whoever_owes(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Whoever has been given something to do there may read it."""
    if escalation.restricted:
        promised = deadlines.open_of(session, escalation.id)
        steps = escalations.open_steps_of(session, escalation.id)
        owners = [row.owner for row in promised if row.kind not in HEARDS_OWN] + [
            step.owner for step in steps
        ]
        let_in(session, escalation, owners, now=now)
