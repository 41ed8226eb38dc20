"""What is known of a customer, as the card and forms say it: for colleagues alone. Rows X2, X8."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.account import Account
from models.directory import KnownPerson
from models.queries import accounts, people
from services.record import unix


def of_account(session: Session, account_id: int | None) -> dict[str, Any] | None:
    """The `account` of templates; None where the customer is not known as an account."""
    account = session.get(Account, account_id) if account_id is not None else None
    if account is None:
        return None
    known = people.by_email(session, [account.csm, account.executive_sponsor])
    before = accounts.health_before(session, account.id) if account.health is not None else None
    return {
        "name": account.name,
        "to_complete": account.to_complete,
        "segment": account.segment,
        "arr": None if account.arr is None else f"{account.arr:,}",
        "share": _share(session, account),
        "health": account.health,
        "health_before": before and {"score": before.score, "at": unix(before.at)},
        "renewal_on": _day(account.renewal_on),
        "next_qbr_on": _day(account.next_qbr_on),
        "timezone": account.timezone,
        "named": account.named,
        "top": account.top,
        "looked_after_by": _person(account.csm, known),
        "sponsor": _person(account.executive_sponsor, known),
    }


def is_to_complete(session: Session, account_id: int | None) -> bool:
    """Whether of this account only what somebody typed is known."""
    account = session.get(Account, account_id) if account_id is not None else None
    return account is not None and account.to_complete


def _share(session: Session, account: Account) -> str | None:
    """In hundredths of the ARR of all accounts; None where either is not known."""
    total = accounts.total_arr(session) if account.arr else 0
    return f"{100 * account.arr / total:.1f}" if account.arr and total else None


def _day(day: date | None) -> str | None:
    return f"{day.day} {day:%b %Y}" if day else None


def _person(email: str | None, known: Mapping[str, KnownPerson]) -> dict[str, str | None] | None:
    """Their user id where Slack knows the address; None for nobody."""
    if email is None:
        return None
    person = known.get(email)
    return {"id": person.user_id if person else None, "email": email}
