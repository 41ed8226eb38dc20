"""What the forms about people start with: hand-overs, stand-ins. Reads only; plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.directory import KnownPerson
from models.escalation import Escalation
from models.hand_over import HandOver
from models.queries import deadlines, hand_overs
from services.channels.places import person_or_author
from services.office import Office
from services.readers import to_be_read
from services.record import unix
from services.refusal import Refused


@dataclass(frozen=True)
class HandOverStart:
    """What the form *Hand over* starts with; `reasons` are keys and labels of the policy's closed list."""

    escalation_id: int
    ref: str
    dri: str
    severity: str
    reasons: tuple[tuple[str, str], ...]


def hand_over_start(office: Office, escalation_id: int, *, by: str) -> HandOverStart:
    """Raises Refused for outsiders, where it is over, and where somebody was asked already."""
    policy = office.rulebook.current.policy
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        if not escalation.live and not deadlines.anything_owed(session, escalation_id):
            raise Refused("already_over", ref=escalation.ref, status=escalation.status.value)
        require_nobody_asked(hand_overs.open_of(session, escalation_id))
        reasons = tuple((row.key, row.label) for row in policy.hand_over_reason)
        return HandOverStart(escalation_id, escalation.ref, escalation.dri, escalation.severity, reasons)


def require_nobody_asked(asked: HandOver | None) -> None:
    """Raises Refused where somebody was asked to take over and has not answered yet."""
    if asked is not None:
        raise Refused("hand_over_under_way", to=asked.to_person, at=unix(asked.proposed_at))


@dataclass(frozen=True)
class CoverStart:
    """What the form *Name a stand-in* starts with: the DRI's usual one, until the DRI is next at work."""

    escalation_id: int
    ref: str
    dri: str
    cover: str | None
    until: datetime


def cover_start(office: Office, escalation_id: int, *, by: str, now: datetime) -> CoverStart:
    """Raises Refused for outsiders, and where it is over."""
    roster = office.rulebook.current.roster
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        if not escalation.live:
            raise Refused("already_over", ref=escalation.ref, status=escalation.status.value)
        dri = roster.person(escalation.dri)
        return CoverStart(
            escalation_id,
            escalation.ref,
            escalation.dri,
            escalation.cover_at(now) or dri.cover,
            dri.calendar.back_at(now),
        )


def question_to(office: Office, escalation_id: int, deadline_id: int, *, by: str) -> str:
    """The escalation's reference. Raises Refused where somebody else was asked to take over, or it ended."""
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        require_asked(escalation, open_question(session, escalation, deadline_id), by)
        return escalation.ref


def open_question(session: Session, escalation: Escalation, deadline_id: int) -> HandOver:
    """The hand-over that waits for this answer. Raises Refused, saying what is so now, where none does."""
    asked = hand_overs.by_deadline(session, escalation.id, deadline_id)
    if asked is None:
        raise Refused("no_such_ask")
    deadline = session.get_one(Deadline, deadline_id)
    if deadline.settled_at is not None:
        end = asked.ended_as.value if asked.ended_as else "overtaken"
        at = unix(deadline.settled_at)
        raise Refused(
            "hand_over_ended", ref=escalation.ref, end=end, to=asked.to_person, at=at, dri=escalation.dri
        )
    return asked


def require_asked(escalation: Escalation, asked: HandOver, by: str) -> None:
    """Raises Refused for whoever was not asked. A drill asks its author in everybody's place."""
    if by not in (asked.to_person, person_or_author(escalation, asked.to_person)):
        raise Refused("hand_over_not_yours", ref=escalation.ref, to=asked.to_person)


def names_of(office: Office, people: Sequence[str]) -> dict[str, str]:
    """What people are called, by user id, as far as they are known."""
    with office.database.read() as session:
        known = (session.get(KnownPerson, person) for person in people)
        return {person.user_id: person.name for person in known if person is not None}
