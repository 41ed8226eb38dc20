"""Raising an escalation: what is owed, who knows, and what a repeat or a mistake does."""

from datetime import timedelta

import pytest

from models.escalation import Escalation
from models.timeline import Event
from policy.kinds import DeadlineKind, Status
from services.office import Office
from services.open_escalation import open_escalation
from services.refusal import Refused, RefusedFields
from tests.builders.escalations import (
    MONDAY,
    an_escalation,
    an_intake,
    open_kinds,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import CASEY, GONE, GUEST, PRIYA, ROBOT, TOMAS, VERA, VIKTOR


def test_a_sev_1_is_owed_within_the_minutes_and_hours_of_its_row(office: Office) -> None:
    escalation_id = an_escalation(office)
    due = {kind: row.due_at - MONDAY for kind, row in open_kinds(office, escalation_id).items()}
    assert due == {
        DeadlineKind.ACKNOWLEDGE: timedelta(minutes=15),
        DeadlineKind.TEAM: timedelta(hours=1),
        DeadlineKind.UPDATE: timedelta(hours=1),
        DeadlineKind.RESOLVE: timedelta(hours=8),
    }


def test_a_sev_3_of_friday_afternoon_is_counted_in_business_time(office: Office) -> None:
    friday = MONDAY + timedelta(days=4, hours=6)  # 16:00, an hour and a half before closing
    due = {
        kind: row.due_local for kind, row in open_kinds(office, an_escalation(office, friday, "sev3")).items()
    }
    assert due[DeadlineKind.ACKNOWLEDGE] == "2026-11-30T11:30:00"
    assert due[DeadlineKind.PLAN] == "2026-11-30T16:00:00"
    assert due[DeadlineKind.RESOLVE] == "2026-12-11T16:00:00"


def test_the_clocks_start_when_it_reached_us(office: Office) -> None:
    escalation_id = an_escalation(office, reached_at=MONDAY - timedelta(minutes=10))
    assert open_kinds(office, escalation_id)[DeadlineKind.ACKNOWLEDGE].due_at == MONDAY + timedelta(minutes=5)


def test_everybody_whom_the_row_of_a_sev_1_names_is_asked_at_once_and_by_name(office: Office) -> None:
    an_escalation(office)
    calls = {(row.lane, (row.context or {})["person"]) for row in said(office, "tier_notified")}
    assert calls == {("CTIER3", VERA), ("CTIER3", VIKTOR), ("CEXEC", TOMAS)}


def test_the_card_is_said_before_anything_in_its_thread(office: Office) -> None:
    an_escalation(office)
    line, card, named, *_ = said(office)
    assert (line.template, line.lane) == ("home_line", "CHOME")
    assert (card.template, card.lane) == ("card", "own:1")
    assert (named.template, named.thread_of) == ("dri_named", card.id)


def test_every_call_stands_on_the_timeline_with_its_row(office: Office) -> None:
    entries = timeline(office, an_escalation(office))
    assert [entry.event for entry in entries] == [Event.OPENED, *[Event.NOTIFIED] * 3]
    assert entries[1].because == "severity.sev1.notify[0]"


def test_a_double_click_opens_one(office: Office) -> None:
    intake = an_intake()
    first = open_escalation(office, intake, MONDAY)
    again = open_escalation(office, intake, MONDAY + timedelta(seconds=1))
    assert (again.escalation_id, again.first) == (first.escalation_id, False)
    assert len(said(office, "card")) == 1


def test_a_form_changed_and_sent_again_keeps_both_versions(office: Office) -> None:
    intake = an_intake()
    opened = open_escalation(office, intake, MONDAY)
    changed = an_intake(request_key=intake.request_key, problem="Also the reports are gone")
    for _ in range(2):
        open_escalation(office, changed, MONDAY + timedelta(minutes=1))
    assert the_escalation(office, opened.escalation_id).problem == intake.problem
    kept = [e.data for e in timeline(office, opened.escalation_id) if e.event is Event.FORM_CHANGED]
    assert kept == [{"changes": {"problem": "Also the reports are gone"}}]
    assert len(said(office, "form_changed")) == 1


@pytest.mark.parametrize(
    ("dri", "reason"),
    [(ROBOT, "bot"), (GONE, "deactivated"), (GUEST, "guest"), (PRIYA, "external"), ("UNOBODY", "unknown")],
)
def test_a_dri_who_cannot_own_it_is_refused_in_the_field(office: Office, dri: str, reason: str) -> None:
    with pytest.raises(RefusedFields) as refusal:
        an_escalation(office, dri=dri)
    assert [one.key for one in refusal.value.refusals] == [f"dri_{reason}"]
    assert list(refusal.value.by_field) == ["dri"]
    assert said(office) == []


def test_every_mistake_of_a_form_is_told_at_once(office: Office) -> None:
    with pytest.raises(RefusedFields) as refusal:
        an_escalation(office, customer="  ", problem="", dri=ROBOT, reached_at=MONDAY + timedelta(hours=1))
    assert set(refusal.value.by_field) == {"customer", "problem", "dri", "reached_at"}


def test_a_severity_that_the_impact_does_not_speak_for_needs_a_reason(office: Office) -> None:
    with pytest.raises(RefusedFields) as refusal:
        open_escalation(office, an_intake(severity="sev3"), MONDAY)
    assert set(refusal.value.by_field) == {"severity_reason"}
    opened = open_escalation(office, an_intake(severity="sev3", severity_reason="One user only"), MONDAY)
    entry = timeline(office, opened.escalation_id)[0]
    assert (entry.data["severity"], entry.data["severity_proposed"]) == ("SEV-3", "SEV-1")


@pytest.mark.parametrize("outsider", [PRIYA, GUEST, ROBOT, GONE, "UNOBODY"])
def test_nobody_from_outside_raises_anything(office: Office, outsider: str) -> None:
    with pytest.raises(Refused, match=r".+"):
        an_escalation(office, by=outsider)
    assert said(office) == []


def test_a_drill_reaches_nobody_but_its_author(office: Office) -> None:
    an_escalation(office, drill=True)
    assert {row.lane for row in said(office)} == {f"dm:{CASEY}"}
    assert {(row.context or {}).get("person") for row in said(office, "tier_notified")} == {CASEY}


def test_references_count_up_from_one(office: Office) -> None:
    refs = [the_escalation(office, an_escalation(office)).ref for _ in range(3)]
    assert refs == ["ESC-1", "ESC-2", "ESC-3"]


def test_it_is_open_with_its_next_step_at_hand(office: Office) -> None:
    escalation: Escalation = the_escalation(office, an_escalation(office))
    assert escalation.status is Status.OPEN
    # The warning before the acknowledgement, a quarter of its time ahead at most.
    assert escalation.next_step_at == MONDAY + timedelta(minutes=15) - timedelta(minutes=3, seconds=45)
