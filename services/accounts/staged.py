"""A file of accounts, worked out before anything is written: whoever presses a button waits for the writing alone. X2.

On SQLite one transaction at a time writes. So what is known is read and compared beside it (`stage`), and then written
in a few statements (`write_staged`), if what was read is still so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from models.account import Account, AccountContact, HealthReading
from models.queries import accounts
from models.queries.insert_once import insert_all_once
from services.accounts.given import AccountGiven
from services.accounts.keep import Book, NotThisAccount, bring_up_to_date, new_account
from services.accounts.of_customer import key_of

COLUMNS = tuple(column.key for column in Account.__table__.columns if column.key != "id")
AT_ONCE = 500
"""Values in one IN."""

Contacts = list[dict[str, Any]]


@dataclass(frozen=True)
class StagedAccount:
    """One account as it will be, and as it `was`; `id` is None for a new one.

    `contacts` is None where they stay as they are.
    """

    id: int | None
    values: Mapping[str, Any]
    was: Mapping[str, Any]
    changed: bool
    health: int | None
    contacts: Contacts | None


@dataclass
class Staged:
    """What a file comes to. `faults`: position in the file → why that row cannot be kept; then nothing is."""

    as_of: datetime
    rows: list[StagedAccount] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)


def stage(session: Session, given: Sequence[AccountGiven], *, as_of: datetime, now: datetime) -> Staged:
    """Compare with what is known. Writes nothing: what changes, changes in a session that is thrown away."""
    staged = Staged(as_of)
    with session.no_autoflush:
        book = Book.of(session, given)
        kept: list[tuple[AccountGiven, Account, Mapping[str, Any], bool]] = []
        for number, one in enumerate(given):
            try:
                account = book.find(one) or new_account(one, now)
            except NotThisAccount as error:
                staged.faults[number] = str(error)
                continue
            was = _values(account)
            changed = bool(bring_up_to_date(account, one, as_of, now))
            book.enter(account)
            kept.append((one, account, was, changed))
        there = _contacts_of(session, [account.id for _, account, _, _ in kept if account.id is not None])
        for one, account, before, differs in kept:
            contacts = _new_contacts(one, account, there.get(account.id, []), as_of)
            staged.rows.append(
                StagedAccount(account.id, _values(account), before, differs, one.health, contacts)
            )
        session.expunge_all()
    return staged


def write_staged(session: Session, staged: Staged) -> bool:
    """All of it in a few statements; False where somebody wrote meanwhile, and nothing was done."""
    made = [row for row in staged.rows if row.id is None]
    known = [row for row in staged.rows if row.id is not None]
    if not _still_so(session, made, known):
        return False
    if made:
        session.execute(insert(Account), [dict(row.values) for row in made])
    ids = _ids_of(session, made)
    _update(session, [{"id": row.id, **row.values} for row in known if row.changed])
    _update(session, [{"id": row.id, "as_of": row.values["as_of"]} for row in known if not row.changed])
    written = [*zip(ids, made, strict=True), *((row.id, row) for row in known)]
    for some in _parts([row.id for row in known if row.contacts is not None]):
        session.execute(delete(AccountContact).where(AccountContact.account_id.in_(some)))
    contacts = [{"account_id": key, **one} for key, row in written for one in row.contacts or ()]
    if contacts:
        session.execute(insert(AccountContact), contacts)
    readings = [
        {"account_id": key, "at": staged.as_of, "score": row.health}
        for key, row in written
        if row.health is not None
    ]
    insert_all_once(session, HealthReading, readings)
    return True


def _update(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        session.execute(update(Account), rows)


def _still_so(session: Session, made: Sequence[StagedAccount], known: Sequence[StagedAccount]) -> bool:
    """Nobody has made one of the new ones, or said anything of the others, since they were read."""
    columns = [Account.id, *(getattr(Account, name) for name in COLUMNS)]
    now = {
        row["id"]: dict(row)
        for some in _parts([row.id for row in known])
        for row in session.execute(select(*columns).where(Account.id.in_(some))).mappings()
    }
    if any(now.get(row.id) != {"id": row.id, **row.was} for row in known):
        return False
    return not accounts.called(
        session,
        {row.values["external_id"] for row in made if row.values["external_id"]},
        {row.values["domain"] for row in made if row.values["domain"]},
        {key_of(row.values["name"]) for row in made},
    )


def _ids_of(session: Session, made: Sequence[StagedAccount]) -> list[int]:
    """What the new ones are called by now, in their order: each has an external id, or a domain, of its own."""
    ids: dict[str, int] = {}
    for name in ("external_id", "domain"):
        column = getattr(Account, name)
        for some in _parts([row.values[name] for row in made if row.values[name] is not None]):
            found = session.execute(select(Account.id, column).where(column.in_(some)))
            ids |= {f"{name}:{row[1]}": row[0] for row in found}
    return [
        ids[
            f"external_id:{row.values['external_id']}"
            if row.values["external_id"] is not None
            else f"domain:{row.values['domain']}"
        ]
        for row in made
    ]


def _values(account: Account) -> dict[str, Any]:
    return {name: getattr(account, name) for name in COLUMNS}


def _contacts_of(session: Session, account_ids: Sequence[int]) -> dict[int, Contacts]:
    found: dict[int, Contacts] = {}
    columns = (AccountContact.name, AccountContact.email, AccountContact.role, AccountContact.preferred)
    for some in _parts(account_ids):
        query = select(AccountContact.account_id, *columns).where(AccountContact.account_id.in_(some))
        for row in session.execute(query.order_by(AccountContact.id)).mappings():
            found.setdefault(row["account_id"], []).append(
                {key: row[key] for key in ("name", "email", "role", "preferred")}
            )
    return found


def _new_contacts(one: AccountGiven, account: Account, there: Contacts, as_of: datetime) -> Contacts | None:
    """The contacts are said as a whole; None where none were said, later ones are known, or these stand already."""
    if one.contacts is None or account.as_of["contacts"] != as_of.timestamp():
        return None
    said = [contact.model_dump() for contact in one.contacts]
    return said if said != there else None


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))
