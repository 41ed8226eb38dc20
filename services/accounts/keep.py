"""Keeping what is said of accounts: made or brought up to date, whatever order it comes in. Row X2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.account import Account, AccountContact, HealthReading
from models.queries import accounts, path
from models.queries.insert_once import insert_all_once
from services.accounts.given import AccountGiven
from services.accounts.of_customer import key_of


class NotThisAccount(ValueError):
    """What is said cannot be kept: it is about two accounts at once, or too little is said of a new one."""


@dataclass(frozen=True)
class Kept:
    """What became of one account; `changed` are fields whose value is another now."""

    account: Account
    made: bool
    changed: frozenset[str]


@dataclass
class Book:
    """The accounts that a batch speaks of, found at once."""

    by_id: dict[str, Account] = field(default_factory=dict)
    by_domain: dict[str, Account] = field(default_factory=dict)
    typed: dict[str, Account] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, given: Iterable[AccountGiven]) -> Book:
        """What is known of all of them."""
        said = list(given)
        book = cls()
        for account in accounts.called(
            session,
            {one.external_id for one in said if one.external_id},
            {one.known_domain for one in said if one.known_domain},
            {key_of(one.name) for one in said if one.name},
        ):
            book.enter(account)
        return book

    def enter(self, account: Account) -> None:
        """From now on it is found by all that it is called."""
        if account.external_id:
            self.by_id[account.external_id] = account
        if account.domain:
            self.by_domain[account.domain] = account
        if account.to_complete:
            self.typed[account.name_key] = account
        else:
            self.typed.pop(account.name_key, None)

    def find(self, given: AccountGiven) -> Account | None:
        """The account that is meant. Raises NotThisAccount where id and domain are those of two."""
        by_id = self.by_id.get(given.external_id or "")
        by_domain = self.by_domain.get(given.known_domain or "")
        taken = by_domain is not None and by_domain.external_id not in (None, given.external_id)
        if by_domain is not None and (
            (by_id is not None and by_id is not by_domain) or (given.external_id and taken)
        ):
            other = by_domain.external_id or by_domain.name
            raise NotThisAccount(f"domain: {given.known_domain} belongs to the account {other}")
        return by_id or by_domain or (self.typed.get(key_of(given.name)) if given.name else None)


def keep_accounts(
    session: Session, given: Sequence[AccountGiven], *, as_of: datetime, now: datetime
) -> list[Kept]:
    """Keep all of it, as it was at `as_of`. What is known from later stands. Raises NotThisAccount, at the first.

    Where something is known that was not, the path rules look at what these customers have open.
    """
    book = Book.of(session, given)
    kept = []
    for one in given:
        account = book.find(one)
        made = account is None
        if account is None:
            account = new_account(one, now)
            session.add(account)
        changed = bring_up_to_date(account, one, as_of, now)
        book.enter(account)
        kept.append(Kept(account, made, frozenset(changed)))
    session.flush()
    _keep_contacts(session, kept, given, as_of)
    readings = [
        {"account_id": row.account.id, "at": as_of, "score": one.health}
        for row, one in zip(kept, given, strict=True)
        if one.health is not None
    ]
    insert_all_once(session, HealthReading, readings)
    known_better = [row.account.id for row in kept if row.changed and not row.made]
    if known_better:
        path.follow_accounts(session, known_better, now)
    return kept


def keep_typed(session: Session, account: Account, given: AccountGiven, now: datetime) -> None:
    """What a person says of an account: as anything that is said of it, and what is known from later stands."""
    bring_up_to_date(account, given, now, now)
    session.flush()


def new_account(given: AccountGiven, now: datetime) -> Account:
    """Nothing is known of it but its name. Raises NotThisAccount where that is not said."""
    if given.name is None:
        raise NotThisAccount("name: is missing, and this account is not known yet")
    return Account(
        name=given.name,
        name_key=key_of(given.name),
        as_of={},
        made_at=now,
        changed_at=now,
        to_complete=False,
        named=False,
        top=False,
    )


def bring_up_to_date(account: Account, given: AccountGiven, as_of: datetime, now: datetime) -> set[str]:
    """What is known from later stands; the fields whose value is another now."""
    second = as_of.timestamp()
    facts = {
        name: value for name, value in given.facts().items() if account.as_of.get(name, second) <= second
    }
    changed = {name for name, value in facts.items() if getattr(account, name) != value}
    for name in changed:
        setattr(account, name, facts[name])
    account.name_key = key_of(account.name)
    account.to_complete = False
    if given.contacts is not None and account.as_of.get("contacts", second) <= second:
        facts["contacts"] = given.contacts
    account.as_of = {**account.as_of, **dict.fromkeys(facts, second)}
    if changed:
        account.changed_at = now
    return changed


def _keep_contacts(
    session: Session, kept: Sequence[Kept], given: Sequence[AccountGiven], as_of: datetime
) -> None:
    """The contacts are said as a whole: whoever is not named any more is gone."""
    for row, one in zip(kept, given, strict=True):
        if one.contacts is None or row.account.as_of["contacts"] != as_of.timestamp():
            continue
        if not row.made:
            session.execute(delete(AccountContact).where(AccountContact.account_id == row.account.id))
        session.add_all(
            AccountContact(account_id=row.account.id, **contact.model_dump()) for contact in one.contacts
        )
    session.flush()


def keep_health(session: Session, account: Account, readings: Sequence[tuple[datetime, int]]) -> None:
    """Scores at their moments, in any order; the account's own is the latest that is known."""
    insert_all_once(
        session,
        HealthReading,
        [{"account_id": account.id, "at": at, "score": score} for at, score in readings],
    )
    for at, score in readings:
        if account.as_of.get("health", 0.0) <= at.timestamp():
            account.health = score
            account.as_of = {**account.as_of, "health": at.timestamp()}
