"""Acknowledging and updating: what was told becomes the record, and the next time promised becomes the deadline."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.deadline import Outcome
from models.escalation import CustomerContact
from models.queries import deadlines
from models.timeline import Event
from policy.kinds import DeadlineKind, Status
from services.acknowledge import Acknowledge, acknowledge
from services.change_severity import ChangeSeverity, change_severity
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.refusal import Refused, RefusedFields
from services.tell_customer import Told
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    an_escalation,
    open_kinds,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import BRUNO, CASEY, PRIYA


def contacts(office: Office) -> list[CustomerContact]:
    """The communication log."""
    with office.database.read() as session:
        return list(session.scalars(select(CustomerContact).order_by(CustomerContact.id)))


def test_telling_the_customer_settles_the_acknowledgement_and_starts_the_cadence(office: Office) -> None:
    escalation_id = an_escalation(office)
    at = MONDAY + timedelta(minutes=9)
    acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, told("We have it")), at)
    escalation = the_escalation(office, escalation_id)
    assert (escalation.acknowledged_at, escalation.status) == (at, Status.IN_PROGRESS)
    open_now = open_kinds(office, escalation_id)
    assert DeadlineKind.ACKNOWLEDGE not in open_now
    assert open_now[DeadlineKind.UPDATE].due_at == at + timedelta(hours=1)
    assert [row.words for row in contacts(office)] == ["We have it"]


def test_an_acknowledgement_counts_from_when_the_customer_was_told(office: Office) -> None:
    escalation_id = an_escalation(office)
    at = MONDAY + timedelta(minutes=30)
    earlier = told("We have it", told_at=MONDAY + timedelta(minutes=10))
    acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, earlier), at)
    entry = next(e for e in timeline(office, escalation_id) if e.event is Event.ACKNOWLEDGED)
    assert entry.data["outcome"] == Outcome.KEPT


def test_the_time_promised_to_the_customer_is_the_deadline(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    promised = MONDAY + timedelta(minutes=50)
    update = PostUpdate(a_request(), escalation_id, CASEY, told(next_update_at=promised))
    post_update(office, update, MONDAY + timedelta(minutes=30))
    row = open_kinds(office, escalation_id)[DeadlineKind.UPDATE]
    assert (row.due_at, row.promised) == (promised, True)


def test_a_promise_later_than_the_cadence_needs_a_reason(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    later = told(next_update_at=MONDAY + timedelta(hours=6))
    with pytest.raises(RefusedFields) as refusal:
        post_update(office, PostUpdate(a_request(), escalation_id, CASEY, later), MONDAY)
    assert set(refusal.value.by_field) == {"later_reason"}
    agreed = told(next_update_at=MONDAY + timedelta(hours=6), later_reason="agreed")
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, agreed), MONDAY)
    assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].due_at == MONDAY + timedelta(hours=6)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (told(""), "words"),
        (told(recipients=" "), "recipients"),
        (told(told_at=MONDAY + timedelta(hours=1)), "told_at"),
        (told(told_at=MONDAY - timedelta(days=1)), "told_at"),
        (told(next_update_at=MONDAY - timedelta(minutes=1)), "next_update_at"),
    ],
)
def test_a_mistake_is_told_in_its_field_and_nothing_is_kept(office: Office, wrong: Told, field: str) -> None:
    escalation_id = an_escalation(office)
    with pytest.raises(RefusedFields) as refusal:
        acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, wrong), MONDAY)
    assert set(refusal.value.by_field) == {field}
    assert contacts(office) == []
    assert the_escalation(office, escalation_id).acknowledged_at is None


def test_an_update_before_any_acknowledgement_is_the_acknowledgement_too(office: Office) -> None:
    escalation_id = an_escalation(office)
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told()), MONDAY + timedelta(minutes=5))
    assert DeadlineKind.ACKNOWLEDGE not in open_kinds(office, escalation_id)
    assert the_escalation(office, escalation_id).acknowledged_at == MONDAY + timedelta(minutes=5)


def test_an_update_that_comes_after_its_time_is_kept_as_late(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    late = MONDAY + timedelta(hours=1, minutes=20)
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told()), late)
    with office.database.read() as session:
        updates = [row for row in deadlines.all_of(session, escalation_id) if row.kind is DeadlineKind.UPDATE]
    # The first was met by the acknowledgement, the second late, the third is open.
    assert [row.outcome for row in updates] == [Outcome.KEPT, Outcome.LATE, None]


def test_a_form_that_somebody_else_overtook_says_so_before_it_adds_a_second_update(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    seen = open_kinds(office, escalation_id)[DeadlineKind.UPDATE].id
    at = MONDAY + timedelta(minutes=40)
    post_update(office, PostUpdate(a_request(), escalation_id, BRUNO, told("From Bruno"), seen), at)
    with pytest.raises(Refused) as refusal:
        post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told("From Casey"), seen), at)
    assert refusal.value.key == "update_overtaken"
    assert [row.words for row in contacts(office)] == ["We have it", "From Bruno"]


def test_a_promise_that_another_severity_replaced_meanwhile_refuses_no_word_to_the_customer(
    office: Office,
) -> None:
    escalation_id = an_acknowledged(office, severity="sev2")
    seen = open_kinds(office, escalation_id)[DeadlineKind.UPDATE].id
    at = MONDAY + timedelta(minutes=30)
    worse = ChangeSeverity(a_request(), escalation_id, BRUNO, "sev1", "It spreads", "sev2")
    change_severity(office, worse, at)
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told("From Casey"), seen), at)
    assert [row.words for row in contacts(office)] == ["We have it", "From Casey"]


def test_the_same_form_sent_twice_tells_once(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    update = PostUpdate(a_request(), escalation_id, CASEY, told())
    for _ in range(2):
        post_update(office, update, MONDAY + timedelta(minutes=5))
    assert len(said(office, "update_posted")) == 1
    assert len(contacts(office)) == 2


def test_an_outsider_tells_nobody_anything(office: Office) -> None:
    escalation_id = an_escalation(office)
    with pytest.raises(Refused):
        post_update(office, PostUpdate(a_request(), escalation_id, PRIYA, told()), MONDAY)
    assert contacts(office) == []


def test_told_in_the_second_in_which_it_reached_us_is_not_before_it(office: Office) -> None:
    reached = MONDAY + timedelta(milliseconds=700)
    escalation_id = an_escalation(office, reached)
    shown = told("We have it", told_at=MONDAY)  # the form that was opened then carries whole seconds
    acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, shown), reached + timedelta(seconds=1))
    assert the_escalation(office, escalation_id).acknowledged_at == reached
