"""Recovery: what a resolution begins, for whom; asked for gently, by DM; and what closing and reopening need of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.deadline import Deadline, Outcome
from models.queries import deadlines, recovery, undoables
from models.queries.recovery import OpenStep
from models.recovery import StepOutcome
from models.timeline import Event
from policy.ending_rows import AfterResolution
from policy.kinds import DeadlineKind
from services.accept_hand_over import accept_hand_over
from services.change import changing
from services.finish_recovery_step import FinishRecoveryStep, finish_recovery_step
from services.hand_over import ProposeHandOver, hand_over
from services.lookups.home import home
from services.move_recovery_step import MoveRecoveryStep, move_recovery_step
from services.office import Office
from services.recovery.course import begin, next_owner, open_closing_steps, stand_down
from services.refusal import Refused, RefusedFields
from services.resolve import resolve
from services.take_due_steps import take_due_steps
from services.undo import undo
from services.waive_recovery_step import WaiveRecoveryStep, waive_recovery_step
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    let_pass,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, MAYA, PRIYA, ROSA, VERA, an_office
from tests.builders.replay import replayed

DAY = timedelta(days=1)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """By a policy in which recovery is all that is owed after the end."""
    found = an_office(database_url)
    rules = found.rulebook.current
    levels = {
        key: level.model_copy(update={"afterwards": AfterResolution()})
        for key, level in rules.policy.severity.items()
    }
    only_recovery = rules.policy.model_copy(update={"severity": levels, "post_mortem": None})
    found.rulebook.replace(replace(rules, policy=only_recovery))
    yield found
    found.database.close()


def a_resolved(office: Office, severity: str = "sev1", at: datetime = MONDAY, **differs: str) -> int:
    """Raise one, tell the customer, resolve it within the hour, and tell them that, too."""
    escalation_id = an_acknowledged(office, at, severity, **differs)
    resolve(office, a_resolution(escalation_id), at + timedelta(minutes=30))
    return escalation_id


def steps(office: Office, escalation_id: int) -> dict[str, OpenStep]:
    """The steps that are open, by key, the earliest first."""
    with office.database.read() as session:
        return {one.step.key: one for one in recovery.open_steps(session, escalation_id)}


def finish(
    office: Office,
    escalation_id: int,
    key: str,
    now: datetime,
    *,
    channel: str | None = "call",
    holds: bool | None = None,
    by: str = CASEY,
) -> None:
    """Record a step as done, as its form would."""
    finish_recovery_step(
        office,
        FinishRecoveryStep(
            a_request(),
            escalation_id,
            by,
            steps(office, escalation_id)[key].step.id,
            channel,
            "Priya Raman" if channel else None,
            "They are content",
            holds=holds,
        ),
        now,
    )


def asked(office: Office) -> list[tuple[datetime, str, list[str]]]:
    """When whom was asked by DM for which steps."""
    return [
        (
            row.created_at,
            (row.context or {})["person"],
            [f"{item['step']}" for item in (row.context or {})["items"]],
        )
        for row in said(office, "recovery_due")
    ]


# ---- beginning


@pytest.mark.parametrize(("severity", "count"), [("sev1", 24), ("sev2", 24), ("sev3", 1), ("sev4", 0)])
def test_a_resolution_begins_what_its_severity_asks(office: Office, severity: str, count: int) -> None:
    escalation_id = a_resolved(office, severity)
    begun = steps(office, escalation_id)
    assert len(begun) == count
    if count == 1:
        assert list(begun) == ["personal_call"]
    owners = Counter(one.deadline.owner for one in begun.values())
    assert owners == Counter({CASEY: count - 1, VERA: 1} if count > 1 else {CASEY: count} if count else {})
    assert [row.lane for row in said(office, "recovery_begun")] == [f"dm:{owner}" for owner in owners]


def test_steps_come_on_open_days_at_the_policys_hour_one_moment_a_phase(office: Office) -> None:
    begun = steps(office, a_resolved(office))
    due = {key: one.deadline.due_at.strftime("%a %d %b %H:%M") for key, one in begun.items()}
    assert due["fix_confirmed"] == due["summary_sent"] == "Wed 25 Nov 16:00"
    assert due["personal_call"] == due["recurrence_watched"] == "Mon 30 Nov 16:00"
    assert due["executive_call"] == due["health_call"] == "Wed 23 Dec 16:00"
    assert due["stronger"] == "Fri 21 May 15:00"  # the 23rd is a Sunday, and it is summer by then


def test_a_drill_has_no_recovery(office: Office) -> None:
    assert steps(office, a_resolved(office, drill=True)) == {}  # type: ignore[arg-type]


# ---- asking


def test_it_is_asked_for_on_its_day_and_once_more_after_three_business_days_by_dm(office: Office) -> None:
    escalation_id = a_resolved(office)
    let_pass(office, MONDAY + timedelta(minutes=30), MONDAY + 6 * DAY)
    wednesday, monday = datetime(2026, 11, 25, 10, 0, tzinfo=UTC), datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    assert asked(office) == [(wednesday, CASEY, ["due", "due"])]
    assert [row.lane for row in said(office, "recovery_due")] == [f"dm:{CASEY}"]
    finish(office, escalation_id, "summary_sent", wednesday, channel="email")
    let_pass(office, MONDAY + 6 * DAY, monday)
    # One message for what is due today and for what was not done in three business days.
    assert asked(office)[1:] == [(monday, CASEY, ["overdue", "due", "due"])]
    assert said(office, "nudge") == []


def test_whoever_takes_it_over_after_the_message_of_the_day_is_asked_as_well(office: Office) -> None:
    escalation_id = a_resolved(office)
    wednesday = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    let_pass(office, MONDAY + timedelta(minutes=30), wednesday)
    finish(office, escalation_id, "summary_sent", wednesday, channel="email")
    reason = office.rulebook.current.policy.hand_over_reason[0].key
    hand_over(office, ProposeHandOver(a_request(), escalation_id, CASEY, BRUNO, reason), wednesday)
    with office.database.read() as session:
        asked_for = deadlines.open_of_kind(session, escalation_id, DeadlineKind.HAND_OVER)
        assert asked_for is not None
    accept_hand_over(office, escalation_id, asked_for.id, by=BRUNO, now=wednesday)
    assert asked(office) == [(wednesday, CASEY, ["due", "due"]), (wednesday, BRUNO, ["due"])]
    (owed,) = (one.deadline for key, one in steps(office, escalation_id).items() if key == "fix_confirmed")
    assert owed.nudge_message_id == said(office, "recovery_due")[-1].id


def test_after_that_there_is_one_line_a_week_and_no_climb(office: Office) -> None:
    escalation_id = a_resolved(office, "sev3")
    let_pass(office, MONDAY + timedelta(minutes=30), MONDAY + 63 * DAY)
    assert len(asked(office)) == 2
    digests = said(office, "digest")
    assert {row.lane for row in digests} == {f"dm:{CASEY}"}
    assert {row.created_at.weekday() for row in digests} <= {0, 1}  # Monday, or Tuesday after a bank holiday
    assert 7 <= len(digests) <= 9
    assert the_escalation(office, escalation_id).tier == "frontline"


def test_whoever_is_over_the_owner_hears_once_of_what_closing_needs_and_is_a_week_late(
    office: Office,
) -> None:
    a_resolved(office)
    let_pass(office, MONDAY + timedelta(minutes=30), MONDAY + 120 * DAY)
    heard = [(person, at, names) for at, person, names in asked(office) if person not in (CASEY, VERA)]
    a_week_after = datetime(2027, 1, 4, 10, 0, tzinfo=UTC)
    assert sorted(heard) == [
        (MAYA, a_week_after, ["manager", "manager"]),
        (ROSA, a_week_after, ["manager"]),
    ]
    assert {row.lane for row in said(office, "recovery_due")} == {
        f"dm:{person}" for person in (CASEY, VERA, MAYA, ROSA)
    }


def test_half_a_year_of_silence_is_quiet(office: Office) -> None:
    for severity in ("sev1", "sev3", "sev4"):
        a_resolved(office, severity)
    before = len(said(office))
    let_pass(office, MONDAY + timedelta(minutes=30), MONDAY + 190 * DAY)
    heard = Counter(row.lane for row in said(office)[before:])
    # At most two messages for each of nine days of steps and for SEV-3's call, and a digest a week.
    assert 30 <= heard.pop(f"dm:{CASEY}") <= 9 * 2 + 2 + 28
    assert heard.pop(f"dm:{VERA}") <= 2 + 28
    assert (heard.pop(f"dm:{MAYA}"), heard.pop(f"dm:{ROSA}")) == (1, 1)
    assert 24 <= heard.pop("CHOME") <= 27  # the line of the week, and nothing in the threads
    assert heard == Counter()


# ---- finishing


def test_what_is_done_settles_its_promise_and_is_on_record(office: Office) -> None:
    escalation_id = a_resolved(office)
    one = steps(office, escalation_id)["summary_sent"]
    finish(office, escalation_id, "summary_sent", MONDAY + DAY, channel="email")
    with office.database.read() as session:
        settled = session.get_one(Deadline, one.deadline.id)
        step = recovery.step_promised_by(session, settled.id)
    assert settled.outcome is Outcome.KEPT
    assert step is not None
    assert (step.outcome, step.channel, step.words) == (StepOutcome.DONE, "email", "They are content")
    entry = timeline(office, escalation_id)[-1]
    assert (entry.event, entry.data["outcome"]) == (Event.RECOVERY_STEP_FINISHED, "kept")
    assert replayed(office, escalation_id) == the_escalation(office, escalation_id).on_timeline


def test_a_call_counts_by_voice_alone(office: Office) -> None:
    escalation_id = a_resolved(office)
    with pytest.raises(RefusedFields, match="by voice"):
        finish(office, escalation_id, "personal_call", MONDAY + DAY, channel="email")
    assert "personal_call" in steps(office, escalation_id)
    finish(office, escalation_id, "personal_call", MONDAY + DAY, channel="video")
    assert "personal_call" not in steps(office, escalation_id)


def test_what_does_not_hold_stays_open_and_the_dri_is_asked_whether_to_reopen(office: Office) -> None:
    escalation_id = a_resolved(office)
    finish(office, escalation_id, "recurrence_watched", MONDAY + DAY, holds=False, by=BRUNO)
    assert "recurrence_watched" in steps(office, escalation_id)
    (asks,) = said(office, "recovery_slipped")
    assert (asks.lane, (asks.context or {})["by"]) == (f"dm:{CASEY}", BRUNO)
    assert timeline(office, escalation_id)[-1].event is Event.RECOVERY_STEP_SLIPPED
    with pytest.raises(RefusedFields, match="hold"):
        finish(office, escalation_id, "fix_confirmed", MONDAY + DAY)


def test_the_second_is_told_what_the_first_did(office: Office) -> None:
    escalation_id = a_resolved(office)
    one = steps(office, escalation_id)["quick_wins"]
    again = FinishRecoveryStep(a_request(), escalation_id, BRUNO, one.step.id, None, None, "Done")
    finish_recovery_step(office, again, MONDAY + DAY)
    finish_recovery_step(office, again, MONDAY + DAY)  # the same form, sent twice: harmless
    with pytest.raises(Refused, match="already recorded"):
        waive_recovery_step(
            office, WaiveRecoveryStep(a_request(), escalation_id, CASEY, one.step.id, "No"), MONDAY + DAY
        )


def test_nobody_from_outside(office: Office) -> None:
    escalation_id = a_resolved(office)
    with pytest.raises(Refused, match="Only people of this company"):
        finish(office, escalation_id, "quick_wins", MONDAY + DAY, by=PRIYA)


# ---- waiving and moving


def test_waived_with_a_reason_it_stands_no_longer_in_the_way_of_closing(office: Office) -> None:
    escalation_id = a_resolved(office)

    def in_the_way() -> list[str]:
        with office.database.read() as session:
            found = open_closing_steps(session, the_escalation(office, escalation_id))
        return [one.step.key for one in found]

    assert in_the_way() == ["executive_call", "health_reassessed", "prevention_shown"]
    one = steps(office, escalation_id)["executive_call"]
    with pytest.raises(RefusedFields):
        waive_recovery_step(
            office, WaiveRecoveryStep(a_request(), escalation_id, CASEY, one.step.id, " "), MONDAY + DAY
        )
    waive_recovery_step(
        office,
        WaiveRecoveryStep(a_request(), escalation_id, CASEY, one.step.id, "They asked for none"),
        MONDAY + DAY,
    )
    assert in_the_way() == ["health_reassessed", "prevention_shown"]


def test_moved_to_a_colleague_and_a_day_it_is_asked_of_them_then(office: Office) -> None:
    escalation_id = a_resolved(office, "sev3")
    one = steps(office, escalation_id)["personal_call"]
    tuesday = datetime(2026, 12, 8, 14, 0, tzinfo=UTC)

    def move(reason: str | None) -> None:
        command = MoveRecoveryStep(
            a_request(), escalation_id, CASEY, one.step.id, tuesday, owner=BRUNO, reason=reason
        )
        move_recovery_step(office, command, MONDAY + DAY)

    with pytest.raises(RefusedFields, match="Why another date"):
        move(None)
    move("They are away")
    (told_bruno,) = said(office, "recovery_step_moved")
    assert told_bruno.lane == f"dm:{BRUNO}"
    let_pass(office, MONDAY + DAY, MONDAY + 16 * DAY)
    assert asked(office) == [(datetime(2026, 12, 8, 10, 0, tzinfo=UTC), BRUNO, ["due"])]
    # Pressed on a button from before it was moved, the form is about the step as it stands now.
    finish(office, escalation_id, "personal_call", MONDAY + 16 * DAY, by=BRUNO)
    assert steps(office, escalation_id) == {}


def test_the_date_of_a_review_that_nobody_knows_is_asked_for_and_then_kept(office: Office) -> None:
    escalation_id = a_resolved(office)
    one = steps(office, escalation_id)["next_qbr"]
    assert one.deadline.what == "Find out when their next QBR is"
    their_qbr = datetime(2027, 3, 10, 11, 0, tzinfo=UTC)
    move_recovery_step(
        office,
        MoveRecoveryStep(a_request(), escalation_id, CASEY, one.step.id, their_qbr),
        MONDAY + 10 * DAY,
    )
    now_due = steps(office, escalation_id)["next_qbr"].deadline
    assert (now_due.due_at, now_due.owner) == (their_qbr, CASEY)
    assert now_due.what is not None
    assert "celebrate" in now_due.what


# ---- opened again, and whoever left


def test_opened_again_it_stands_down_and_begins_anew_without_what_was_done(office: Office) -> None:
    escalation_id = a_resolved(office)
    finish(office, escalation_id, "summary_sent", MONDAY + DAY, channel="email")
    finish(office, escalation_id, "fix_confirmed", MONDAY + DAY, holds=True)
    with changing(office, escalation_id, "reopen", by=CASEY, now=MONDAY + 2 * DAY) as change:
        stand_down(change)
    assert steps(office, escalation_id) == {}
    with office.database.read() as session:
        still = {row.kind for row in deadlines.open_of(session, escalation_id)}
    assert DeadlineKind.RECOVERY not in still
    with changing(office, escalation_id, "reopen", by=CASEY, now=MONDAY + 3 * DAY) as change:
        begin(change)
    # What asks whether it holds is asked again: it has not held.
    begun = steps(office, escalation_id)
    assert "summary_sent" not in begun
    assert "fix_confirmed" in begun
    assert len(begun) == 23


def test_the_step_of_somebody_who_left_falls_to_the_roles_next(office: Office) -> None:
    escalation_id = a_resolved(office)
    escalation, rules = the_escalation(office, escalation_id), office.rulebook.current
    begun = steps(office, escalation_id)
    with office.database.read() as session:

        def next_of(key: str) -> str:
            return next_owner(session, escalation, begun[key].deadline, rules, MONDAY + DAY)

        assert next_of("executive_call") not in (VERA, CASEY)
        assert next_of("quick_wins") == MAYA


# ---- the line of the week


def test_one_line_a_week_in_the_home_channel_while_anybody_is_in_recovery(office: Office) -> None:
    a_resolved(office, "sev3")
    other = a_resolved(office, "sev3", customer="Borealis")
    let_pass(office, MONDAY + timedelta(minutes=30), MONDAY + 15 * DAY)
    weeks = said(office, "recovery_week")
    assert [(row.lane, row.created_at.strftime("%a %d %b %H:%M")) for row in weeks] == [
        ("CHOME", "Mon 30 Nov 09:00"),
        ("CHOME", "Mon 07 Dec 09:00"),
    ]
    take_due_steps(office, MONDAY + 15 * DAY)
    assert len(said(office, "recovery_week")) == 2
    for escalation_id in (1, other):
        finish(office, escalation_id, "personal_call", MONDAY + 15 * DAY)
    let_pass(office, MONDAY + 15 * DAY, MONDAY + 40 * DAY)
    assert len(said(office, "recovery_week")) == 2


# ---- the App Home, and taking a resolution back


def test_the_home_shows_the_next_step_with_each_customer_and_does_not_bury_what_is_due(
    office: Office,
) -> None:
    a_resolved(office)
    a_resolved(office, customer="Borealis")
    seen = home(office, by=CASEY, now=MONDAY + 10 * DAY)
    assert seen["due"]["total"] == 0
    assert [(row["ref"], row["verb"], row["button"]) for row in seen["recovery"]["rows"]] == [
        ("ESC-1", "finish_recovery_step", "Fix confirmed"),
        ("ESC-2", "finish_recovery_step", "Fix confirmed"),
    ]
    assert home(office, by=VERA, now=MONDAY)["recovery"]["total"] == 2


def test_a_resolution_that_is_taken_back_leaves_no_recovery(office: Office) -> None:
    escalation_id = a_resolved(office)
    with office.database.read() as session:
        (offer,) = undoables.open_of(session, escalation_id)
    undo(office, escalation_id, offer.id, by=CASEY, now=MONDAY + timedelta(minutes=30, seconds=20))
    assert steps(office, escalation_id) == {}
    take_due_steps(office, MONDAY + 10 * DAY)
    assert asked(office) == []
