"""Finding whatever is owned by somebody who is not there: gone from the company, or on leave without a stand-in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select, union
from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.directory import KnownPerson
from models.escalation import LIVE, Escalation, PlanStep
from policy.kinds import HEARDS_OWN

_GONE = select(KnownPerson.user_id).where(
    or_(
        KnownPerson.active.is_(False),
        KnownPerson.internal.is_(False),
        KnownPerson.guest.is_(True),
        KnownPerson.is_bot.is_(True),
    )
)


def gone(session: Session) -> frozenset[str]:
    """Everybody we know who is no colleague, or none any more."""
    return frozenset(session.scalars(_GONE))


def owners(session: Session) -> frozenset[str]:
    """Everybody who owns something that is open: whoever Slack should be asked about now and then."""
    live = Escalation.status.in_(LIVE)
    queries: tuple[Select[Any], ...] = (
        select(Escalation.dri).where(live),
        select(Escalation.cover).where(live, Escalation.cover.is_not(None)),
        select(Deadline.owner).where(
            Deadline.settled_at.is_(None), Deadline.owner.in_(select(KnownPerson.user_id))
        ),
    )
    return frozenset(person for query in queries for person in session.scalars(query.distinct()))


def touched(session: Session, away: Collection[str], now: datetime) -> list[int]:
    """Escalations that an absence concerns: something in them is owned by somebody gone, or the DRI is one of the
    people `away` and nobody stands in."""
    live = Escalation.status.in_(LIVE)
    no_cover = or_(
        Escalation.cover.is_(None), Escalation.cover_until <= now, Escalation.cover.in_(list(away))
    )
    owed = select(Deadline.escalation_id).where(
        Deadline.settled_at.is_(None), Deadline.kind.not_in(HEARDS_OWN), Deadline.owner.in_(_GONE)
    )
    owned = select(Escalation.id).where(live, or_(Escalation.dri.in_(_GONE), Escalation.cover.in_(_GONE)))
    planned = (
        select(PlanStep.escalation_id)
        .join(Escalation, Escalation.id == PlanStep.escalation_id)
        .where(live, PlanStep.done_at.is_(None), PlanStep.dropped_at.is_(None), PlanStep.owner.in_(_GONE))
    )
    found = [owed, owned, planned]
    if away:
        found.append(
            select(Escalation.id).where(
                and_(live, Escalation.drill.is_(False), Escalation.dri.in_(list(away)), no_cover)
            )
        )
    return sorted(session.scalars(union(*found)))


def unfinished_steps(session: Session, escalation_id: int, owners: Collection[str]) -> list[PlanStep]:
    """Steps of the plan that are neither done nor dropped and that one of these people was to do."""
    return list(
        session.scalars(
            select(PlanStep).where(
                PlanStep.escalation_id == escalation_id,
                PlanStep.done_at.is_(None),
                PlanStep.dropped_at.is_(None),
                PlanStep.owner.in_(list(owners)),
            )
        )
    )
