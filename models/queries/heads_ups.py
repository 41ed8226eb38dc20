"""Finding heads-ups: whom they are about, what the clock has to do, how far their owners are. Row M10."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.account import Account
from models.heads_up import HeadsUp, HeadsUpCustomer, HeadsUpOwner
from models.signal import Signal

WAITING = (HeadsUp.told_at.is_(None), HeadsUp.called_off_at.is_(None))


class Counted(NamedTuple):
    """How many customers it is about, how many of them know, and how many people are asked."""

    customers: int
    told: int
    owners: int


def any_due(session: Session, now: datetime) -> bool:
    """Whether the clock has anything to do: all that an idle tick asks."""
    waiting = select(HeadsUp.id).where(*WAITING, HeadsUp.tell_at <= now).limit(1)
    asking = select(HeadsUpOwner.id).where(HeadsUpOwner.next_at <= now).limit(1)
    return session.scalar(waiting) is not None or session.scalar(asking) is not None


def next_after(session: Session, now: datetime) -> datetime | None:
    """When the clock has something to do next, after `now`."""
    waiting = session.scalar(select(func.min(HeadsUp.tell_at)).where(*WAITING, HeadsUp.tell_at > now))
    asking = session.scalar(select(func.min(HeadsUpOwner.next_at)).where(HeadsUpOwner.next_at > now))
    return min((at for at in (waiting, asking) if at is not None), default=None)


def claim_waiting(session: Session, now: datetime) -> HeadsUp | None:
    """One whose owners are to be told now, locked; another worker's is skipped."""
    due = select(HeadsUp).where(*WAITING, HeadsUp.tell_at <= now).order_by(HeadsUp.tell_at, HeadsUp.id)
    return session.scalar(due.limit(1).with_for_update(skip_locked=True))


def claim_owner(session: Session, now: datetime) -> HeadsUpOwner | None:
    """One who has not answered in time, locked; another worker's is skipped."""
    due = (
        select(HeadsUpOwner)
        .where(HeadsUpOwner.next_at <= now)
        .order_by(HeadsUpOwner.next_at, HeadsUpOwner.id)
    )
    return session.scalar(due.limit(1).with_for_update(skip_locked=True))


def locked(session: Session, heads_up_id: int) -> HeadsUp | None:
    """The heads-up to be changed, locked."""
    found = select(HeadsUp).where(HeadsUp.id == heads_up_id).with_for_update()
    return session.scalar(found.execution_options(populate_existing=True))


def accounts_of(session: Session, heads_up_id: int) -> Sequence[tuple[int, str | None]]:
    """Customer row and the CSM's address of its account, by name."""
    found = (
        select(HeadsUpCustomer.id, Account.csm)
        .join(Account, Account.id == HeadsUpCustomer.account_id)
        .where(HeadsUpCustomer.heads_up_id == heads_up_id)
        .order_by(Account.name_key, Account.id)
    )
    return [(row.id, row.csm) for row in session.execute(found)]


def owners_of(session: Session, heads_up_id: int) -> Sequence[HeadsUpOwner]:
    """Everybody who is asked."""
    found = select(HeadsUpOwner).where(HeadsUpOwner.heads_up_id == heads_up_id).order_by(HeadsUpOwner.id)
    return session.scalars(found).all()


def owner_in(session: Session, message_id: int) -> HeadsUpOwner | None:
    """Whose message this is."""
    return session.scalar(select(HeadsUpOwner).where(HeadsUpOwner.message_id == message_id))


def customers_of(session: Session, owner_id: int, limit: int) -> Sequence[tuple[HeadsUpCustomer, Account]]:
    """Those of one owner who do not know yet, by name."""
    found = (
        select(HeadsUpCustomer, Account)
        .join(Account, Account.id == HeadsUpCustomer.account_id)
        .where(HeadsUpCustomer.owner_id == owner_id, HeadsUpCustomer.told_at.is_(None))
        .order_by(Account.name_key, Account.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in session.execute(found)]


def counted(session: Session, *, heads_up_id: int | None = None, owner_id: int | None = None) -> Counted:
    """Of a whole heads-up, or of one owner's part."""
    where = (
        HeadsUpCustomer.owner_id == owner_id
        if owner_id is not None
        else HeadsUpCustomer.heads_up_id == heads_up_id
    )
    row = session.execute(
        select(
            func.count(),
            func.count(HeadsUpCustomer.told_at),
            func.count(func.distinct(HeadsUpCustomer.owner_id)),
        ).where(where)
    ).one()
    return Counted(*row)


def segments(session: Session) -> Sequence[str]:
    """Every segment that an account has, by name."""
    found = select(Account.segment).where(Account.segment.is_not(None)).distinct().order_by(Account.segment)
    return [segment for segment in session.scalars(found) if segment]


def affected(
    session: Session, *, everybody: bool, segment: str | None, issue: str | None, since: datetime
) -> Sequence[int]:
    """Accounts that it is about: all, those of a segment, those who have had a ticket of this issue since."""
    if everybody:
        return session.scalars(select(Account.id).order_by(Account.id)).all()
    found: set[int] = set()
    if segment is not None:
        found |= set(session.scalars(select(Account.id).where(Account.segment == segment)))
    if issue is not None:
        named = Signal.data["issue"].as_string()
        told = select(Signal.account_id, named.label("issue")).where(
            Signal.type == "ticket.created", Signal.at >= since
        )
        wanted = issue.strip().casefold()
        found |= {
            row.account_id
            for row in session.execute(told.distinct())
            if (row.issue or "").strip().casefold() == wanted
        }
    return sorted(found)


def called(session: Session, words: Collection[str]) -> dict[str, int]:
    """Name, external id or domain, as it was typed → the account; of one name the one that is known best."""
    keys = {word: word.strip().casefold() for word in words}
    exact = [word.strip() for word in words]
    found = session.scalars(
        select(Account)
        .where(
            or_(
                Account.external_id.in_(exact),
                Account.domain.in_(keys.values()),
                Account.name_key.in_(keys.values()),
            )
        )
        .order_by(Account.to_complete.desc(), Account.id.desc())
    ).all()
    return {
        word: account.id
        for word, key in keys.items()
        for account in found
        if word.strip() == account.external_id or key in (account.domain, account.name_key)
    }
