"""The form *Triage*: prefilled, half filled and saved, taken up again, told what another changed."""

from datetime import date

import pytest

from handlers.modals.triage import money_typed
from models.timeline import Event
from models.triage import Triage
from policy.kinds import DeadlineKind
from services.refusal import Refused
from tests.builders.accounts import an_account
from tests.builders.escalations import (
    an_acknowledged,
    an_escalation,
    is_triaged,
    open_kinds,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO
from tests.handlers.door import Door, standing_in, text_of


def found(door: Door, escalation_id: int) -> Triage:
    with door.office.database.read() as session:
        return session.get_one(Triage, escalation_id)


def test_it_opens_with_what_intake_knows_and_what_its_impact_proposes(door: Door) -> None:
    escalation_id = an_acknowledged(door.office, severity="sev2")
    door.press("triage", escalation_id)
    (view,) = door.slack.opened
    shown = standing_in(view)
    assert (shown["problem"], shown["impact"]) == (
        "Nobody can log in and orders have stopped",
        "major_function",
    )
    assert shown["cause_type"] is None
    assert "*SEV-2* is proposed" in text_of(view)
    again = door.change(view, "impact", impact="breach", most_affected="Priya")
    assert "*SEV-1* is proposed" in text_of(again)
    assert "Stay at SEV-2" in text_of(again)
    assert standing_in(again)["most_affected"] == "Priya"


def test_half_filled_it_is_saved_says_what_is_missing_and_opens_again_as_it_was(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("triage", escalation_id)
    half = {"tried": "A restart", "arr": "$120k", "renewal_on": "2027-01-31", "happened_before": "no"}
    answer = door.send(door.slack.opened[0], view_id="V1", **half)
    assert answer["response_action"] == "update"
    assert "*Kind of cause*, *What they want*" in answer["view"]["blocks"][0]["text"]["text"]
    assert standing_in(answer["view"])["tried"] == "A restart"
    row = found(door, escalation_id)
    assert (row.arr, row.renewal_on, row.happened_before) == (120_000, date(2027, 1, 31), False)
    assert DeadlineKind.TRIAGE in open_kinds(door.office, escalation_id)

    door.press("triage", escalation_id, by=BRUNO)
    shown = standing_in(door.slack.opened[1])
    assert (shown["tried"], shown["arr"], shown["renewal_on"]) == ("A restart", "120000", "2027-01-31")

    # The same window, sent once more with the rest.
    assert door.send(answer["view"], view_id="V1", cause_type="configuration", outcome="fix") is None
    assert found(door, escalation_id).cause_type == "configuration"
    assert DeadlineKind.TRIAGE not in open_kinds(door.office, escalation_id)


def test_what_another_changed_meanwhile_is_told_and_then_may_be_replaced(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("triage", escalation_id)
    is_triaged(door.office, escalation_id, outcome="accountability")
    answer = door.send(door.slack.opened[0], outcome="fix", cause_type="configuration")
    assert "accountability" in text_of(answer["view"])
    assert the_escalation(door.office, escalation_id).outcome == "accountability"
    assert door.send(answer["view"]) is None
    escalation = the_escalation(door.office, escalation_id)
    assert (escalation.outcome, found(door, escalation_id).cause_type) == ("fix", "configuration")
    # What was only shown, and another changed, stays as the other left it.
    assert escalation.problem == "Orders stop at the till"


def test_the_severity_is_decided_in_the_form_and_both_stand_on_the_timeline(door: Door) -> None:
    escalation_id = an_acknowledged(door.office, severity="sev2")
    door.press("triage", escalation_id)
    again = door.change(door.slack.opened[0], "impact", impact="breach")
    refused = door.send(again, decision="keep", cause_type="product_bug", outcome="fix")
    assert list(refused["errors"]) == ["severity_reason"]
    sent = {"cause_type": "product_bug", "outcome": "fix", "severity_reason": "Only test data was seen"}
    assert door.send(again, decision="keep", **sent) is None
    escalation = the_escalation(door.office, escalation_id)
    assert (escalation.severity, escalation.severity_reason) == ("sev2", "Only test data was seen")
    (data,) = [row.data for row in timeline(door.office, escalation_id) if row.event is Event.TRIAGED]
    assert (data["severity"], data["severity_proposed"]) == ("SEV-2", "SEV-1")

    door.press("triage", escalation_id)
    assert door.send(door.slack.opened[1], decision="change") is None
    escalation = the_escalation(door.office, escalation_id)
    assert escalation.severity == "sev1"
    assert [entry.event for entry in timeline(door.office, escalation_id)].count(Event.SEVERITY_CHANGED) == 1


def test_an_arr_that_is_no_number_is_said_under_its_field(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("triage", escalation_id)
    assert list(door.send(door.slack.opened[0], arr="a lot")["errors"]) == ["arr"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("120000", 120_000), ("120,000", 120_000), ("€ 1.2m", 1_200_000), ("USD 80 K", 80_000), (None, None)],
)
def test_an_arr_is_read_as_people_write_it(typed: str | None, meant: int | None) -> None:
    assert money_typed(typed) == meant


@pytest.mark.parametrize("typed", ["a lot", "-5", "12..5", "1,2,3x"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        money_typed(typed)


def test_it_starts_with_what_is_known_of_the_account_and_sending_it_makes_that_the_answer(door: Door) -> None:
    account_id = an_account(door.office)
    escalation_id = an_escalation(door.office, customer="", account_id=account_id, contact="Priya Raman")
    door.press("triage", escalation_id)
    (view,) = door.slack.opened
    shown = standing_in(view)
    assert (shown["arr"], shown["renewal_on"], shown["most_affected"]) == (
        "240000",
        "2027-02-01",
        "Priya Raman",
    )
    assert "America/New_York" in text_of(view)
    door.send(view, arr="250000")
    row = found(door, escalation_id)
    assert (row.arr, row.renewal_on, row.most_affected) == (250_000, date(2027, 2, 1), "Priya Raman")
