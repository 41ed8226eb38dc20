"""Finding accounts: by what other systems call them, by what people type, and how their figures compare. Row X2."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, union, update
from sqlalchemy.orm import Session

from models.account import Account, AccountContact, HealthReading
from models.escalation import LIVE, Escalation
from models.proposal import Proposal
from models.signal import Signal

AT_ONCE = 500
"""Values in one IN."""


def called(
    session: Session, external_ids: Collection[str], domains: Collection[str], names: Collection[str]
) -> list[Account]:
    """Accounts of one of these ids or domains; of a name in small letters only those that were merely typed."""
    found: dict[int, Account] = {}
    for column, values, only in (
        (Account.external_id, external_ids, None),
        (Account.domain, domains, None),
        (Account.name_key, names, Account.to_complete.is_(True)),
    ):
        for some in _parts(sorted(values)):
            query = select(Account).where(column.in_(some))
            for account in session.scalars(query if only is None else query.where(only)):
                found[account.id] = account
    return list(found.values())


def by_word(session: Session, word: str) -> Sequence[Account]:
    """Whatever somebody calls it on a command line: external id, domain or name."""
    key = word.strip().casefold()
    return session.scalars(
        select(Account)
        .where(or_(Account.external_id == word.strip(), Account.domain == key, Account.name_key == key))
        .order_by(Account.id)
    ).all()


def beginning_with(session: Session, words: str) -> Sequence[Account]:
    """Those whose name begins with these whole words, as people shorten it: "Acme" for "Acme Ltd"."""
    begins = Account.name_key.startswith(f"{words.strip().casefold()} ", autoescape=True)
    return session.scalars(select(Account).where(begins).order_by(Account.id).limit(2)).all()


def of_name(session: Session, name_key: str) -> Account | None:
    """The account of this name in small letters; of several the one that is known best, then the oldest."""
    return session.scalar(
        select(Account).where(Account.name_key == name_key).order_by(Account.to_complete, Account.id).limit(1)
    )


def of_channel(session: Session, words: Iterable[str]) -> Account | None:
    """The account that shares a channel with us; `words` are the channel's id and name."""
    return session.scalar(
        select(Account).where(Account.slack_channel.in_(list(words))).order_by(Account.id).limit(1)
    )


def any_channel(session: Session) -> bool:
    """Whether any account shares a channel with us."""
    return session.scalar(select(Account.id).where(Account.slack_channel.is_not(None)).limit(1)) is not None


def first(session: Session, limit: int) -> Sequence[Account]:
    """So many accounts by name."""
    return session.scalars(select(Account).order_by(Account.name_key, Account.id).limit(limit)).all()


def matching(session: Session, words: str, limit: int) -> Sequence[Account]:
    """Accounts whose name or domain has these words in it, those that begin with them first."""
    key = words.strip().casefold()
    inside: ColumnElement[bool] = or_(
        Account.name_key.contains(key, autoescape=True), Account.domain.contains(key, autoescape=True)
    )
    begins = Account.name_key.startswith(key, autoescape=True)
    return session.scalars(
        select(Account).where(inside).order_by(begins.desc(), Account.name_key, Account.id).limit(limit)
    ).all()


def contacts_of(session: Session, account_id: int) -> Sequence[AccountContact]:
    """Who is there, in the order in which they were named."""
    return session.scalars(
        select(AccountContact).where(AccountContact.account_id == account_id).order_by(AccountContact.id)
    ).all()


def total_arr(session: Session) -> int:
    """The ARR of all accounts together, as far as it is known."""
    return int(session.scalar(select(func.coalesce(func.sum(Account.arr), 0))) or 0)


def health_since(session: Session, account_id: int, since: datetime) -> Sequence[HealthReading]:
    """The readings from this moment on, in order."""
    return session.scalars(
        select(HealthReading)
        .where(HealthReading.account_id == account_id, HealthReading.at >= since)
        .order_by(HealthReading.at)
    ).all()


def health_before(session: Session, account_id: int) -> HealthReading | None:
    """The reading before the latest one."""
    return session.scalar(
        select(HealthReading)
        .where(HealthReading.account_id == account_id)
        .order_by(HealthReading.at.desc())
        .offset(1)
        .limit(1)
    )


def of_domain(session: Session, domain: str) -> Account | None:
    """The account whose domain this is."""
    return session.scalar(select(Account).where(Account.domain == domain)) if domain else None


def escalations_of(session: Session, account: Account) -> Sequence[int]:
    """Ids of whatever is or was this account's, the oldest first."""
    return session.scalars(
        select(Escalation.id).where(Escalation.account_id == account.id).order_by(Escalation.id)
    ).all()


def move_to(session: Session, typed: Account, known: Account) -> None:
    """What other systems said of an account that was merely typed is the known one's; the typed one is gone.

    Its escalations are moved by whoever changes escalations.
    """
    said: tuple[Any, ...] = (Signal, Proposal)
    for table in said:
        session.execute(update(table).where(table.account_id == typed.id).values(account_id=known.id))
    theirs: tuple[Any, ...] = (AccountContact, HealthReading)
    for table in theirs:
        session.execute(delete(table).where(table.account_id == typed.id))
    session.flush()
    session.delete(typed)
    session.flush()


def emails_named(session: Session) -> set[str]:
    """Colleagues whom accounts name, as CSM or executive sponsor."""
    named = session.execute(select(Account.csm, Account.executive_sponsor).distinct()).all()
    return {email for row in named for email in row if email}


def channels_named(session: Session) -> frozenset[str]:
    """Names and ids of the channels that accounts share with us."""
    named = session.scalars(select(Account.slack_channel).where(Account.slack_channel.is_not(None)))
    return frozenset(word for word in named if word)


def to_complete(session: Session, limit: int) -> tuple[Sequence[str], int]:
    """Names of accounts that were only typed, the latest first, and how many there are."""
    only = Account.to_complete.is_(True)
    total = session.scalar(select(func.count()).select_from(Account).where(only)) or 0
    names = session.scalars(select(Account.name).where(only).order_by(Account.id.desc()).limit(limit)).all()
    return names, total


def _parts(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def customer_keys(session: Session) -> Sequence[str]:
    """The name in small letters of every customer there is: accounts, and whom an escalation named without one."""
    return session.scalars(union(select(Account.name_key), select(Escalation.customer_key))).all()


def names_of(session: Session, keys: Sequence[str]) -> Sequence[str]:
    """What they are called, each as often as it is written differently."""
    accounts = select(Account.name).where(Account.name_key.in_(keys))
    return session.scalars(
        union(accounts, select(Escalation.customer).where(Escalation.customer_key.in_(keys)))
    ).all()


def live_of(session: Session, account: Account) -> Sequence[Escalation]:
    """What is open of one account, the oldest first, no drills."""
    by_name, by_id = Escalation.customer_key == account.name_key, Escalation.account_id == account.id
    return session.scalars(
        select(Escalation)
        .where(or_(by_name, by_id), Escalation.status.in_(LIVE), Escalation.drill.is_(False))
        .order_by(Escalation.id)
    ).all()
