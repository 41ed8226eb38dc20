"""Voice beats text while it is grave; a step that says call is done by a call on record. Row D5a."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.queries import deadlines
from policy.kinds import DeadlineKind
from services.finish_step import finish_step
from services.lookups.escalations import form_start
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.refusal import Refused
from services.set_plan import PlannedStep, SetPlan, set_plan
from services.take_due_steps import take_due_steps
from services.wording.contexts import Wording
from tests.builders.escalations import MONDAY, a_request, an_acknowledged, said, told
from tests.builders.office import CASEY, ELIF

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
PLAIN = "We are still working on it. You hear from me by 11:00 London time."


def a_step(office: Office, what: str, severity: str = "sev1") -> tuple[int, int]:
    """An escalation and the promise of the one step of its plan."""
    of = an_acknowledged(office, severity=severity, contact="Priya Raman, Head of Operations")
    set_plan(
        office, SetPlan(a_request(), of, CASEY, (PlannedStep(what, ELIF, MONDAY + HOUR),)), MONDAY + MINUTE
    )
    with office.database.read() as session:
        (row,) = [one for one in deadlines.open_of(session, of) if one.kind is DeadlineKind.STEP]
    return of, row.id


def is_told(office: Office, of: int, channel: str, minutes: int, told_at_minute: int | None = None) -> None:
    at = None if told_at_minute is None else MONDAY + timedelta(minutes=told_at_minute)
    words = told(PLAIN, channel=channel, told_at=at)
    post_update(office, PostUpdate(a_request(), of, CASEY, words), MONDAY + timedelta(minutes=minutes))


def test_a_step_that_says_call_is_not_done_by_a_mail(office: Office) -> None:
    of, step = a_step(office, "Call Priya about the rollback")
    is_told(office, of, "email", 10)
    with pytest.raises(Refused) as refusal:
        finish_step(office, of, step, by=ELIF, now=MONDAY + HOUR / 4)
    assert refusal.value.key == "step_needs_a_call"


@pytest.mark.parametrize("way", ["call", "video", "in_person"])
def test_it_is_done_by_a_voice_on_record_since_it_was_set(office: Office, way: str) -> None:
    of, step = a_step(office, "Call Priya about the rollback")
    is_told(office, of, way, 10)
    finish_step(office, of, step, by=ELIF, now=MONDAY + HOUR / 4)


def test_a_call_from_before_it_was_set_is_another(office: Office) -> None:
    of = an_acknowledged(office, contact="Priya Raman")  # by a call, in this very minute
    later = MONDAY + HOUR / 2
    set_plan(
        office, SetPlan(a_request(), of, CASEY, (PlannedStep("Call Priya", ELIF, MONDAY + HOUR),)), later
    )
    with office.database.read() as session:
        (row,) = [one for one in deadlines.open_of(session, of) if one.kind is DeadlineKind.STEP]
    with pytest.raises(Refused):
        finish_step(office, of, row.id, by=ELIF, now=later)


def test_a_step_that_calls_nobody_there_is_done_as_ever(office: Office) -> None:
    of, step = a_step(office, "Call the hoster")
    finish_step(office, of, step, by=ELIF, now=MONDAY + HOUR / 4)


@pytest.mark.parametrize(("severity", "suggested"), [("sev1", True), ("sev2", True), ("sev3", False)])
def test_while_it_is_grave_a_call_is_suggested(office: Office, severity: str, suggested: bool) -> None:
    of = an_acknowledged(office, severity=severity)
    assert (form_start(office, of, by=CASEY, now=MONDAY).voice is not None) is suggested


def test_the_nudge_suggests_it_and_has_the_button(office: Office) -> None:
    an_acknowledged(office)
    take_due_steps(office, MONDAY + HOUR)
    word = Wording(office.rulebook, lambda: MONDAY + HOUR)
    with office.database.read() as session:
        worded = word(session, said(office, "nudge")[-1])
    assert "a call beats anything written" in worded.text
    assert "log_call" in str(worded.blocks)
