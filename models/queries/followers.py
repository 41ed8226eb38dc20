"""Finding who follows an escalation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from models.directory import KnownPerson
from models.escalation import LIVE, Escalation
from models.follower import Follower


def listening(session: Session, escalation_id: int) -> Sequence[str]:
    """The active colleagues who follow it, in the order in which they began: nobody else may hear of it."""
    return session.scalars(
        select(Follower.user_id)
        .join(KnownPerson, KnownPerson.user_id == Follower.user_id)
        .where(
            Follower.escalation_id == escalation_id,
            KnownPerson.active,
            KnownPerson.internal,
            KnownPerson.guest.is_(False),
        )
        .order_by(Follower.id)
    ).all()


def followed_by(user_id: str) -> Select[Escalation]:
    """What somebody follows and is not over, the latest first."""
    theirs = select(Follower.escalation_id).where(Follower.user_id == user_id)
    return (
        select(Escalation)
        .where(Escalation.id.in_(theirs), Escalation.status.in_(LIVE))
        .order_by(Escalation.id.desc())
    )


def stop(session: Session, escalation_id: int, user_id: str) -> bool:
    """Follow it no longer; False where they did not."""
    gone = session.execute(
        delete(Follower)
        .where(Follower.escalation_id == escalation_id, Follower.user_id == user_id)
        .returning(Follower.id)
    )
    return gone.first() is not None
