"""Snooze: the nudge waits, the promise does not, and only so far. Row X6."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from models.deadline import Deadline, Outcome
from models.queries import deadlines
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.refusal import Refused, RefusedFields
from services.snooze import Snooze, snooze
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import CASEY

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DUE = MONDAY + HOUR
"""When the first hourly update of a SEV-1 is due."""


def an_asked(office: Office) -> tuple[int, Deadline]:
    """A SEV-1 whose update is due and asked for."""
    escalation_id = an_acknowledged(office)
    let_pass(office, MONDAY, DUE)
    return escalation_id, open_kinds(office, escalation_id)[DeadlineKind.UPDATE]


def to_wait(escalation_id: int, row: Deadline, minutes: int = 15, because: str = "On the call") -> Snooze:
    return Snooze(a_request(), escalation_id, CASEY, row.id, timedelta(minutes=minutes), because)


def asked_for_update(office: Office, since: datetime) -> list[tuple[int, str]]:
    """Minutes after `since`, and the step, of every nudge for the update."""
    return [
        (int((row.created_at - since) / MINUTE), item["step"])
        for row in said(office, "nudge")
        for item in (row.context or {})["items"]
        if item["kind"] == "update" and row.created_at > since
    ]


def test_the_nudge_waits_and_goes_on_where_the_ladder_is_by_then(office: Office) -> None:
    escalation_id, row = an_asked(office)
    snooze(office, to_wait(escalation_id, row), DUE)
    let_pass(office, DUE, DUE + 40 * MINUTE)
    # Without it: +10 overdue, +20 next person, +40 climb.
    assert asked_for_update(office, DUE)[:2] == [(15, "overdue"), (20, "next_person")]


def test_the_promise_is_late_from_its_own_time(office: Office) -> None:
    escalation_id, row = an_asked(office)
    snooze(office, to_wait(escalation_id, row), DUE)
    assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].due_at == DUE
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told()), DUE + 5 * MINUTE)
    with office.database.read() as session:
        outcomes = {one.id: one.outcome for one in deadlines.all_of(session, escalation_id)}
    assert outcomes[row.id] is Outcome.LATE


def test_other_promises_do_not_wait(office: Office) -> None:
    escalation_id, row = an_asked(office)
    before = {kind: one.next_step_at for kind, one in open_kinds(office, escalation_id).items()}
    snooze(office, to_wait(escalation_id, row), DUE)
    after = {kind: one.next_step_at for kind, one in open_kinds(office, escalation_id).items()}
    assert after.pop(DeadlineKind.UPDATE) == DUE + 15 * MINUTE
    assert before.items() >= after.items()


def test_a_step_that_comes_later_anyway_is_not_brought_forward(office: Office) -> None:
    escalation_id, row = an_asked(office)
    snooze(office, to_wait(escalation_id, row, minutes=5), DUE)
    let_pass(office, DUE, DUE + 10 * MINUTE)
    assert asked_for_update(office, DUE) == [(10, "overdue")]


def test_once_is_all_that_the_gravest_allows(office: Office) -> None:
    escalation_id, row = an_asked(office)
    snooze(office, to_wait(escalation_id, row), DUE)
    with pytest.raises(Refused) as refusal:
        snooze(office, to_wait(escalation_id, row, minutes=5), DUE + MINUTE)
    assert refusal.value.key == "snoozed_enough"
    assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].snoozes == 1


@pytest.mark.parametrize(("differs", "field"), [({"length": HOUR}, "length"), ({"because": " "}, "because")])
def test_longer_than_allowed_or_without_a_reason_nothing_waits(
    office: Office, differs: dict[str, object], field: str
) -> None:
    escalation_id, row = an_asked(office)
    with pytest.raises(RefusedFields) as refusal:
        snooze(office, replace(to_wait(escalation_id, row), **differs), DUE)  # type: ignore[arg-type]
    assert list(refusal.value.by_field) == [field]
    assert the_escalation(office, escalation_id).next_step_at == DUE + 10 * MINUTE


def test_what_was_kept_meanwhile_or_is_not_asked_for_yet_cannot_wait(office: Office) -> None:
    escalation_id, row = an_asked(office)
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told()), DUE)
    with pytest.raises(Refused) as refusal:
        snooze(office, to_wait(escalation_id, row), DUE)
    assert refusal.value.key == "snooze_settled"
    following = open_kinds(office, escalation_id)[DeadlineKind.UPDATE]
    with pytest.raises(Refused) as refusal:
        snooze(office, to_wait(escalation_id, following), DUE)
    assert refusal.value.key == "snooze_of_nothing"


def test_who_put_it_off_until_when_and_why_is_on_the_timeline(office: Office) -> None:
    escalation_id, row = an_asked(office)
    snooze(office, to_wait(escalation_id, row), DUE)
    entry = timeline(office, escalation_id)[-1]
    assert (entry.event, entry.actor, entry.data["because_of"]) == (Event.SNOOZED, CASEY, "On the call")


def test_the_same_form_twice_waits_once(office: Office) -> None:
    escalation_id, row = an_asked(office)
    same = to_wait(escalation_id, row)
    snooze(office, same, DUE)
    snooze(office, same, DUE)
    assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].snoozes == 1
