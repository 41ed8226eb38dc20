"""One customer at a glance: what is known of them, what is open, what was, and what is still owed. Rows X2, Y5."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.account import Account
from models.queries import accounts, deadlines, escalations, people
from services.authorise import require_internal
from services.lookups.escalations import LIST_LENGTH, rows_of
from services.may import may_see_arr
from services.office import Office
from services.readers import Reader
from services.wording.account import of_account
from services.wording.ending import of_past
from services.wording.without_figures import without_figures

PAST_SHOWN = 5
CONTACTS_SHOWN = 10


def account_called(office: Office, word: str) -> int | None:
    """The account of this name, external id or domain, or the one whose name begins so; None where there is none, or
    several are called so."""
    with office.database.read() as session:
        found = accounts.by_word(session, word) or accounts.beginning_with(session, word)
        return found[0].id if len(found) == 1 else None


def show_account(office: Office, account_id: int, *, by: str, now: datetime) -> dict[str, Any]:
    """The `account` message. Raises Refused for outsiders."""
    rules = office.rulebook.current
    with office.database.read() as session:
        require_internal(session, by)
        account = session.get_one(Account, account_id)
        of_them = escalations.of_customer(account.name_key, account.id)
        live, total = escalations.counted(session, escalations.live().where(of_them), LIST_LENGTH)
        promised = deadlines.open_of_many(session, [escalation.id for escalation in live])
        over, before = escalations.counted(session, escalations.over().where(of_them), PAST_SHOWN)
        said = {
            "customer": account.name,
            "account_id": account.id,
            "account": of_account(session, account.id),
            "contacts": _contacts(session, account),
            "rows": rows_of(session, live, promised, Reader(by, rules), now),
            "total": total,
            "past": {
                "rows": [of_past(session, escalation, rules.policy) for escalation in over],
                "total": before,
            },
        }
        sees = account_is_theirs(session, account, by) or may_see_arr(session, live, by, rules, now)
        return said if sees else without_figures(said)


def account_is_theirs(session: Session, account: Account, person: str) -> bool:
    """Whether they look after this customer, or are its executive sponsor."""
    known = people.by_email(session, [account.csm, account.executive_sponsor])
    return person in {one.user_id for one in known.values()}


def _contacts(session: Session, account: Account) -> list[dict[str, str | None]]:
    return [
        {"name": contact.name, "role": contact.role, "email": contact.email, "preferred": contact.preferred}
        for contact in accounts.contacts_of(session, account.id)[:CONTACTS_SHOWN]
    ]
