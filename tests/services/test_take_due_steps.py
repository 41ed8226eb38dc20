"""The clock: what is asked, of whom, when; and what settles it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from models.outbox import OutboxMessage
from models.queries import deadlines
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.answer_ask import answer_ask
from services.assemble_team import AssembleTeam, assemble_team
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.take_due_steps import take_due_steps
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    an_escalation,
    is_triaged,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    time_passes,
    timeline,
    told,
)
from tests.builders.office import CASEY, DANA, MAYA, VERA


def asked(row: OutboxMessage) -> tuple[str, list[tuple[str, str]]]:
    """Whom a nudge names, and what for by which step."""
    context: dict[str, Any] = row.context or {}
    return context["person"], [(item["kind"], item["step"]) for item in context["items"]]


def nudges_between(office: Office, since: datetime, until: datetime) -> list[tuple[int, str, dict[str, str]]]:
    """Minute after `since`, person, and kind → step of every nudge in the thread; asks left out."""
    found = []
    seen = len(said(office, "nudge"))
    for now in time_passes(office, since, until):
        for row in said(office, "nudge")[seen:]:
            person, items = asked(row)
            if items[0][0] != "ask":
                found.append((int((now - since).total_seconds() // 60), person, dict(items)))
        seen = len(said(office, "nudge"))
    return found


def all_answered(office: Office, escalation_id: int) -> None:
    """Whoever the path asked has answered, so that only the DRI's own promises are left."""
    with office.database.read() as session:
        asks = [row for row in deadlines.open_of(session, escalation_id) if row.kind is DeadlineKind.ASK]
    for ask in asks:
        answer_ask(office, escalation_id, ask.id, by=ask.owner, answer="Seen", named=None, now=MONDAY)


def test_an_hourly_update_climbs_its_ladder_minute_by_minute(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev1")
    all_answered(office, escalation_id)
    is_triaged(office, escalation_id)
    assemble_team(office, AssembleTeam(a_request(), escalation_id, CASEY, (CASEY,)), MONDAY)
    updates = nudges_between(office, MONDAY, MONDAY + timedelta(hours=2, minutes=45))
    assert updates == [
        (60, CASEY, {"update": "due"}),
        (70, CASEY, {"update": "overdue"}),
        (80, DANA, {"update": "next_person"}),
        (160, CASEY, {"update": "again"}),
    ]


def test_what_falls_due_in_the_same_minute_for_the_same_person_is_one_message(office: Office) -> None:
    an_acknowledged(office)
    take_due_steps(office, MONDAY + timedelta(minutes=50))
    take_due_steps(office, MONDAY + timedelta(hours=1))
    together = [asked(row) for row in said(office, "nudge") if len((row.context or {})["items"]) > 1]
    assert together == [(CASEY, [("team", "due"), ("update", "due")])]


def test_an_update_in_time_settles_the_promise_and_makes_the_next(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    at = MONDAY + timedelta(minutes=55)
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told()), at)
    assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].due_at == at + timedelta(hours=1)
    let_pass(office, at, MONDAY + timedelta(hours=1, minutes=30))
    kinds = {kind for row in said(office, "nudge") for kind, _ in asked(row)[1]}
    assert "update" not in kinds


def test_ticking_twice_in_the_same_moment_says_nothing_twice(office: Office) -> None:
    an_escalation(office)
    due = MONDAY + timedelta(minutes=15)
    take_due_steps(office, due)
    before = len(said(office))
    for _ in range(3):
        take_due_steps(office, due)
    assert len(said(office)) == before


def test_a_climb_moves_one_tier_tells_its_channel_and_says_why(office: Office) -> None:
    escalation_id = an_escalation(office, severity="sev2")
    let_pass(office, MONDAY, MONDAY + timedelta(hours=2, minutes=1))
    escalation = the_escalation(office, escalation_id)
    assert escalation.tier == "directors"
    climbed = said(office, "tier_climbed")
    assert [(row.lane, (row.context or {})["person"]) for row in climbed] == [("CTIER3", VERA)]
    entry = next(entry for entry in timeline(office, escalation_id) if entry.event is Event.CLIMBED)
    assert entry.because == "tier.directors"
    assert len(said(office, "climb_noted")) == 1


def test_a_climb_names_one_person_in_the_tier_and_nobody_in_the_thread(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev1")
    all_answered(office, escalation_id)
    assemble_team(office, AssembleTeam(a_request(), escalation_id, CASEY, (CASEY,)), MONDAY)
    let_pass(office, MONDAY, MONDAY + timedelta(minutes=99))
    before = len(said(office))
    take_due_steps(office, MONDAY + timedelta(minutes=100))
    assert [row.template for row in said(office)[before:]] == ["tier_climbed", "climb_noted"]


def test_two_steps_of_one_moment_ask_both_people(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev3")
    all_answered(office, escalation_id)
    updates = [
        row for row in nudges_between(office, MONDAY, MONDAY + timedelta(days=1)) if "update" in row[2]
    ]
    assert [(person, items["update"]) for _, person, items in updates] == [
        (CASEY, "due"),
        (CASEY, "overdue"),
        (MAYA, "next_person"),
    ]


def test_after_three_hours_away_one_message_says_what_fell_due_and_how_late(office: Office) -> None:
    an_escalation(office)
    take_due_steps(office, MONDAY + timedelta(hours=3))
    in_thread = [row for row in said(office, "nudge") if asked(row)[1][0][0] != "ask"]
    assert len(in_thread) == 1
    context = in_thread[0].context or {}
    assert context["late_minutes"] > 60
    assert {item["kind"] for item in context["items"]} == {"acknowledge", "team", "update"}
    assert len(said(office, "tier_climbed")) == 1


def test_a_sev_1_is_nudged_through_the_night(office: Office) -> None:
    saturday_3_am = MONDAY + timedelta(days=4, hours=17)
    escalation_id = an_acknowledged(office, saturday_3_am)
    take_due_steps(office, saturday_3_am + timedelta(hours=1))
    assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].due_at == saturday_3_am + timedelta(hours=1)
    assert any(("update", "due") in asked(row)[1] for row in said(office, "nudge"))


def test_a_sev_3_is_quiet_over_the_weekend(office: Office) -> None:
    friday_evening = MONDAY + timedelta(days=4, hours=8)
    an_acknowledged(office, friday_evening, "sev3")
    let_pass(office, friday_evening, friday_evening + timedelta(days=2, hours=12))
    assert [row.template for row in said(office) if row.template in ("nudge", "digest")] == []


def test_a_sev_3_that_stays_silent_is_asked_again_every_business_day(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev3")
    let_pass(office, MONDAY, MONDAY + timedelta(days=11))
    nudged_days = {
        entry.at.date()
        for entry in timeline(office, escalation_id)
        if entry.event is Event.NUDGED and any(item["kind"] == "update" for item in entry.data["items"])
    }
    assert len(nudged_days) >= 8
    assert all(day.weekday() < 5 for day in nudged_days)


@pytest.mark.parametrize(("severity", "days"), [("sev1", 1), ("sev2", 4), ("sev3", 20), ("sev4", 20)])
def test_an_open_escalation_always_has_a_next_step(office: Office, severity: str, days: int) -> None:
    escalation_id = an_escalation(office, severity=severity)
    let_pass(office, MONDAY, MONDAY + timedelta(days=days))
    next_step = the_escalation(office, escalation_id).next_step_at
    assert next_step is not None
    assert next_step > MONDAY + timedelta(days=days)


def test_the_next_person_is_asked_by_name_when_the_dri_stays_silent(office: Office) -> None:
    an_escalation(office, severity="sev2")
    let_pass(office, MONDAY, MONDAY + timedelta(hours=1, minutes=31))
    person, items = asked([row for row in said(office, "nudge") if asked(row)[1][0][0] == "acknowledge"][-1])
    assert (person, items) == (MAYA, [("acknowledge", "next_person")])


def test_one_escalation_that_cannot_be_decided_starves_nobody(office: Office) -> None:
    broken, healthy = an_escalation(office), an_escalation(office)
    with office.database.write() as session:
        for row in deadlines.open_of(session, broken):
            row.steps = [{"name": "due"}]
    due = MONDAY + timedelta(minutes=15)
    take_due_steps(office, due)
    assert {row.escalation_id for row in said(office, "nudge")} == {healthy}
    assert the_escalation(office, broken).next_step_at == due + timedelta(minutes=1)
    take_due_steps(office, due + timedelta(minutes=1))
    plain = [row for row in said(office, "nudge") if row.escalation_id == broken]
    assert [asked(row)[0] for row in plain] == [CASEY]
