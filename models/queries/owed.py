"""Finding what is owed across escalations: one person's, everybody's, and whose morning has anything in it.

A drill is its author's alone, whoever is its DRI. What Heard will do by itself is owed by nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from policy.kinds import HEARDS_OWN, OF_THE_SPONSOR, DeadlineKind

Row = tuple[Deadline, Escalation]

_OPEN = and_(Deadline.settled_at.is_(None), Deadline.kind.not_in(HEARDS_OWN))
_ASKS = (DeadlineKind.ASK, *OF_THE_SPONSOR)
_OF_WHOM = case((Escalation.drill, Escalation.raised_by), else_=Deadline.owner)


@dataclass(frozen=True)
class Part:
    """One page of a list, and how many rows the whole of it has."""

    rows: Sequence[Row]
    total: int


def part(session: Session, *where: ColumnElement[bool], limit: int, skip: int = 0) -> Part:
    """Open promises, the earliest due first. What is looked through is narrow: only the page's rows are read whole."""
    of = select(Deadline.id, func.count().over()).join(Escalation, Escalation.id == Deadline.escalation_id)
    in_order = of.where(_OPEN, *where).order_by(Deadline.due_at, Deadline.id).limit(limit)
    page = session.execute(in_order.offset(skip)).all()
    if not page:  # past the end there is no row to say how many there are
        first = session.execute(in_order).first() if skip else None
        return Part([], first[1] if first else 0)
    whole = (
        select(Deadline, Escalation)
        .join(Escalation, Escalation.id == Deadline.escalation_id)
        .where(Deadline.id.in_([row[0] for row in page]))
        .order_by(Deadline.due_at, Deadline.id)
    )
    return Part([(deadline, escalation) for deadline, escalation in session.execute(whole)], page[0][1])


def due_before(moment: datetime) -> ColumnElement[bool]:
    """Overdue, or due before that moment."""
    return Deadline.due_at < moment


def overdue(now: datetime) -> ColumnElement[bool]:
    """Its time has come."""
    return Deadline.due_at <= now


def is_ask() -> ColumnElement[bool]:
    """A question to somebody, or what an executive is asked to do. Row Y9."""
    return Deadline.kind.in_(_ASKS)


def is_not_ask() -> ColumnElement[bool]:
    """Anything but a question."""
    return Deadline.kind.not_in(_ASKS)


def is_not_recovery() -> ColumnElement[bool]:
    """Anything but a step of a recovery."""
    return Deadline.kind != DeadlineKind.RECOVERY


def promised_to_customer() -> ColumnElement[bool]:
    """A time that the customer was given, in place of the cadence. Row Y1."""
    return Deadline.promised.is_(True)


@dataclass(frozen=True)
class Owing:
    """What one person owes in all: the earliest moment, and whether a question is among it.

    `cover` is who was named to stand in for them there.
    """

    person: str
    cover: str | None
    first_due: datetime
    asked: bool
    drill: bool
    restricted: bool


def everybody_owing(session: Session, now: datetime, *, recovery: bool) -> Sequence[Owing]:
    """Everybody who owes anything, drills and what is restricted apart; recovery only where it is asked for."""
    wanted = [_OPEN] if recovery else [_OPEN, is_not_recovery()]
    asked = func.max(case((Deadline.kind.in_(_ASKS), 1), else_=0))
    covered = and_(Escalation.cover_until > now, Deadline.owner == Escalation.dri)
    cover = case((covered, Escalation.cover), else_=None)
    rows = session.execute(
        select(_OF_WHOM, cover, func.min(Deadline.due_at), asked, Escalation.drill, Escalation.restricted)
        .join(Escalation, Escalation.id == Deadline.escalation_id)
        .where(*wanted)
        .group_by(_OF_WHOM, cover, Escalation.drill, Escalation.restricted)
    )
    return [
        Owing(person, by, due, bool(has_asked), drill, restricted)
        for person, by, due, has_asked, drill, restricted in rows
    ]
