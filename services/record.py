"""Putting on the timeline who did what when, and moving an escalation's version with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from models.escalation import Escalation
from models.queries import escalations
from models.timeline import Event, TimelineEntry
from services import followers
from services.channels import moves
from services.channels import own as own_channel
from services.outbox import show_offers_anew
from services.refusal import Refused

CHANGES_OFFERS = frozenset({"status", "dri", "accepted_at", "acknowledged_at"})
"""Columns that decide what a message in the thread offers."""

TIMELINE = cast(Table, TimelineEntry.__table__)


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
    """One thing that happened. `data` is JSON: instants are unix seconds, people are user ids.

    What it changed of the escalation itself is entered with it, under `changed`: the timeline replays to the record;
    whoever follows the escalation hears of it, and its own channel is tended.
    """
    was = escalation.on_timeline
    changed = escalation.not_on_timeline()
    if changed:
        data["changed"] = changed
        escalation.is_on_timeline()
    session.add(
        TimelineEntry(
            escalation_id=escalation.id, at=now, actor=actor, event=event, data=data, because=because
        )
    )
    escalation.version += 1
    if changed and was is not None:
        followers.tell(session, escalation, was, actor=actor, now=now)
        own_channel.tend(session, escalation, changed)
        moves.follow_dri(session, escalation, now)
        if not CHANGES_OFFERS.isdisjoint(changed):
            show_offers_anew(session, escalation)


class OffTheRecordError(RuntimeError):
    """A verb changed an escalation and entered nothing on its timeline: a mistake in that verb."""


def require_on_record(escalation: Escalation) -> None:
    """Raises OffTheRecordError for a change that no entry tells of."""
    changed = escalation.not_on_timeline()
    if changed:
        raise OffTheRecordError(f"{escalation.ref}: {', '.join(changed)} changed off the record")


def note_all(
    session: Session,
    noted: Sequence[tuple[Escalation, dict[str, Any]]],
    event: Event,
    *,
    actor: str,
    now: datetime,
) -> None:
    """As `note`, for many escalations at once: each with its data."""
    if noted:
        rows = [
            {"escalation_id": escalation.id, "at": now, "actor": actor, "event": event, "data": data}
            for escalation, data in noted
        ]
        session.execute(insert(TIMELINE), rows)
    for escalation, _ in noted:
        escalation.version += 1


def unix(at: datetime) -> int:
    """An instant as messages and the timeline carry it."""
    return int(at.timestamp())


def unix_or_none(at: datetime | None) -> int | None:
    """An instant that may be missing."""
    return None if at is None else unix(at)
