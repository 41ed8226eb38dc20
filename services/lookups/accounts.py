"""What the intake form offers of accounts, and what follows from the one that was chosen. Reads only. Rows X2, D3a."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.account import Account
from models.directory import KnownChannel
from models.queries import accounts, people
from services.authorise import require_internal
from services.may import may_see_arr
from services.office import Office
from services.readers import to_be_read
from services.refusal import Refused
from services.wording.account import of_account
from services.wording.without_figures import without_figures

LISTED = 100
"""So many options Slack takes in one list; where there are more, they are looked for while somebody types."""
FOUND = 50
"""Options that are shown of what was looked for."""
SPEAKS_FOR_THEM = ("champion", "executive")
"""Roles of contacts, in the order in which they are suggested."""


@dataclass(frozen=True)
class Listed:
    """One account of a list."""

    account_id: int
    name: str
    domain: str | None


@dataclass(frozen=True)
class Offered:
    """What the form offers: a list, which is empty where there are no accounts, or else to look while typing."""

    listed: tuple[Listed, ...] = ()
    too_many: bool = False

    @property
    def any(self) -> bool:
        return self.too_many or bool(self.listed)


@dataclass(frozen=True)
class Chosen:
    """An account as the form shows it. `facts` are for colleagues alone."""

    account_id: int
    name: str
    facts: dict[str, Any]
    contact: str | None


def offered_accounts(office: Office) -> Offered:
    """By name; more than a list takes are not listed."""
    with office.database.read() as session:
        found = accounts.first(session, LISTED + 1)
        return Offered(too_many=True) if len(found) > LISTED else Offered(tuple(map(_listed, found)))


def find_accounts(office: Office, words: str) -> tuple[Listed, ...]:
    """Accounts with these words in their name or domain."""
    with office.database.read() as session:
        return tuple(map(_listed, accounts.matching(session, words, FOUND)))


def account_of_channel(office: Office, channel_id: str) -> int | None:
    """The account that shares this channel with us."""
    with office.database.read() as session:
        known = session.get(KnownChannel, channel_id)
        found = accounts.of_channel(session, [channel_id, *filter(None, [known.name if known else None])])
        return found.id if found else None


def may_be_shared(office: Office, channel_id: str) -> bool:
    """Whether Slack was never asked what this channel is called, and an account names one that is shared with it."""
    with office.database.read() as session:
        return session.get(KnownChannel, channel_id) is None and accounts.any_channel(session)


def unknown_colleagues(office: Office, account_id: int) -> tuple[str, ...]:
    """E-mail addresses of whoever looks after this account, where Slack was never asked who that is."""
    with office.database.read() as session:
        account = session.get(Account, account_id)
        emails = [email for email in (account.csm, account.executive_sponsor) if email] if account else []
        known = people.by_email(session, emails)
        return tuple(email for email in emails if email not in known)


def chosen_account(office: Office, account_id: int, *, raiser: str, now: datetime) -> Chosen | None:
    """As its raiser may see it. None where it is not there any more."""
    rules = office.rulebook.current
    with office.database.read() as session:
        account = session.get(Account, account_id)
        facts = of_account(session, account_id)
        if account is None or facts is None:
            return None
        return Chosen(
            account_id=account_id,
            name=account.name,
            facts=facts if may_see_arr(session, (), raiser, rules, now) else without_figures(facts),
            contact=_contact(session, account_id),
        )


@dataclass(frozen=True)
class ToComplete:
    """An account of which only what somebody typed is known."""

    account_id: int
    name: str
    domain: str | None


def to_complete(office: Office, *, account_id: int | None, escalation_id: int, by: str) -> ToComplete:
    """The account itself, or that of an escalation. Raises Refused where all is known by now, or there is none."""
    rules = office.rulebook.current
    with office.database.read() as session:
        require_internal(session, by)
        if account_id is None:
            account_id = to_be_read(session, escalation_id, by, rules).account_id
        account = session.get(Account, account_id) if account_id is not None else None
        if account is None or not account.to_complete:
            raise Refused("account_completed", customer=account.name if account else None)
        return ToComplete(account.id, account.name, account.domain)


def _listed(account: Account) -> Listed:
    return Listed(account.id, account.name, account.domain)


def _contact(session: Session, account_id: int) -> str | None:
    """Whoever speaks for them: name and role."""
    contacts = accounts.contacts_of(session, account_id)
    ranked = sorted(
        contacts,
        key=lambda one: (
            SPEAKS_FOR_THEM.index(one.role) if one.role in SPEAKS_FOR_THEM else len(SPEAKS_FOR_THEM)
        ),
    )
    first = next(iter(ranked), None)
    return ", ".join(filter(None, (first.name, first.role))) if first else None
