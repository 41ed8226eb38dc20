"""Another severity: promises made anew, the tier, who is told and who may go; nobody twice. Rows M2b, X15."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.deadline import Outcome
from models.outbox import MessageState, OutboxMessage
from models.queries import deadlines
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.change_severity import ChangeSeverity, change_severity
from services.climb import Climb, climb
from services.lookups.escalations import show
from services.office import Office
from services.refusal import Refused, RefusedFields
from services.take_due_steps import take_due_steps
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    an_escalation,
    open_kinds,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, DANA, EMIL, TOMAS, VERA, VIKTOR
from tests.builders.replay import replayed

LATER = MONDAY + timedelta(minutes=30)


def everything_left(office: Office) -> None:
    """As after a delivery that took all."""
    with office.database.write() as session:
        waiting = update(OutboxMessage).where(OutboxMessage.state == MessageState.WAITING)
        session.execute(waiting.values(state=MessageState.SENT, channel_id="C", ts="1.1"))


def to(office: Office, escalation_id: int, severity: str, at: timedelta = timedelta(minutes=30)) -> None:
    """Casey changes the severity."""
    seen = the_escalation(office, escalation_id).severity
    change_severity(
        office,
        ChangeSeverity(a_request(), escalation_id, CASEY, severity, "It is otherwise", seen),
        MONDAY + at,
    )
    everything_left(office)


def people_of(office: Office, template: str) -> list[str]:
    return [str((row.context or {})["person"]) for row in said(office, template)]


def test_up_to_critical_everything_is_promised_anew_and_three_more_are_asked(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev2")
    everything_left(office)
    to(office, escalation_id, "sev1")
    escalation = the_escalation(office, escalation_id)
    assert (escalation.severity, escalation.tier) == ("sev1", "directors")
    owed = open_kinds(office, escalation_id)
    assert {kind: row.due_at - LATER for kind, row in owed.items()} == {
        DeadlineKind.TRIAGE: timedelta(minutes=30),
        DeadlineKind.TEAM: timedelta(hours=1),
        DeadlineKind.UPDATE: timedelta(hours=1),
        DeadlineKind.RESOLVE: timedelta(hours=8),
    }
    assert escalation.target_at == LATER + timedelta(hours=8)
    assert people_of(office, "tier_notified") == [DANA, EMIL, VERA, VIKTOR, TOMAS]
    assert said(office, "stood_down") == []
    with office.database.read() as session:
        rows = deadlines.all_of(session, escalation_id)
    replaced = {row.kind for row in rows if row.outcome is Outcome.REPLACED}
    assert replaced == {DeadlineKind.TRIAGE, DeadlineKind.PLAN, DeadlineKind.UPDATE, DeadlineKind.RESOLVE}
    open_asks = [row.owner for row in rows if row.kind is DeadlineKind.ASK and row.settled_at is None]
    assert open_asks == [VERA, VIKTOR, TOMAS]
    assert replayed(office, escalation_id) == escalation.on_timeline


def test_down_again_who_is_no_longer_needed_is_told_once_where_they_were_called(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    everything_left(office)
    to(office, escalation_id, "sev3")
    assert the_escalation(office, escalation_id).tier == "frontline"
    calls = {row.id: row.lane for row in said(office, "tier_notified")}
    gone = said(office, "stood_down")
    assert people_of(office, "stood_down") == [VERA, VIKTOR, TOMAS]
    assert all(calls[row.thread_of or 0] == row.lane for row in gone)
    (entry,) = [row for row in timeline(office, escalation_id) if row.event is Event.STOOD_DOWN]
    assert entry.data["people"] == [VERA, VIKTOR, TOMAS]


def test_up_and_down_and_up_calls_who_had_gone_again_and_only_those(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev2")
    everything_left(office)
    to(office, escalation_id, "sev1", timedelta(minutes=10))
    to(office, escalation_id, "sev2", timedelta(minutes=20))
    assert people_of(office, "stood_down") == [VERA, VIKTOR, TOMAS]
    # Dana and Emil had been told and never left: they are asked again where they were asked, and nobody pings them.
    assert people_of(office, "tier_notified") == [DANA, EMIL, VERA, VIKTOR, TOMAS]
    with office.database.read() as session:
        asked = [row.owner for row in deadlines.open_of(session, escalation_id) if row.ask]
    assert asked == [DANA, EMIL]
    to(office, escalation_id, "sev1", timedelta(minutes=30))
    assert people_of(office, "tier_notified") == [DANA, EMIL, *[VERA, VIKTOR, TOMAS] * 2]
    to(office, escalation_id, "sev2", timedelta(minutes=40))
    assert people_of(office, "stood_down") == [VERA, VIKTOR, TOMAS] * 2
    keys = [row.key for row in said(office)]
    assert len(keys) == len(set(keys))


def test_the_card_says_who_is_asked_now_and_who_only_knows(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev2")
    to(office, escalation_id, "sev1", timedelta(minutes=10))
    to(office, escalation_id, "sev2", timedelta(minutes=20))
    told = show(office, escalation_id, by=CASEY, now=LATER)["told"]
    asked = {one["person"]: one["asked"] is not None for one in told}
    assert asked == {DANA: True, EMIL: True, VERA: False, VIKTOR: False, TOMAS: False}
    assert len(told) == len(asked)


def test_the_next_update_is_asked_for_by_the_new_ladder(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev3")
    to(office, escalation_id, "sev1")
    take_due_steps(office, LATER + timedelta(hours=1))
    nudged = [item["kind"] for row in said(office, "nudge") for item in (row.context or {})["items"]]
    assert "update" in nudged


def test_a_tier_that_somebody_took_by_hand_is_kept_going_down(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    climb(office, Climb(a_request(), escalation_id, CASEY, "directors", "They want our CEO"), MONDAY)
    to(office, escalation_id, "sev2")
    escalation = the_escalation(office, escalation_id)
    assert (escalation.tier, escalation.tier_held_by) == ("executives", CASEY)


def test_a_call_that_never_left_is_taken_back_in_silence(office: Office) -> None:
    escalation_id = an_escalation(office)
    to(office, escalation_id, "sev4", timedelta(0))
    assert people_of(office, "stood_down") == []
    assert {row.state for row in said(office, "tier_notified")[:3]} == {MessageState.DROPPED}


def test_a_drill_calls_its_author_alone(office: Office) -> None:
    escalation_id = an_escalation(office, severity="sev3", drill=True)
    everything_left(office)
    to(office, escalation_id, "sev1")
    assert set(people_of(office, "tier_notified")) == {CASEY}
    to(office, escalation_id, "sev3", timedelta(hours=1))
    assert set(people_of(office, "stood_down")) <= {CASEY}


def test_what_is_no_change_or_has_no_reason_is_refused(office: Office) -> None:
    escalation_id = an_escalation(office)
    same = ChangeSeverity(a_request(), escalation_id, CASEY, "sev1", " ", "sev1")
    with pytest.raises(RefusedFields) as refusal:
        change_severity(office, same, LATER)
    assert set(refusal.value.by_field) == {"severity", "reason"}
    assert the_escalation(office, escalation_id).severity == "sev1"


def test_whoever_comes_second_is_told_what_the_first_did(office: Office) -> None:
    escalation_id = an_escalation(office)
    to(office, escalation_id, "sev2")
    late = ChangeSeverity(a_request(), escalation_id, BRUNO, "sev3", "I think so", "sev1")
    with pytest.raises(Refused) as refusal:
        change_severity(office, late, LATER)
    assert refusal.value.key == "severity_changed_meanwhile"
    assert "SEV-2" in refusal.value.sentence


def test_the_same_form_twice_changes_once(office: Office) -> None:
    escalation_id = an_escalation(office)
    command = ChangeSeverity(a_request(), escalation_id, CASEY, "sev2", "One region only", "sev1")
    change_severity(office, command, LATER)
    change_severity(office, command, LATER)
    assert len(said(office, "severity_changed")) == 1
