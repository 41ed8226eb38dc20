"""What is said of an account is kept as of when it was so, in whatever order it comes. Row X2."""

from datetime import timedelta
from itertools import permutations

import pytest

from models.queries import accounts
from services.accounts.keep import NotThisAccount
from services.open_escalation import open_escalation
from tests.builders.accounts import an_account, said_of, the_account
from tests.builders.escalations import MONDAY, an_intake, the_escalation
from tests.builders.office import an_office

HOUR = timedelta(hours=1)


def test_what_arrives_late_does_not_write_over_what_is_newer(database_url: str) -> None:
    office = an_office(database_url)
    an_account(office)
    said_of(office, MONDAY + 2 * HOUR, arr=300_000)
    late = said_of(office, MONDAY + HOUR, arr=250_000, segment="Mid-market")
    assert (late.arr, late.segment) == (300_000, "Mid-market")


def test_what_is_left_out_stays(database_url: str) -> None:
    office = an_office(database_url)
    an_account(office)
    account = said_of(office, MONDAY + HOUR, name="Acme Limited")
    assert (account.name, account.name_key, account.arr) == ("Acme Limited", "acme limited", 240_000)
    with office.database.read() as session:
        assert len(accounts.contacts_of(session, account.id)) == 2


def test_contacts_are_said_as_a_whole_and_an_older_list_is_not_taken(database_url: str) -> None:
    office = an_office(database_url)
    account_id = an_account(office)
    said_of(office, MONDAY + HOUR, contacts=[{"name": "Ann"}])
    said_of(office, MONDAY, contacts=[{"name": "Somebody of before"}])
    with office.database.read() as session:
        assert [one.name for one in accounts.contacts_of(session, account_id)] == ["Ann"]


def test_the_history_of_health_takes_late_readings_and_the_account_has_the_latest(database_url: str) -> None:
    office = an_office(database_url)
    account_id = an_account(office)
    said_of(office, MONDAY + 2 * HOUR, health=40)
    said_of(office, MONDAY + HOUR, health=50)
    said_of(office, MONDAY + HOUR, health=50)
    assert the_account(office).health == 40
    with office.database.read() as session:
        readings = accounts.health_since(session, account_id, MONDAY)
        assert [row.score for row in readings] == [62, 50, 40]


def test_an_account_is_the_same_by_its_id_and_by_its_domain(database_url: str) -> None:
    office = an_office(database_url)
    account_id = an_account(office, account="acme.example", domain=None)
    assert said_of(office, MONDAY, account="ACME.example", arr=1).id == account_id
    assert said_of(office, MONDAY, account="001A", domain="acme.example").id == account_id
    assert said_of(office, MONDAY, account="001A").id == account_id


@pytest.mark.parametrize("name", ["Acme", "Another name"])
def test_a_domain_that_is_another_accounts_is_refused(database_url: str, name: str) -> None:
    office = an_office(database_url)
    an_account(office)
    with pytest.raises(NotThisAccount, match=r"domain: acme.example belongs to the account 001A"):
        an_account(office, account="002B", name=name)


def test_an_unknown_account_needs_a_name(database_url: str) -> None:
    office = an_office(database_url)
    with pytest.raises(NotThisAccount, match="name: is missing"):
        said_of(office, MONDAY, arr=5)


def test_a_customer_who_was_only_typed_is_completed_by_the_same_name(database_url: str) -> None:
    office = an_office(database_url)
    done = open_escalation(office, an_intake(customer="  acme ltd "), MONDAY)
    typed = the_account(office)
    assert typed.to_complete
    assert an_account(office) == typed.id
    assert not the_account(office).to_complete
    assert the_escalation(office, done.escalation_id).account_id == typed.id


SAID = ((0, 10), (1, 20), (2, 30), (3, 40))
"""Hours and scores."""


@pytest.mark.parametrize("order", list(permutations(SAID)))
def test_whatever_the_order_the_latest_word_counts(sqlite_url: str, order: list[tuple[int, int]]) -> None:
    office = an_office(sqlite_url)
    for hours, score in order:
        said_of(
            office, MONDAY + hours * HOUR, name=f"Acme {score}", health=score, arr=score, named=score > 30
        )
    account = the_account(office, "001A")
    assert (account.name, account.health, account.arr, account.named) == ("Acme 40", 40, 40, True)
