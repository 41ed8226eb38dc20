"""Which account an escalation is of: the one chosen, that of a typed name, or a new one to be completed. Row X2."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.account import Account
from models.escalation import Escalation
from models.queries import accounts, escalations
from services.accounts.given import is_domain
from services.refusal import Refused


def key_of(customer: str) -> str:
    """What makes two customers' names the same."""
    return customer.strip().casefold()


def same_customer(one: Escalation, other: Escalation) -> bool:
    """Whether two escalations are of one customer: of one account, or of one name."""
    of_one = one.account_id is not None and one.account_id == other.account_id
    return of_one or one.customer_key == other.customer_key


def is_of(session: Session, escalation: Escalation, customer: str, account_id: int | None) -> bool:
    """Whether an escalation is of the customer who was chosen or typed in a form."""
    if account_id is None:
        return escalation.customer_key == key_of(customer)
    account = chosen(session, account_id)
    return account.id == escalation.account_id or account.name_key == escalation.customer_key


def chosen(session: Session, account_id: int) -> Account:
    """The account that somebody chose. Raises Refused where it is not there any more."""
    account = session.get(Account, account_id)
    if account is None:
        raise Refused("account_gone", field="account")
    return account


def name_of(session: Session, customer: str, account_id: int | None) -> str:
    """The customer's name: as it was typed, or that of the account that was chosen. Raises Refused."""
    return customer.strip() if account_id is None else chosen(session, account_id).name


def people_there(session: Session, escalation: Escalation) -> list[str]:
    """The names by which somebody at the customer, or the customer, may be spoken of."""
    contact = (escalation.contact or "").partition(",")[0].strip()
    known = accounts.contacts_of(session, escalation.account_id) if escalation.account_id else ()
    return [escalation.customer, *([contact] if contact else []), *(one.name for one in known)]


def of_typed(session: Session, customer: str, now: datetime) -> Account:
    """The account of this name, whatever its case; a new one, to be completed, where there is none."""
    key = key_of(customer)
    escalations.one_report_at_a_time(session, key)
    known = accounts.of_name(session, key)
    if known is not None:
        return known
    return _to_complete(session, customer.strip(), now)


def of_word(session: Session, word: str, now: datetime) -> Account:
    """The account that another system calls so, by its external id or domain; a new one, to be completed."""
    word = word.strip()
    domain = word.lower() if is_domain(word) else None
    called = accounts.called(session, set() if domain else {word}, {domain} if domain else set(), set())
    if called:
        return called[0]
    return _to_complete(session, word, now, external_id=None if domain else word, domain=domain)


def one_at_a_time(session: Session) -> None:
    """Until this transaction ends, no other system's word makes an account: two would make the same one."""
    escalations.one_report_at_a_time(session, "accounts that other systems speak of")


def _to_complete(session: Session, name: str, now: datetime, **known: str | None) -> Account:
    account = Account(
        name=name,
        name_key=key_of(name),
        to_complete=True,
        named=False,
        top=False,
        as_of={},
        made_at=now,
        changed_at=now,
        **known,
    )
    session.add(account)
    session.flush()
    return account
