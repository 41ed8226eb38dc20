"""Finding proposed escalations: whose time is over, what was answered lately, what set off an escalation before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.proposal import Proposal
from models.timeline import Event, TimelineEntry

OPEN = Proposal.answered_at.is_(None)


def any_due(session: Session, now: datetime) -> bool:
    """Whether the time of any is over: all that an idle tick asks."""
    return session.scalar(select(Proposal.id).where(OPEN, Proposal.due_at <= now).limit(1)) is not None


def claim_due(session: Session, now: datetime) -> Proposal | None:
    """One whose time is over, locked; another worker's is skipped."""
    return session.scalar(
        select(Proposal)
        .where(OPEN, Proposal.due_at <= now)
        .order_by(Proposal.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def next_after(session: Session, now: datetime) -> datetime | None:
    """When the time of the next one is over, after `now`."""
    return session.scalar(select(func.min(Proposal.due_at)).where(OPEN, Proposal.due_at > now))


def locked(session: Session, proposal_id: int) -> Proposal | None:
    """The proposal to be answered, locked."""
    return session.scalar(
        select(Proposal)
        .where(Proposal.id == proposal_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def asked_lately(session: Session, account_id: int, watch: str, since: datetime) -> bool:
    """Whether somebody is asked this of the account already, or answered it since."""
    lately = or_(OPEN, Proposal.answered_at >= since)
    found = select(Proposal.id).where(Proposal.account_id == account_id, Proposal.watch == watch, lately)
    return session.scalar(found.limit(1)) is not None


def heeded_lately(session: Session, escalation_id: int, row: str, since: datetime) -> bool:
    """Whether this row of the policy opened the escalation or joined it since."""
    found = select(TimelineEntry.id).where(
        TimelineEntry.escalation_id == escalation_id,
        TimelineEntry.event.in_((Event.OPENED, Event.TRIGGER_JOINED, Event.REOPENED)),
        TimelineEntry.because == row,
        TimelineEntry.at >= since,
    )
    return session.scalar(found.limit(1)) is not None


def in_message(session: Session, message_id: int) -> Proposal | None:
    """The proposal that a message asks about."""
    return session.scalar(select(Proposal).where(Proposal.message_id == message_id))
