"""The internal path: decisions with their rows, rules that fired or wait, reports of the same, what is looked at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from models.deadline import Deadline, Outcome
from models.escalation import LIVE, Escalation
from models.timeline import Event, TimelineEntry
from policy.kinds import HEARDS_OWN, OF_THE_SPONSOR, DeadlineKind


def decided_by_rows(session: Session, escalation_id: int) -> Sequence[TimelineEntry]:
    """What was decided by a row of the policy, in order."""
    return session.scalars(
        select(TimelineEntry)
        .where(TimelineEntry.escalation_id == escalation_id, TimelineEntry.because.is_not(None))
        .order_by(TimelineEntry.id)
    ).all()


def rules_fired(session: Session, escalation_id: int) -> frozenset[str]:
    """Keys of the path rules that fired since it was opened, or opened again."""
    reopened = (
        select(func.coalesce(func.max(TimelineEntry.id), 0))
        .where(TimelineEntry.escalation_id == escalation_id, TimelineEntry.event == Event.REOPENED)
        .scalar_subquery()
    )
    rows = session.scalars(
        select(TimelineEntry.because).where(
            TimelineEntry.escalation_id == escalation_id,
            TimelineEntry.event == Event.RULE_FIRED,
            TimelineEntry.id > reopened,
        )
    )
    return frozenset(row.partition(".")[2] for row in rows if row)


def rules_waited(session: Session, escalation_id: int) -> frozenset[str]:
    """Keys of the path rules that were to wait and have; opened again, they wait anew."""
    rows = session.execute(
        select(Deadline.subject, Deadline.outcome)
        .where(Deadline.escalation_id == escalation_id, Deadline.kind == DeadlineKind.PATH_RULE)
        .order_by(Deadline.id)
    )
    latest = {subject: outcome for subject, outcome in rows if subject is not None}
    return frozenset(subject for subject, outcome in latest.items() if outcome is Outcome.KEPT)


def sponsor_called(session: Session, escalation_id: int) -> bool:
    """Whether an executive sponsor is at it, or was since it was opened, or opened again. Row M6."""
    reopened_at = session.scalar(
        select(func.max(TimelineEntry.at)).where(
            TimelineEntry.escalation_id == escalation_id, TimelineEntry.event == Event.REOPENED
        )
    )
    done = Deadline.outcome != Outcome.STOOD_DOWN  # what was taken back was nothing
    if reopened_at is not None:
        done = and_(done, Deadline.settled_at > reopened_at)
    query = select(Deadline.id).where(
        Deadline.escalation_id == escalation_id,
        Deadline.kind.in_(OF_THE_SPONSOR),
        or_(Deadline.settled_at.is_(None), done),
    )
    return session.scalar(query.limit(1)) is not None


def sla_missed(session: Session, escalation_id: int, now: datetime) -> bool:
    """Whether any promise has passed, of whatever kind, that nobody had kept by its time. Row M2e."""
    query = select(Deadline.id).where(
        Deadline.escalation_id == escalation_id,
        Deadline.kind.not_in(HEARDS_OWN),
        or_(
            and_(Deadline.settled_at.is_(None), Deadline.due_at <= now),
            Deadline.outcome.in_((Outcome.LATE, Outcome.MISSED)),
        ),
    )
    return session.scalar(query.limit(1)) is not None


def reported_again(session: Session, escalation_id: int) -> int:
    """How often the same was reported after the first time: merged in, or added as another report."""
    entries = session.scalars(
        select(TimelineEntry).where(
            TimelineEntry.escalation_id == escalation_id,
            TimelineEntry.event.in_((Event.MERGED_IN, Event.NOTE_ADDED)),
        )
    )
    return sum(row.event is Event.MERGED_IN or bool(row.data.get("reported_again")) for row in entries)


def to_be_followed(session: Session, now: datetime, limit: int) -> Sequence[int]:
    """Escalations whose path rules are to be looked at, the longest waiting first."""
    due = select(Escalation.id).where(Escalation.follow_at <= now)
    return session.scalars(due.order_by(Escalation.follow_at, Escalation.id).limit(limit)).all()


def follow_later(session: Session, escalation_id: int, at: datetime) -> None:
    """It could not be followed: it is tried again then."""
    session.execute(update(Escalation).where(Escalation.id == escalation_id).values(follow_at=at))


def follow_accounts(session: Session, account_ids: Collection[int], now: datetime) -> None:
    """Something is known of these customers that was not: what they have open is looked at."""
    theirs = Escalation.account_id.in_(account_ids) & Escalation.status.in_(LIVE)
    session.execute(update(Escalation).where(theirs).values(follow_at=now))
