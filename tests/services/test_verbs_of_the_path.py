"""*I have it*, *Team assembled*, *Plan set* and the answers to what the path asks."""

from datetime import timedelta

import pytest

from models.queries import deadlines
from models.timeline import Event
from policy.kinds import DeadlineKind, Status
from services.accept import accept
from services.answer_ask import answer_ask
from services.assemble_team import AssembleTeam, assemble_team
from services.office import Office
from services.refusal import Refused
from services.set_plan import PlannedStep, SetPlan, set_plan
from services.take_due_steps import take_due_steps
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_escalation,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, DANA, ELIF, EMIL, VERA, VIKTOR


def ask_of(office: Office, escalation_id: int, owner: str) -> int:
    """The open ask of a person."""
    with office.database.read() as session:
        rows = deadlines.open_of(session, escalation_id)
    return next(row.id for row in rows if row.kind is DeadlineKind.ASK and row.owner == owner)


def test_i_have_it_is_no_word_to_the_customer(office: Office) -> None:
    escalation_id = an_escalation(office)
    accept(office, escalation_id, by=CASEY, now=MONDAY)
    assert the_escalation(office, escalation_id).accepted_at == MONDAY
    assert DeadlineKind.ACKNOWLEDGE in open_kinds(office, escalation_id)


def test_only_the_dri_has_it_and_only_once(office: Office) -> None:
    escalation_id = an_escalation(office)
    with pytest.raises(Refused) as refusal:
        accept(office, escalation_id, by=BRUNO, now=MONDAY)
    assert refusal.value.key == "only_dri_accepts"
    accept(office, escalation_id, by=CASEY, now=MONDAY)
    with pytest.raises(Refused) as refusal:
        accept(office, escalation_id, by=CASEY, now=MONDAY)
    assert refusal.value.key == "already_accepted"


def test_a_team_settles_the_team_promise(office: Office) -> None:
    escalation_id = an_escalation(office)
    assemble_team(office, AssembleTeam(a_request(), escalation_id, CASEY, (ELIF, EMIL, ELIF)), MONDAY)
    escalation = the_escalation(office, escalation_id)
    assert (escalation.team, escalation.status) == ([ELIF, EMIL], Status.IN_PROGRESS)
    assert DeadlineKind.TEAM not in open_kinds(office, escalation_id)


def test_a_team_of_nobody_is_refused(office: Office) -> None:
    escalation_id = an_escalation(office)
    with pytest.raises(Refused) as refusal:
        assemble_team(office, AssembleTeam(a_request(), escalation_id, CASEY, ()), MONDAY)
    assert refusal.value.field == "people"


def test_a_plan_with_one_step_settles_the_plan_promise(office: Office) -> None:
    escalation_id = an_escalation(office, severity="sev2")
    step = PlannedStep("Rebuild the index", ELIF, MONDAY + timedelta(hours=3))
    set_plan(office, SetPlan(a_request(), escalation_id, CASEY, (step,)), MONDAY)
    assert DeadlineKind.PLAN not in open_kinds(office, escalation_id)
    with pytest.raises(Refused):
        set_plan(office, SetPlan(a_request(), escalation_id, CASEY, ()), MONDAY)


def test_an_answer_settles_the_ask_and_stands_on_the_timeline(office: Office) -> None:
    escalation_id = an_escalation(office)
    ask = ask_of(office, escalation_id, VERA)
    answer_ask(office, escalation_id, ask, by=VERA, answer="Dana owns it", named=DANA, now=MONDAY)
    (entry,) = [row for row in timeline(office, escalation_id) if row.event is Event.ASK_ANSWERED]
    assert entry.data["named"] == DANA
    with pytest.raises(Refused) as refusal:
        answer_ask(office, escalation_id, ask, by=VIKTOR, answer="Me", named=None, now=MONDAY)
    assert refusal.value.key == "already_answered"


def test_an_ask_that_nobody_answers_is_asked_again_where_it_was_asked(office: Office) -> None:
    escalation_id = an_escalation(office)
    call = next(row for row in said(office, "tier_notified") if (row.context or {})["person"] == VERA)
    let_pass(office, MONDAY, MONDAY + timedelta(minutes=16))
    again = [row for row in said(office, "nudge") if row.thread_of == call.id]
    assert [((row.context or {})["person"], row.lane) for row in again] == [(VERA, call.lane)]
    ask = ask_of(office, escalation_id, VERA)
    answer_ask(
        office, escalation_id, ask, by=VERA, answer="Seen", named=None, now=MONDAY + timedelta(minutes=17)
    )
    take_due_steps(office, MONDAY + timedelta(minutes=30))
    assert len([row for row in said(office, "nudge") if row.thread_of == call.id]) == 1
