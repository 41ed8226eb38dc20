"""What holds after every act: one DRI, something owed, by colleagues, nothing off the record, nothing said twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.directory import KnownPerson
from models.escalation import Escalation
from models.outbox import MessageState, OutboxMessage
from models.timeline import TimelineEntry
from policy.kinds import HEARDS_OWN, DeadlineKind, Status
from services.office import Office
from tests.lifecycle.channels import homeless

MAY_BE_OWED: Mapping[Status, Collection[DeadlineKind]] = {
    Status.CANCELLED: (DeadlineKind.ARCHIVE,),
    Status.MERGED: (DeadlineKind.ARCHIVE,),
    Status.CLOSED: (DeadlineKind.ARCHIVE, DeadlineKind.RECOVERY, DeadlineKind.HAND_OVER),
}
"""What may still be owed at the end: recovery goes on for months, and its DRI may change."""


def faults(office: Office) -> list[str]:
    """A sentence for each thing that is not as it must be; none where all is well."""
    policy = office.rulebook.current.policy
    with office.database.read() as session:
        return [
            *(
                fault
                for escalation in session.scalars(select(Escalation))
                for fault in (*_of_one(session, escalation), *homeless(session, escalation, policy))
            ),
            *_said_twice(session),
        ]


def _of_one(session: Session, escalation: Escalation) -> Iterator[str]:
    ref = escalation.ref
    owed = session.scalars(
        select(Deadline).where(Deadline.escalation_id == escalation.id, Deadline.settled_at.is_(None))
    ).all()
    if escalation.live:
        if not _colleague(session, escalation.dri):
            yield f"{ref}: its DRI {escalation.dri} is no colleague"
        if not [row for row in owed if row.kind not in HEARDS_OWN]:
            yield f"{ref}: it is {escalation.status} and nothing is owed"
    for row in owed:
        if row.kind not in MAY_BE_OWED.get(escalation.status, DeadlineKind):
            yield f"{ref}: it is {escalation.status} and {row.kind} {row.number} is still owed"
        if row.kind not in HEARDS_OWN and not _colleague(session, row.owner):
            yield f"{ref}: {row.kind} {row.number} is owed by {row.owner}, who is no colleague"
        if row.next_step_at is None:
            yield f"{ref}: nothing would ask for {row.kind} {row.number}"
    yield from _watched(escalation, [row.next_step_at for row in owed if row.next_step_at is not None])
    played: dict[str, object] = {}
    entries = (
        select(TimelineEntry).where(TimelineEntry.escalation_id == escalation.id).order_by(TimelineEntry.id)
    )
    for entry in session.scalars(entries):
        played |= entry.data.get("changed", {})
    if played != escalation.on_timeline:
        different = [key for key, value in (escalation.on_timeline or {}).items() if played.get(key) != value]
        yield f"{ref}: its timeline does not replay to it: {', '.join(different)}"


def _watched(escalation: Escalation, steps: list[datetime]) -> Iterator[str]:
    earliest = min(steps, default=None)
    if escalation.next_step_at != earliest:
        yield f"{escalation.ref}: it is looked at {escalation.next_step_at}, its first step is {earliest}"


def _colleague(session: Session, user_id: str) -> bool:
    person = session.get(KnownPerson, user_id)
    return person is not None and person.active and person.internal and not person.guest


def _said_twice(session: Session) -> Iterator[str]:
    """The same template with the same facts, in the same place, in the same moment."""
    said = Counter(
        (
            message.lane,
            message.thread_of,
            message.template,
            json.dumps(message.context, sort_keys=True),
            message.escalation_id,
            message.created_at,
        )
        for message in session.scalars(
            select(OutboxMessage).where(OutboxMessage.state != MessageState.DROPPED)
        )
    )
    for (lane, _, template, context, escalation_id, at), times in said.items():
        if times > 1:
            yield f"ESC-{escalation_id}: {template} was said {times} times in {lane} at {at}: {context}"
