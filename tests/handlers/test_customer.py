"""The customer in the intake form: chosen from a list, looked for while typing, or new; and what comes with them."""

from typing import Any

from policy.roster import DirectoryPerson
from services.lookups.accounts import LISTED
from tests.builders.accounts import an_account, many_accounts, the_account
from tests.builders.escalations import an_escalation
from tests.builders.office import BRUNO, CASEY, MAYA
from tests.handlers.door import Door, all_escalations, options_of, standing_in, text_of

WRITTEN = {"problem": "Nobody can log in", "impact": "outage"}


def the_form(door: Door) -> Any:
    """The intake form as it opens."""
    door.command()
    return door.slack.opened[-1]


def element_of(view: Any, name: str) -> Any:
    """The element of a field."""
    return next(b["element"] for b in view["blocks"] if b["block_id"].split("~")[0] == name)


def test_without_accounts_the_name_is_asked_for_and_it_becomes_one(door: Door) -> None:
    view = the_form(door)
    assert "account" not in standing_in(view)
    door.send(view, customer="Initech", **WRITTEN)
    (escalation,) = all_escalations(door.office)
    account = the_account(door.office, "Initech")
    assert (escalation.customer, escalation.account_id) == ("Initech", account.id)
    assert account.to_complete
    # The next time it is in the list.
    assert [row["text"]["text"] for row in options_of(element_of(the_form(door), "account"))] == ["Initech"]


def test_the_account_brings_its_csm_as_dri_its_contact_and_its_facts(door: Door) -> None:
    account_id = an_account(door.office)
    view = the_form(door)
    assert standing_in(view)["dri"] == CASEY
    shown = door.change(view, "account", account=str(account_id))
    assert standing_in(shown)["dri"] == BRUNO
    assert standing_in(shown)["contact"] == "Priya Raman, champion"
    said = text_of(shown)
    assert "ARR 240,000" in said
    assert "for colleagues alone" in said
    assert "The account's CSM knows them" in said
    door.send(shown, **WRITTEN)
    (escalation,) = all_escalations(door.office)
    assert (escalation.account_id, escalation.customer, escalation.dri, escalation.contact) == (
        account_id,
        "Acme Ltd",
        BRUNO,
        "Priya Raman, champion",
    )


def test_a_dri_whom_somebody_chose_stays(door: Door) -> None:
    account_id = an_account(door.office)
    chosen = door.change(the_form(door), "dri", dri=MAYA)
    shown = door.change(chosen, "account", account=str(account_id), contact="Ann, CFO")
    assert standing_in(shown)["dri"] == MAYA
    assert standing_in(shown)["contact"] == "Ann, CFO"


def test_another_account_brings_its_own_people_and_none_takes_them_back(door: Door) -> None:
    acme = an_account(door.office)
    other = an_account(
        door.office, account="002B", name="Globex", domain=None, csm="maya@heard.example", contacts=[]
    )
    first = door.change(the_form(door), "account", account=str(acme))
    second = door.change(first, "account", account=str(other))
    assert (standing_in(second)["dri"], standing_in(second)["contact"]) == (MAYA, None)
    assert standing_in(door.change(second, "account", account=None))["dri"] == CASEY


def test_a_csm_whom_slack_was_never_asked_for_is_looked_up(door: Door) -> None:
    account_id = an_account(door.office, csm="new@heard.example")
    door.slack.people["UNEW"] = DirectoryPerson(
        "UNEW", "Nell New", "new@heard.example", "Europe/London", False, True, True, False
    )
    shown = door.change(the_form(door), "account", account=str(account_id))
    assert "CSM <@UNEW>" in text_of(shown)


def test_a_csm_who_cannot_be_reached_is_not_suggested(door: Door) -> None:
    account_id = an_account(door.office, csm="gone@heard.example")
    assert standing_in(door.change(the_form(door), "account", account=str(account_id)))["dri"] == CASEY


def test_both_a_choice_and_a_name_are_refused_under_the_field(door: Door) -> None:
    account_id = an_account(door.office)
    answer = door.send(the_form(door), account=str(account_id), customer="Initech", **WRITTEN)
    assert "Acme Ltd is chosen above" in answer["errors"]["customer"]
    assert door.send(the_form(door), **WRITTEN)["errors"] == {"customer": "Which customer is it?"}
    assert all_escalations(door.office) == []


def test_a_name_that_is_known_is_that_account_whatever_its_case(door: Door) -> None:
    account_id = an_account(door.office)
    door.send(the_form(door), customer="ACME ltd", **WRITTEN)
    assert [row.account_id for row in all_escalations(door.office)] == [account_id]


def test_beyond_a_hundred_they_are_looked_for_while_typing(door: Door) -> None:
    many_accounts(door.office, LISTED)
    assert element_of(the_form(door), "account")["type"] == "static_select"
    account_id = an_account(door.office)
    view = the_form(door)
    assert element_of(view, "account")["type"] == "external_select"
    found = door.options("account", "ACM")["options"]
    assert [(row["text"]["text"], row["description"]["text"]) for row in found] == [
        ("Acme Ltd", "acme.example")
    ]
    shown = door.change(view, "account", account=found[0])
    assert standing_in(shown)["dri"] == BRUNO
    assert element_of(shown, "account")["initial_option"]["value"] == str(account_id)
    door.send(shown, **WRITTEN)
    assert [row.customer for row in all_escalations(door.office)] == ["Acme Ltd"]


def test_what_begins_with_the_words_comes_first_and_signs_are_only_signs(door: Door) -> None:
    for number, name in enumerate(("The 100% Co", "100% Ltd", "Other")):
        an_account(door.office, account=f"N{number}", name=name, domain=None)
    found = door.options("account", "100%")["options"]
    assert [row["text"]["text"] for row in found] == ["100% Ltd", "The 100% Co"]


def test_outsiders_are_offered_nothing(door: Door) -> None:
    an_account(door.office)
    assert door.options("account", "acme", by="UPRIYA")["options"] == []


def test_what_the_account_has_open_is_shown_whatever_it_was_called_then(door: Door) -> None:
    account_id = an_account(door.office)
    an_escalation(door.office, customer="", account_id=account_id)
    an_account(door.office, name="Acme Holdings")
    shown = door.change(the_form(door), "account", account=str(account_id), **WRITTEN)
    assert "ESC-1 is open" in text_of(shown)
    answer = door.send(shown, similar=f"add:{all_escalations(door.office)[0].id}")
    assert answer["view"]["callback_id"] == "report_joined"
    assert len(all_escalations(door.office)) == 1


def test_a_message_in_the_channel_that_an_account_shares_is_of_that_account(door: Door) -> None:
    account_id = an_account(door.office, slack_channel="CSHARED")
    door.message_shortcut({"ts": "1794823200.000100", "text": "It is down"}, channel="CSHARED")
    shown = standing_in(door.slack.opened[-1])
    assert (shown["account"], shown["dri"]) == (str(account_id), BRUNO)
