"""Waiting for the customer: a slower cadence, nothing else put off, and an end that comes by itself. Row Y8."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from models.deadline import Deadline
from models.queries import waiting
from models.timeline import Event
from models.waiting import WaitEnd, WaitingPeriod
from policy.kinds import DeadlineKind
from services.acknowledge import Acknowledge, acknowledge
from services.cancel import Cancel, cancel
from services.lookups.escalations import Filters, list_live
from services.merge import Merge, merge
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.refusal import Refused, RefusedFields
from services.resolve import resolve
from services.stop_waiting import stop_waiting
from services.wait_for_customer import WaitForCustomer, wait_for_customer
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
from tests.builders.office import CASEY, MAYA
from tests.builders.replay import replayed

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def waits(office: Office, escalation_id: int, now: datetime = MONDAY, **differs: Any) -> None:
    reason = differs.pop("reason", "The log files")
    wait_for_customer(office, WaitForCustomer(a_request(), escalation_id, CASEY, reason, **differs), now)


def update_of(office: Office, escalation_id: int) -> Deadline:
    return open_kinds(office, escalation_id)[DeadlineKind.UPDATE]


def period_of(office: Office, escalation_id: int) -> WaitingPeriod:
    with office.database.read() as session:
        found = waiting.latest(session, escalation_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        ("sev1", MONDAY + DAY),
        ("sev2", MONDAY + DAY),
        ("sev3", (MONDAY + 2 * DAY).replace(hour=16)),  # Wednesday
        ("sev4", MONDAY + 3 * DAY),  # Thursday at ten
    ],
)
def test_they_hear_less_often_meanwhile(office: Office, severity: str, due: datetime) -> None:
    escalation_id = an_acknowledged(office, MONDAY, severity)
    before = {key: row.due_at for key, row in open_kinds(office, escalation_id).items()}
    waits(office, escalation_id)
    after = {key: row.due_at for key, row in open_kinds(office, escalation_id).items()}
    assert after.pop(DeadlineKind.UPDATE) == due
    assert after.pop(DeadlineKind.WAITING) == MONDAY + 3 * DAY
    assert before.items() >= after.items()


def test_a_time_that_they_were_promised_stands(office: Office) -> None:
    escalation_id = an_escalation(office)
    promised = told("We have it", next_update_at=MONDAY + HOUR)
    acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, promised), MONDAY)
    waits(office, escalation_id)
    assert update_of(office, escalation_id).due_at == MONDAY + HOUR
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told()), MONDAY + HOUR)
    assert update_of(office, escalation_id).due_at == MONDAY + HOUR + DAY


def test_what_is_overdue_is_not_put_off_by_waiting(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    before = update_of(office, escalation_id)
    waits(office, escalation_id, MONDAY + 2 * HOUR)
    assert update_of(office, escalation_id).id == before.id


def test_after_three_business_days_it_ends_by_itself_and_the_dri_hears(office: Office) -> None:
    escalation_id = an_acknowledged(office, MONDAY, "sev2")
    waits(office, escalation_id)
    let_pass(office, MONDAY, MONDAY + 3 * DAY)
    assert the_escalation(office, escalation_id).waiting_until is None
    period = period_of(office, escalation_id)
    assert (period.ended_at, period.ended_why) == (MONDAY + 3 * DAY, WaitEnd.CEILING)
    (ended,) = said(office, "waiting_ended")
    assert (ended.context or {})["why"] == "ceiling"
    assert DeadlineKind.WAITING not in open_kinds(office, escalation_id)


def test_once_they_are_back_the_usual_cadence_counts_from_then(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    waits(office, escalation_id)
    stop_waiting(office, escalation_id, by=MAYA, now=MONDAY + 5 * HOUR)
    assert update_of(office, escalation_id).due_at == MONDAY + 6 * HOUR
    with pytest.raises(Refused) as refusal:
        stop_waiting(office, escalation_id, by=CASEY, now=MONDAY + 5 * HOUR)
    assert refusal.value.key == "waits_no_more"


def test_an_update_says_that_they_are_back_or_still_awaited(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    waits(office, escalation_id)
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told()), MONDAY + HOUR)
    assert the_escalation(office, escalation_id).waiting_until is not None
    back = PostUpdate(a_request(), escalation_id, CASEY, told(), still_waiting=False)
    post_update(office, back, MONDAY + 2 * HOUR)
    assert the_escalation(office, escalation_id).waiting_until is None
    assert update_of(office, escalation_id).due_at == MONDAY + 3 * HOUR
    assert period_of(office, escalation_id).ended_why is WaitEnd.TOLD


def test_a_list_shows_what_waits_since_when_and_until_when(office: Office) -> None:
    an_acknowledged(office)
    escalation_id = an_acknowledged(office)
    waits(office, escalation_id)
    (row,) = list_live(office, Filters(waiting=True), by=CASEY, now=MONDAY)["rows"]
    three_days = {"since": int(MONDAY.timestamp()), "until": int((MONDAY + 3 * DAY).timestamp())}
    assert (row["id"], row["waiting"]) == (escalation_id, three_days)
    stop_waiting(office, escalation_id, by=CASEY, now=MONDAY + HOUR)
    assert list_live(office, Filters(waiting=True), by=CASEY, now=MONDAY + HOUR)["total"] == 0


def test_solved_nobody_waits_any_more(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    waits(office, escalation_id)
    resolve(office, a_resolution(escalation_id), MONDAY + HOUR)
    escalation = the_escalation(office, escalation_id)
    assert escalation.waiting_until is None
    assert period_of(office, escalation_id).ended_why is WaitEnd.OVER
    assert replayed(office, escalation_id) == escalation.on_timeline


@pytest.mark.parametrize("verb", ["cancel", "merge"])
def test_called_off_nobody_waits_any_more(office: Office, verb: str) -> None:
    stays, escalation_id = an_acknowledged(office), an_acknowledged(office)
    waits(office, escalation_id)
    if verb == "cancel":
        cancel(office, Cancel(a_request(), escalation_id, CASEY, "A test of theirs"), MONDAY + HOUR)
    else:
        merge(office, Merge(a_request(), escalation_id, CASEY, stays, "The same outage"), MONDAY + HOUR)
    escalation = the_escalation(office, escalation_id)
    assert escalation.waiting_until is None
    assert period_of(office, escalation_id).ended_why is WaitEnd.OVER
    assert replayed(office, escalation_id) == escalation.on_timeline


def test_what_was_waited_for_is_on_the_timeline(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    waits(office, escalation_id)
    stop_waiting(office, escalation_id, by=CASEY, now=MONDAY + HOUR / 6)
    begun, ended = timeline(office, escalation_id)[-2:]
    assert (begun.event, begun.data["reason"]) == (Event.WAITING_BEGUN, "The log files")
    assert (ended.event, ended.data["why"]) == (Event.WAITING_ENDED, "said")


@pytest.mark.parametrize(
    ("differs", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"until": MONDAY - HOUR}, "until"),
        ({"until": MONDAY + 4 * DAY}, "until"),
    ],
)
def test_without_a_reason_or_for_too_long_nobody_waits(
    office: Office, differs: dict[str, Any], field: str
) -> None:
    escalation_id = an_acknowledged(office)
    with pytest.raises(RefusedFields) as refusal:
        waits(office, escalation_id, **differs)
    assert list(refusal.value.by_field) == [field]
    assert the_escalation(office, escalation_id).waiting_until is None


def test_nobody_waits_for_a_customer_who_has_not_been_told_anything(office: Office) -> None:
    escalation_id = an_escalation(office)
    with pytest.raises(Refused) as refusal:
        waits(office, escalation_id)
    assert refusal.value.key == "wait_before_told"


def test_the_second_who_waits_is_told_that_we_do(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    waits(office, escalation_id)
    with pytest.raises(Refused) as refusal:
        waits(office, escalation_id)
    assert refusal.value.key == "waits_already"
