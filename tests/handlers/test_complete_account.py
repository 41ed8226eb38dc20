"""A customer of whom only the name was typed: offered to whoever raised it, completed in Slack, linked up. Row X2."""

from datetime import date
from typing import Any

import pytest

from models.account import Account
from models.timeline import Event
from services.accounts.of_customer import of_word
from tests.builders.accounts import an_account, said_of, the_account
from tests.builders.escalations import MONDAY, an_escalation, the_escalation, timeline
from tests.builders.office import BRUNO, CASEY, GUEST, NORA
from tests.builders.replay import replayed
from tests.handlers.door import Door

KNOWN: dict[str, Any] = {
    "domain": "Northwind.example",
    "segment": "Enterprise",
    "arr": "$240k",
    "renewal_on": "2027-02-01",
    "looked_after_by": BRUNO,
    "timezone": "Europe/Berlin",
    "slack_channel": "#northwind-and-us",
}


def asked_of(door: Door, of: int, by: str = CASEY) -> Any:
    """The form, as it opens from the card's menu."""
    door.press("complete_account", of, by=by)
    return door.slack.opened[-1]


def test_what_is_known_is_kept_and_the_path_looks_again(door: Door) -> None:
    of = an_escalation(door.office, customer="Northwind", severity="sev3", trigger="renewal_at_risk")
    assert door.send(asked_of(door, of), **KNOWN) is None
    account = the_account(door.office, "Northwind")
    assert (account.to_complete, account.domain, account.segment) == (
        False,
        "northwind.example",
        "Enterprise",
    )
    assert (account.arr, account.renewal_on, account.csm) == (
        240_000,
        date(2027, 2, 1),
        "bruno@heard.example",
    )
    assert (account.timezone, account.slack_channel) == ("Europe/Berlin", "northwind-and-us")
    (completed,) = [row for row in timeline(door.office, of) if row.event is Event.ACCOUNT_COMPLETED]
    assert completed.actor == CASEY
    assert "ARR 240,000" in str(door.command("show ESC-1"))


def test_only_the_domain_is_needed_and_what_is_wrong_stands_under_its_field(door: Door) -> None:
    of = an_escalation(door.office, customer="Northwind")
    view = asked_of(door, of)
    refused = door.send(view, domain="their shop", timezone="Berlin")
    assert set(refused["errors"]) == {"domain", "timezone"}
    assert the_account(door.office, "Northwind").to_complete
    assert door.send(view, domain="northwind.example") is None
    assert not the_account(door.office, "Northwind").to_complete


@pytest.mark.parametrize("person", [GUEST])
def test_whoever_looks_after_them_is_a_colleague(door: Door, person: str) -> None:
    refused = door.send(
        asked_of(door, an_escalation(door.office, customer="Northwind")),
        **KNOWN | {"looked_after_by": person},
    )
    assert list(refused["errors"]) == ["looked_after_by"]


def test_a_domain_that_is_known_says_that_it_is_them(door: Door) -> None:
    known = an_account(door.office)
    first = an_escalation(door.office, customer="Acme of London", problem="No orders")
    second = an_escalation(door.office, customer="acme of london", problem="No mails")
    with door.office.database.write() as session:
        typed = the_escalation(door.office, first).account_id
        of_word(session, "Acme of London", MONDAY)
    assert door.send(asked_of(door, first), domain="acme.example", segment="SMB") is None
    for of in (first, second):
        assert the_escalation(door.office, of).account_id == known
        assert replayed(door.office, of) == the_escalation(door.office, of).on_timeline
    with door.office.database.read() as session:
        assert session.get(Account, typed) is None
        assert session.get_one(Account, known).segment == "SMB"
    shown = str(door.command("account Acme Ltd"))
    assert "*Open: 2*" in shown


def test_whose_account_appears_later_links_up_by_itself(door: Door) -> None:
    of = an_escalation(door.office, customer="Acme Ltd")
    an_account(door.office, name="Acme Ltd")
    assert the_escalation(door.office, of).account_id == the_account(door.office).id
    door.press("complete_account", of)
    assert [view["callback_id"] for view in door.slack.opened] == ["notice"]
    assert "Acme Ltd is known by now" in str(door.slack.opened)


def test_what_another_system_says_afterwards_takes_its_place(door: Door) -> None:
    of = an_escalation(door.office, customer="Northwind")
    assert door.send(asked_of(door, of), **KNOWN) is None
    said_of(door.office, MONDAY, account="001N", domain="northwind.example", name="Northwind AG", arr=300_000)
    account = the_account(door.office, "Northwind AG")
    assert (account.arr, account.id) == (300_000, the_escalation(door.office, of).account_id)


def test_it_is_offered_where_somebody_looks_and_no_more_afterwards(door: Door) -> None:
    of = an_escalation(door.office, customer="Northwind", by=NORA)
    assert "1 to complete" in str(door.command("setup"))
    assert "Northwind" in str(door.command("setup"))
    assert "Complete the account" in str(door.command("account Northwind"))
    door.press("complete_account", "account:1", by=NORA)
    assert door.send(door.slack.opened[-1], domain="northwind.example", by=NORA) is None
    assert "to complete" not in str(door.command("setup"))
    assert "Complete the account" not in str(door.command("account Northwind"))
    assert the_escalation(door.office, of).account_id == 1


def test_sent_twice_it_is_kept_once(door: Door) -> None:
    of = an_escalation(door.office, customer="Northwind")
    view = asked_of(door, of)
    for _ in range(2):
        assert door.send(view, domain="northwind.example", view_id="VTWICE") is None
    assert len([row for row in timeline(door.office, of) if row.event is Event.ACCOUNT_COMPLETED]) == 1
