"""G10: the intake form with ten thousand accounts, and an export of every record, each against a tenth of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import insert, select

from bench.databases import DATABASES
from bench.offices import an_office_on
from bench.population import populate
from bench.verdict import Bound, Verdict, ratio, seconds
from handlers.modals.open_escalation import build
from models.account import Account
from services.accounts.of_customer import key_of
from services.documents.whole_record import every_escalation, whole_record
from services.lookups.accounts import find_accounts, offered_accounts
from services.office import Office
from tests.builders.escalations import MONDAY

ACCOUNTS = (1_000, 10_000)
RECORDS = (200, 2_000)
TIMES = 20


def measure() -> Iterator[Verdict]:
    """Opening the form, and what one record of an export costs; told besides: finding a customer by what is typed."""
    for name in DATABASES:
        with an_office_on(name) as small, an_office_on(name) as large:
            _accounts(small, ACCOUNTS[0], MONDAY)
            _accounts(large, ACCOUNTS[1], MONDAY)
            for what, once, bound in (
                ("opening the intake form", _opened, Bound.AT_MOST),
                ("finding a customer in it", _found, None),
            ):
                many, few, times = ratio(
                    lambda once=once: seconds(lambda: [once(large) for _ in range(TIMES)]) / TIMES,  # type: ignore[misc]
                    lambda once=once: seconds(lambda: [once(small) for _ in range(TIMES)]) / TIMES,  # type: ignore[misc]
                    rounds=9,
                )
                yield Verdict(
                    f"{name}: {what}, {ACCOUNTS[1]:,} accounts against {ACCOUNTS[0]:,}",
                    times, " ×", bound, 2, f"{many * 1000:.1f} and {few * 1000:.1f} ms",
                )  # fmt: skip
            populate(small, RECORDS[0])
            populate(large, RECORDS[1])
            many, few, times = ratio(
                lambda: _exported(large) / RECORDS[1], lambda: _exported(small) / RECORDS[0], rounds=3
            )
            yield Verdict(
                f"{name}: a record of an export of {RECORDS[1]:,}, of one of {RECORDS[0]:,}",
                times, " ×", Bound.AT_MOST, 2, f"{many * 1000:.1f} and {few * 1000:.1f} ms",
            )  # fmt: skip


def _accounts(office: Office, count: int, now: datetime) -> None:
    """Customers with names as people have them."""
    names = [f"{first} {second} {number}" for number in range(count // 100) for first, second in _WORDS]
    rows = [
        {
            "external_id": f"A-{number}", "domain": f"c{number}.example", "name": name, "name_key": key_of(name),
            "to_complete": False, "named": False, "top": False, "as_of": {}, "made_at": now, "changed_at": now,
        }
        for number, name in enumerate(names)
    ]  # fmt: skip
    with office.database.write() as session:
        session.execute(insert(Account), rows)
        assert session.scalar(select(Account.id).limit(1)) is not None


_WORDS = [
    (first, second)
    for first in ("North", "South", "Blue", "Grand", "New", "Old", "Pacific", "Alpine", "Royal", "Union")
    for second in ("Foods", "Steel", "Bank", "Labs", "Motors", "Energy", "Media", "Health", "Rail", "Paper")
]


def _opened(office: Office) -> None:
    policy, offered = office.rulebook.current.policy, offered_accounts(office)
    build(policy, {"problem": "Nobody can log in"}, {}, offered=offered, chosen=None)


def _found(office: Office) -> None:
    assert find_accounts(office, "pacific mot")


def _exported(office: Office) -> float:
    def export() -> None:
        with office.database.read() as session:
            for escalation in every_escalation(session):
                whole_record(session, escalation)

    return seconds(export)
