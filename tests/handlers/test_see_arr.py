"""What a customer pays us is shown to whoever has to do with them, in answers to one person. Row X9."""

import pytest

from services.lookups.accounts import chosen_account
from tests.builders.accounts import an_account
from tests.builders.escalations import MONDAY, an_acknowledged, is_triaged
from tests.builders.office import BRUNO, CASEY, NORA, ROSA
from tests.handlers.door import Door

ASKED = ("show ESC-1", "why ESC-1", "account Acme Ltd", "document ESC-1", "document ESC-1 brief")
FIGURES = ("240,000", "150,000", "80.0 % of all", "(80.0 %)")


def is_at_risk(door: Door, by: str = CASEY) -> None:
    """A rule of the path has fired for what is at risk, and says so on the timeline."""
    account = an_account(door.office)
    an_account(door.office, account="001B", name="Globex", domain="globex.example", arr=60_000)
    of = an_acknowledged(door.office, severity="sev3", by=by, account_id=account, customer="")
    is_triaged(door.office, of, arr=240_000, revenue_at_risk=150_000)


@pytest.mark.parametrize("words", ASKED)
def test_who_has_to_do_with_them_reads_it_and_a_stranger_does_not(door: Door, words: str) -> None:
    is_at_risk(door)
    for person in (CASEY, ROSA):
        assert any(figure in str(door.command(words, by=person)) for figure in FIGURES), person
    said = str(door.command(words, by=NORA))
    assert "Acme" in said
    assert [figure for figure in FIGURES if figure in said] == []


def test_why_a_rule_fired_is_still_said_without_the_figure(door: Door) -> None:
    is_at_risk(door)
    assert "what they pay us" in str(door.command("why ESC-1", by=NORA))
    assert "150,000 at risk" in str(door.command("why ESC-1", by=CASEY))


def test_whoever_raised_it_reads_it_from_then_on(door: Door) -> None:
    account = an_account(door.office)
    before = chosen_account(door.office, account, raiser=NORA, now=MONDAY)
    assert before is not None
    assert before.facts["arr"] is None
    of_a_csm = chosen_account(door.office, account, raiser=BRUNO, now=MONDAY)
    assert of_a_csm is not None
    assert of_a_csm.facts["arr"] == "240,000"
    an_acknowledged(door.office, severity="sev4", account_id=account, customer="")
    is_raised_by_nora = an_acknowledged(
        door.office, severity="sev4", by=NORA, account_id=account, customer=""
    )
    assert "240,000" not in str(door.command("show ESC-1", by=NORA))
    assert "240,000" in str(door.command(f"show ESC-{is_raised_by_nora}", by=NORA))
