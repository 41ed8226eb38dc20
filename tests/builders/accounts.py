"""Accounts as tests need them: kept as the CRM would say it, and looked at afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.account import Account
from models.queries import accounts
from services.accounts.given import AccountGiven
from services.accounts.keep import keep_accounts
from services.office import Office
from tests.builders.escalations import MONDAY

ACME: dict[str, Any] = {
    "account": "001A",
    "name": "Acme Ltd",
    "domain": "acme.example",
    "segment": "Enterprise",
    "arr": 240_000,
    "health": 62,
    "renewal_on": "2027-02-01",
    "timezone": "America/New_York",
    "csm": "bruno@heard.example",
    "executive_sponsor": "vera@heard.example",
    "contacts": [
        {"name": "Tom Ode", "email": "tom@acme.example", "role": "user"},
        {"name": "Priya Raman", "email": "priya@acme.example", "role": "champion", "preferred": "call"},
    ],
}
"""A customer of whom all is known."""


def an_account(office: Office, as_of: datetime = MONDAY, **differs: Any) -> int:
    """Acme, but for what differs; its id."""
    given = AccountGiven.model_validate(ACME | differs)
    with office.database.write() as session:
        (kept,) = keep_accounts(session, [given], as_of=as_of, now=MONDAY)
        return kept.account.id


def said_of(office: Office, as_of: datetime, **said: Any) -> Account:
    """Something is said of Acme as it was at `as_of`; the account as it is known then."""
    given = AccountGiven.model_validate({"account": "001A"} | said)
    with office.database.write() as session:
        (kept,) = keep_accounts(session, [given], as_of=as_of, now=MONDAY)
        return kept.account


def the_account(office: Office, word: str = "Acme Ltd") -> Account:
    """The one account that is called so."""
    with office.database.read() as session:
        (found,) = accounts.by_word(session, word)
        return found


def many_accounts(office: Office, number: int) -> None:
    """So many customers of whom little is known."""
    given = [
        AccountGiven(account=f"C{row:05}", name=f"Customer {row:05}", domain=f"c{row}.example")
        for row in range(number)
    ]
    with office.database.write() as session:
        keep_accounts(session, given, as_of=MONDAY, now=MONDAY)
