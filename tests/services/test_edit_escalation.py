"""Editing: the old words beside the new on the timeline, and nobody's change lost under another's."""

from datetime import timedelta
from typing import Any

import pytest

from models.timeline import Event
from services.edit_escalation import Details, EditEscalation, edit_escalation
from services.lookups.fields import record_start
from services.office import Office
from services.refusal import Refused, RefusedFields
from services.resolve import resolve
from tests.builders.accounts import an_account
from tests.builders.escalations import (
    MONDAY,
    a_resolution,
    an_acknowledged,
    an_escalation,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, PRIYA
from tests.builders.replay import replayed

LATER = MONDAY + timedelta(minutes=10)


def a_form(office: Office, escalation_id: int, by: str = CASEY, **differs: Any) -> EditEscalation:
    """A form opened now, with these fields typed over what stands."""
    start = record_start(office, escalation_id, by=CASEY)
    standing = {name: start.values[name] for name in vars(Details())}
    return EditEscalation(escalation_id, by, Details(**(standing | differs)), start.marks)


def test_old_and_new_stand_on_the_timeline(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    needs_by = MONDAY + timedelta(hours=5)
    edit_escalation(
        office,
        a_form(office, escalation_id, customer="Acme Limited", outcome="fix", needs_by=needs_by),
        LATER,
    )
    escalation = the_escalation(office, escalation_id)
    assert (escalation.customer, escalation.customer_key, escalation.outcome, escalation.needs_by) == (
        "Acme Limited",
        "acme limited",
        "fix",
        needs_by,
    )
    entry = timeline(office, escalation_id)[-1]
    assert entry.event is Event.EDITED
    assert entry.data["changes"] == [
        {"field": "customer", "old": "Acme Ltd", "new": "Acme Limited"},
        {"field": "outcome", "old": None, "new": "To have it work: a fix"},
        {"field": "needs_by", "old": None, "new": int(needs_by.timestamp())},
    ]
    assert replayed(office, escalation_id) == escalation.on_timeline
    assert len(said(office, "escalation_edited")) == 1


def test_a_form_sent_as_it_was_shown_changes_nothing(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    entries = len(timeline(office, escalation_id))
    edit_escalation(office, a_form(office, escalation_id), LATER)
    assert len(timeline(office, escalation_id)) == entries


def test_the_second_is_told_what_the_first_changed(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    second = a_form(office, escalation_id, contact="Priya", problem="Only some")
    edit_escalation(office, a_form(office, escalation_id, BRUNO, contact="Paul"), LATER)
    with pytest.raises(Refused) as refused:
        edit_escalation(office, second, LATER)
    assert refused.value.key == "changed_meanwhile"
    assert "<@UBRUNO>" in refused.value.sentence
    assert "Paul" in refused.value.sentence
    escalation = the_escalation(office, escalation_id)
    assert (escalation.contact, escalation.problem) == ("Paul", "Nobody can log in and orders have stopped")


def test_two_people_may_change_different_fields(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    second = a_form(office, escalation_id, contact="Priya")
    edit_escalation(office, a_form(office, escalation_id, BRUNO, problem="Only some"), LATER)
    edit_escalation(office, second, LATER)
    escalation = the_escalation(office, escalation_id)
    assert (escalation.contact, escalation.problem) == ("Priya", "Only some")


def test_another_impact_proposes_another_severity_and_changes_none(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev3")
    edit_escalation(office, a_form(office, escalation_id, impact="breach"), LATER)
    escalation = the_escalation(office, escalation_id)
    assert (escalation.severity, escalation.severity_proposed) == ("sev3", "sev1")
    (message,) = said(office, "escalation_edited")
    assert (message.context or {})["severity_proposed"] == "SEV-1"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"customer": None}, "customer"),
        ({"problem": None}, "problem"),
        ({"impact": None}, "impact"),
        ({"trigger": "gone"}, "trigger"),
        ({"needs_by": MONDAY - timedelta(days=1)}, "needs_by"),
    ],
)
def test_what_cannot_be_is_said_under_its_field(office: Office, wrong: dict[str, Any], field: str) -> None:
    escalation_id = an_escalation(office)
    with pytest.raises(RefusedFields) as refused:
        edit_escalation(office, a_form(office, escalation_id, **wrong), LATER)
    assert set(refused.value.by_field) == {field}


def test_a_date_that_has_passed_may_stand_while_other_things_change(office: Office) -> None:
    escalation_id = an_escalation(office, needs_by=MONDAY + timedelta(minutes=5))
    edit_escalation(office, a_form(office, escalation_id, contact="Priya"), LATER)
    assert the_escalation(office, escalation_id).contact == "Priya"


def test_what_is_resolved_may_be_put_right_and_outsiders_change_nothing(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    resolve(office, a_resolution(escalation_id), MONDAY)
    edit_escalation(office, a_form(office, escalation_id, problem="Logins failed"), LATER)
    assert the_escalation(office, escalation_id).problem == "Logins failed"
    with pytest.raises(Refused):
        edit_escalation(office, a_form(office, escalation_id, PRIYA, problem="x"), LATER)


def test_another_customer_is_another_account_and_on_the_record(office: Office) -> None:
    escalation_id = an_escalation(office)
    account_id = an_account(office, account="002B", name="Globex", domain=None)
    edit_escalation(office, a_form(office, escalation_id, customer="globex"), LATER)
    assert the_escalation(office, escalation_id).account_id == account_id
    assert replayed(office, escalation_id)["account_id"] == account_id
