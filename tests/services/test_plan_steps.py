"""The steps of a plan: each a clock of its own, asked of its owner, the DRI, and whoever is over the owner. Row Y3."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from models.deadline import Deadline, Outcome
from models.escalation import PlanStep
from models.queries import deadlines, escalations
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.change_plan import Becomes, ChangePlan, change_plan
from services.finish_step import finish_step
from services.office import Office
from services.refusal import Refused, RefusedFields
from services.reopen import Reopen, reopen
from services.resolve import resolve
from services.set_plan import PlannedStep, SetPlan, set_plan
from services.take_due_steps import take_due_steps
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    let_pass,
    said,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, ELIF, EMIL, NORA, VIKTOR

HOUR = timedelta(hours=1)
NOON = MONDAY + 2 * HOUR


def a_plan(office: Office, *steps: PlannedStep, severity: str = "sev2") -> int:
    """An escalation with a plan; one step of Elif's by noon where none is named."""
    escalation_id = an_acknowledged(office, MONDAY, severity)
    wanted = steps or (PlannedStep("Rebuild the index", ELIF, NOON),)
    set_plan(office, SetPlan(a_request(), escalation_id, CASEY, wanted), MONDAY)
    return escalation_id


def steps_of(office: Office, escalation_id: int) -> list[PlanStep]:
    with office.database.read() as session:
        return list(escalations.plan_of(session, escalation_id))


def promises_of(office: Office, escalation_id: int) -> list[Deadline]:
    with office.database.read() as session:
        rows = deadlines.all_of(session, escalation_id)
    return [row for row in rows if row.kind is DeadlineKind.STEP]


def asked(office: Office) -> list[tuple[datetime, str, str]]:
    """When, whom, and by which step of the ladder each nudge asked for a step of the plan."""
    return [
        (row.created_at, (row.context or {})["person"], item["step"])
        for row in said(office, "nudge")
        for item in (row.context or {})["items"]
        if item["kind"] == "step"
    ]


def to_change(office: Office, escalation_id: int, **differs: Any) -> ChangePlan:
    """The form for the first step as it stands, but for what differs in it."""
    step = steps_of(office, escalation_id)[0]
    planned = replace(PlannedStep(step.what, step.owner, step.due_at), **differs)
    return ChangePlan(a_request(), escalation_id, CASEY, step.id, step.revision, Becomes.GOES_ON, planned)


def test_each_step_is_a_promise_of_its_own(office: Office) -> None:
    later = PlannedStep("Write to all customers", NORA, NOON + HOUR)
    escalation_id = a_plan(office, PlannedStep("Rebuild the index", ELIF, NOON), later)
    rows = promises_of(office, escalation_id)
    assert [(row.owner, row.due_at, row.what) for row in rows] == [
        (ELIF, NOON, "Rebuild the index"),
        (NORA, NOON + HOUR, "Write to all customers"),
    ]


def test_a_late_step_goes_to_its_owner_the_dri_and_whoever_is_over_the_owner(office: Office) -> None:
    a_plan(office)
    let_pass(office, MONDAY, NOON + 4 * HOUR)
    assert asked(office) == [
        (NOON, ELIF, "due"),
        (NOON + HOUR, CASEY, "overdue"),
        (NOON + 4 * HOUR, EMIL, "line"),
    ]


def test_over_somebody_without_a_role_are_those_whom_the_policy_names(office: Office) -> None:
    a_plan(office, PlannedStep("Write to all customers", NORA, NOON))
    let_pass(office, MONDAY, NOON + 4 * HOUR)
    assert asked(office)[-1] == (NOON + 4 * HOUR, ELIF, "line")


def test_the_dri_is_asked_once_for_an_update_and_a_step_of_one_moment(office: Office) -> None:
    a_plan(office, PlannedStep("Call the vendor", CASEY, MONDAY + 4 * HOUR))
    before = len(said(office, "nudge"))
    let_pass(office, MONDAY, MONDAY + 4 * HOUR)
    (nudge,) = [row for row in said(office, "nudge")[before:] if row.created_at == MONDAY + 4 * HOUR]
    context = nudge.context or {}
    assert context["person"] == CASEY
    assert {item["kind"] for item in context["items"]} >= {"update", "step"}


def test_after_an_outage_the_owner_of_a_step_is_asked_as_well(office: Office) -> None:
    a_plan(office)
    take_due_steps(office, MONDAY + 6 * HOUR)
    persons = {(row.context or {})["person"]: row.context or {} for row in said(office, "nudge")}
    assert [item["kind"] for item in persons[EMIL]["items"]] == ["step"]
    assert "step" not in [item["kind"] for item in persons[CASEY]["items"]]


def test_one_click_finishes_it_on_time_or_late(office: Office) -> None:
    steps = (PlannedStep("Rebuild the index", ELIF, NOON), PlannedStep("Warm it up", ELIF, NOON))
    escalation_id = a_plan(office, *steps)
    first, second = promises_of(office, escalation_id)
    finish_step(office, escalation_id, first.id, by=ELIF, now=NOON)
    finish_step(office, escalation_id, second.id, by=ELIF, now=NOON + HOUR)
    outcomes = [row.outcome for row in promises_of(office, escalation_id)]
    assert outcomes == [Outcome.KEPT, Outcome.LATE]
    assert [(row.context or {})["left"] for row in said(office, "step_finished")] == [1, 0]
    with pytest.raises(Refused) as refusal:
        finish_step(office, escalation_id, first.id, by=CASEY, now=NOON + HOUR)
    assert refusal.value.key == "step_done_before"


def test_other_words_are_the_same_promise_and_another_date_is_another(office: Office) -> None:
    escalation_id = a_plan(office)
    change_plan(office, to_change(office, escalation_id, what="Rebuild both indexes"), MONDAY)
    (same,) = promises_of(office, escalation_id)
    assert (same.what, same.settled_at) == ("Rebuild both indexes", None)
    change_plan(office, to_change(office, escalation_id, due_at=NOON + HOUR), MONDAY)
    old, new = promises_of(office, escalation_id)
    assert (old.outcome, new.due_at, new.settled_at) == (Outcome.REPLACED, NOON + HOUR, None)
    changes = [row.data for row in timeline(office, escalation_id) if row.event is Event.PLAN_CHANGED]
    assert [row["before"]["what"] for row in changes] == ["Rebuild the index", "Rebuild both indexes"]


def test_a_step_that_is_handed_on_is_asked_of_its_new_owner(office: Office) -> None:
    escalation_id = a_plan(office)
    change_plan(office, to_change(office, escalation_id, owner=EMIL), MONDAY)
    let_pass(office, MONDAY, NOON)
    assert asked(office) == [(NOON, EMIL, "due")]


def test_handing_on_what_is_late_needs_a_new_date(office: Office) -> None:
    escalation_id = a_plan(office)
    with pytest.raises(RefusedFields) as refusal:
        change_plan(office, to_change(office, escalation_id, owner=EMIL), NOON + HOUR)
    assert list(refusal.value.by_field) == ["due"]


def test_a_step_is_dropped_with_a_reason_only(office: Office) -> None:
    escalation_id = a_plan(office)
    drop = replace(to_change(office, escalation_id), becomes=Becomes.DROPPED)
    with pytest.raises(RefusedFields):
        change_plan(office, drop, MONDAY)
    change_plan(office, replace(drop, dropped_because="The vendor does it"), MONDAY)
    (row,) = promises_of(office, escalation_id)
    assert row.outcome is Outcome.STOOD_DOWN
    let_pass(office, MONDAY, NOON + HOUR)
    assert asked(office) == []


def test_whoever_changes_a_step_that_somebody_changed_since_is_told(office: Office) -> None:
    escalation_id = a_plan(office)
    mine = to_change(office, escalation_id, what="Rebuild all indexes")
    change_plan(office, to_change(office, escalation_id, owner=EMIL), MONDAY)
    with pytest.raises(Refused) as refusal:
        change_plan(office, mine, MONDAY)
    assert refusal.value.key == "step_changed_meanwhile"
    assert "Emil" in refusal.value.sentence or EMIL in refusal.value.sentence


def test_a_button_of_before_the_change_finishes_nothing(office: Office) -> None:
    escalation_id = a_plan(office)
    (old,) = promises_of(office, escalation_id)
    change_plan(office, to_change(office, escalation_id, owner=EMIL), MONDAY)
    with pytest.raises(Refused) as refusal:
        finish_step(office, escalation_id, old.id, by=ELIF, now=MONDAY)
    assert refusal.value.key == "step_is_another"
    assert steps_of(office, escalation_id)[0].done_at is None


def test_a_step_of_another_escalation_is_none_of_this_one(office: Office) -> None:
    escalation_id, other = a_plan(office), a_plan(office)
    (theirs,) = promises_of(office, other)
    with pytest.raises(Refused) as refusal:
        finish_step(office, escalation_id, theirs.id, by=CASEY, now=MONDAY)
    assert refusal.value.key == "no_such_step"


def test_solved_it_asks_for_no_step_any_more(office: Office) -> None:
    escalation_id = a_plan(office)
    resolve(office, a_resolution(escalation_id, summary="The index was stale"), MONDAY)
    (row,) = promises_of(office, escalation_id)
    assert row.outcome is Outcome.STOOD_DOWN
    with pytest.raises(Refused) as refusal:
        finish_step(office, escalation_id, row.id, by=ELIF, now=MONDAY)
    assert refusal.value.key == "already_over"


def test_opened_again_what_was_left_to_do_is_promised_again(office: Office) -> None:
    left = PlannedStep("Write to all customers", NORA, NOON + 4 * HOUR)
    dropped, done = PlannedStep("Restart", ELIF, NOON), PlannedStep("Roll back", ELIF, NOON + 5 * HOUR)
    escalation_id = a_plan(office, dropped, left, done)
    drop = replace(to_change(office, escalation_id), becomes=Becomes.DROPPED, dropped_because="No need")
    change_plan(office, drop, MONDAY)
    finish_step(office, escalation_id, promises_of(office, escalation_id)[2].id, by=ELIF, now=MONDAY)
    resolve(office, a_resolution(escalation_id), MONDAY + HOUR)
    reopen(office, Reopen(a_request(), escalation_id, CASEY, "It is back", CASEY), NOON)
    again = [row for row in promises_of(office, escalation_id) if row.settled_at is None]
    assert [(row.owner, row.what, row.due_at) for row in again] == [(NORA, left.what, left.due_at)]


def test_at_the_gravest_a_late_step_does_not_wait_for_the_morning(office: Office) -> None:
    night = MONDAY + timedelta(hours=13)
    a_plan(office, PlannedStep("Rebuild the index", EMIL, night), severity="sev1")
    let_pass(office, MONDAY, night + HOUR)
    # Bruno covers for Casey at night; over Emil is Viktor.
    assert [(person, step) for _, person, step in asked(office)][:3] == [
        (EMIL, "due"),
        (BRUNO, "overdue"),
        (VIKTOR, "line"),
    ]
