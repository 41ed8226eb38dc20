"""`/escalate account Acme`: one customer at a glance, where the words name one. Rows X2, Y5."""

from __future__ import annotations

from services.cancel import Cancel, cancel
from tests.builders.accounts import an_account
from tests.builders.escalations import MONDAY, a_request, an_escalation
from tests.builders.office import CASEY
from tests.handlers.door import Door


def asked(door: Door, words: str) -> str:
    """What is answered, as text; empty where the intake form opened instead."""
    reply = door.command(words)
    return str(reply) if reply else ""


def test_it_says_what_is_known_what_is_open_and_what_was(door: Door) -> None:
    an_account(door.office)
    before = an_escalation(door.office, problem="Exports were slow")
    cancel(door.office, Cancel(a_request(), before, CASEY, "A mistake"), MONDAY)
    an_escalation(door.office, problem="Orders have stopped")
    said = asked(door, "account acme LTD")
    assert "ARR 240,000" in said
    assert "Priya Raman, champion" in said
    assert "*Open: 1*" in said
    assert "ESC-2" in said
    assert "*Been here before:* once" in said
    assert "Exports were slow" in said


def test_it_is_found_by_its_id_and_its_domain_as_well(door: Door) -> None:
    an_account(door.office)
    for word in ("001A", "acme.example"):
        assert "Nothing of theirs is open" in asked(door, f"account {word}")


def test_a_name_may_be_shortened_to_its_first_words_where_only_one_begins_so(door: Door) -> None:
    an_account(door.office)
    assert "Nothing of theirs is open" in asked(door, "account acme")
    assert asked(door, "account ac") == "", "half a word names nobody"
    an_account(door.office, account="002B", domain="rail.example", name="Acme Rail")
    assert asked(door, "account acme") == ""


def test_words_that_name_no_account_are_what_is_wrong(door: Door) -> None:
    an_account(door.office)
    assert asked(door, "account is locked for everybody at Acme") == ""
    assert "account is locked for everybody at Acme" in str(door.slack.opened[-1])
