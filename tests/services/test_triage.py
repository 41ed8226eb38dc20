"""Triage: owed from the first word to the customer, saved as far as it got, done when the four answers are there."""

from datetime import date, datetime, timedelta

import pytest

from models.deadline import Outcome
from models.timeline import Event
from models.triage import Triage
from policy.kinds import DeadlineKind
from services.acknowledge import Acknowledge, acknowledge
from services.lookups.fields import record_start
from services.office import Office
from services.refusal import Refused, RefusedFields
from services.resolve import resolve
from services.triage import Answers, SaveTriage, triage
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    an_escalation,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import BRUNO, CASEY, DANA, ELIF, PRIYA
from tests.builders.replay import replayed

FOUR = Answers(
    problem="Orders stop at the till", impact="outage", cause_type="product_bug", outcome="accountability"
)


def a_form(office: Office, escalation_id: int, answers: Answers, by: str = CASEY) -> SaveTriage:
    """A form opened now and filled in so."""
    return SaveTriage(escalation_id, by, answers, record_start(office, escalation_id, by=by).marks)


def as_it_stands(office: Office, escalation_id: int, **differs: object) -> Answers:
    """What a form would open with, but for what differs."""
    values = record_start(office, escalation_id, by=CASEY).values
    return Answers(**{name: values[name] for name in vars(Answers())} | differs)


def found(office: Office, escalation_id: int) -> Triage | None:
    with office.database.read() as session:
        return session.get(Triage, escalation_id)


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        ("sev1", MONDAY + timedelta(minutes=30)),
        ("sev2", MONDAY + timedelta(minutes=30)),
        ("sev3", MONDAY + timedelta(hours=4)),
        ("sev4", MONDAY + timedelta(days=1)),
    ],
)
def test_it_is_owed_from_the_first_word_to_the_customer(office: Office, severity: str, due: datetime) -> None:
    escalation_id = an_escalation(office, severity=severity)
    assert DeadlineKind.TRIAGE not in open_kinds(office, escalation_id)
    acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, told("We have it")), MONDAY)
    owed = open_kinds(office, escalation_id)[DeadlineKind.TRIAGE]
    assert (owed.due_at, owed.owner) == (due, CASEY)


def test_at_night_a_high_one_waits_for_the_morning_and_a_critical_one_does_not(office: Office) -> None:
    night = MONDAY.replace(hour=22)
    due = {}
    for severity in ("sev1", "sev2"):
        escalation_id = an_acknowledged(office, night, severity)
        due[severity] = open_kinds(office, escalation_id)[DeadlineKind.TRIAGE].due_at
    assert due == {
        "sev1": night + timedelta(minutes=30),
        "sev2": MONDAY.replace(hour=9, minute=30) + timedelta(days=1),
    }


def test_it_counts_from_when_the_customer_was_told(office: Office) -> None:
    escalation_id = an_escalation(office)
    earlier = told("We have it", told_at=MONDAY + timedelta(minutes=5))
    acknowledge(
        office, Acknowledge(a_request(), escalation_id, CASEY, earlier), MONDAY + timedelta(minutes=9)
    )
    assert open_kinds(office, escalation_id)[DeadlineKind.TRIAGE].due_at == MONDAY + timedelta(minutes=35)


def test_the_four_answers_settle_it_and_become_the_record(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    at = MONDAY + timedelta(minutes=10)
    assert triage(office, a_form(office, escalation_id, FOUR), at) == ()
    escalation, row = the_escalation(office, escalation_id), found(office, escalation_id)
    assert (escalation.problem, escalation.outcome) == ("Orders stop at the till", "accountability")
    assert row is not None
    assert (row.cause_type, row.completed_at, row.completed_by) == ("product_bug", at, CASEY)
    assert DeadlineKind.TRIAGE not in open_kinds(office, escalation_id)
    entry = timeline(office, escalation_id)[-1]
    assert (entry.event, entry.data["outcome"]) == (Event.TRIAGED, Outcome.KEPT)
    assert replayed(office, escalation_id) == escalation.on_timeline
    assert len(said(office, "escalation_triaged")) == 1


def test_half_a_form_is_kept_and_says_what_is_missing(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    half = Answers(problem="Orders stop at the till", impact="outage", most_affected="Priya", arr=120_000)
    assert triage(office, a_form(office, escalation_id, half), MONDAY) == ("cause_type", "outcome")
    row = found(office, escalation_id)
    assert row is not None
    assert (row.most_affected, row.arr, row.completed_at) == ("Priya", 120_000, None)
    assert the_escalation(office, escalation_id).problem == "Orders stop at the till"
    assert DeadlineKind.TRIAGE in open_kinds(office, escalation_id)
    assert timeline(office, escalation_id)[-1].event is Event.TRIAGE_SAVED
    assert said(office, "escalation_triaged") == []

    rest = as_it_stands(
        office, escalation_id, cause_type="unknown", outcome="fix", renewal_on=date(2027, 1, 31)
    )
    assert triage(office, a_form(office, escalation_id, rest, BRUNO), MONDAY) == ()
    row = found(office, escalation_id)
    assert row is not None
    assert (row.most_affected, row.renewal_on, row.completed_by) == ("Priya", date(2027, 1, 31), BRUNO)
    assert DeadlineKind.TRIAGE not in open_kinds(office, escalation_id)


def test_an_answer_that_is_needed_and_was_left_empty_takes_nothing_away(office: Office) -> None:
    escalation_id = an_acknowledged(office, outcome="fix")
    nothing = Answers(most_affected="Priya")
    assert triage(office, a_form(office, escalation_id, nothing), MONDAY) == (
        "problem",
        "impact",
        "cause_type",
        "outcome",
    )
    escalation = the_escalation(office, escalation_id)
    assert (escalation.impact, escalation.outcome) == ("outage", "fix")


def test_the_same_form_again_changes_nothing(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    form = a_form(office, escalation_id, FOUR)
    triage(office, form, MONDAY)
    entries = len(timeline(office, escalation_id))
    assert triage(office, form, MONDAY + timedelta(minutes=1)) == ()
    assert len(timeline(office, escalation_id)) == entries


def test_whoever_changes_what_another_changed_meanwhile_is_told(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    first = a_form(office, escalation_id, FOUR, BRUNO)
    second = a_form(
        office, escalation_id, as_it_stands(office, escalation_id, outcome="fix", tried="A restart")
    )
    triage(office, first, MONDAY)
    with pytest.raises(Refused) as refused:
        triage(office, second, MONDAY)
    assert "accountability" in refused.value.sentence
    assert "<@UBRUNO>" in refused.value.sentence
    assert the_escalation(office, escalation_id).outcome == "accountability"


def test_different_fields_of_two_people_are_both_kept(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    second = a_form(office, escalation_id, as_it_stands(office, escalation_id, tried="A restart"))
    triage(office, a_form(office, escalation_id, FOUR, BRUNO), MONDAY)
    triage(office, second, MONDAY)
    row = found(office, escalation_id)
    assert row is not None
    assert (row.tried, row.cause_type) == ("A restart", "product_bug")
    assert the_escalation(office, escalation_id).problem == "Orders stop at the till"


def test_severity_and_owner_are_proposed_again_with_reasons_and_a_person_decides(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev2")
    triage(office, a_form(office, escalation_id, FOUR), MONDAY)
    escalation = the_escalation(office, escalation_id)
    assert (escalation.severity, escalation.severity_proposed, escalation.dri) == ("sev2", "sev1", CASEY)
    data = timeline(office, escalation_id)[-1].data
    assert (data["severity"], data["severity_proposed"]) == ("SEV-2", "SEV-1")
    assert data["because_sentence"]
    assert (data["dri"], data["dri_proposed"], data["works_on_it"]) == (CASEY, BRUNO, ELIF)
    assert data["dri_because"]
    assert replayed(office, escalation_id) == escalation.on_timeline


def test_what_no_policy_offers_and_what_cannot_be_is_said_under_its_field(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    wrong = Answers(
        problem="x",
        impact="gone",
        cause_type="gone",
        outcome="fix",
        arr=-1,
        began_at=MONDAY + timedelta(days=1),
    )
    with pytest.raises(RefusedFields) as refused:
        triage(office, a_form(office, escalation_id, wrong), MONDAY)
    assert set(refused.value.by_field) == {"impact", "cause_type", "arr", "began_at"}
    assert found(office, escalation_id) is None


def test_outsiders_do_no_triage_and_what_is_over_needs_none(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    form = a_form(office, escalation_id, FOUR)
    with pytest.raises(Refused):
        triage(office, SaveTriage(escalation_id, PRIYA, FOUR, form.seen), MONDAY)
    resolve(office, a_resolution(escalation_id, by=DANA), MONDAY)
    with pytest.raises(Refused) as refused:
        triage(office, form, MONDAY)
    assert refused.value.key == "already_over"


def test_done_before_the_customer_was_told_it_is_not_owed(office: Office) -> None:
    escalation_id = an_escalation(office)
    triage(office, a_form(office, escalation_id, FOUR), MONDAY)
    acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, told("We have it")), MONDAY)
    assert DeadlineKind.TRIAGE not in open_kinds(office, escalation_id)


def test_told_only_at_the_resolution_it_is_not_owed_either(office: Office) -> None:
    escalation_id = an_escalation(office)
    resolve(office, a_resolution(escalation_id), MONDAY)
    assert DeadlineKind.TRIAGE not in open_kinds(office, escalation_id)


def test_left_alone_it_is_asked_for_twice_and_then_of_the_next_person(office: Office) -> None:
    an_acknowledged(office)
    let_pass(office, MONDAY, MONDAY + timedelta(hours=1))
    asked = [
        (row.created_at - MONDAY, item["step"])
        for row in said(office, "nudge")
        for item in (row.context or {})["items"]
        if item["kind"] == "triage"
    ]
    assert asked == [
        (timedelta(minutes=30), "due"),
        (timedelta(minutes=45), "overdue"),
        (timedelta(minutes=60), "next_person"),
    ]
