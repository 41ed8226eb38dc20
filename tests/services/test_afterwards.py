"""After the resolution: the follow-up, the customer's own word, the close-out, and closing."""

from datetime import timedelta
from typing import Any

import pytest

from models.deadline import Outcome
from models.queries import deadlines, escalations, resolutions
from models.resolution import Resolution
from models.timeline import Event
from policy.kinds import HEARDS_OWN, DeadlineKind, Standing, Status
from services.close import Close, close
from services.close_out import WriteCloseOut, close_out
from services.confirm_resolution import ConfirmResolution, confirm_resolution
from services.correct_update import CorrectUpdate, correct_update
from services.follow_up import FollowUp, follow_up
from services.office import Office
from services.record_satisfaction import RecordSatisfaction, record_satisfaction
from services.recovery.course import open_closing_steps
from services.refusal import Refused, RefusedFields
from services.tell_customer import Told
from services.waive_recovery_step import WaiveRecoveryStep, waive_recovery_step
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    a_resolved,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import CASEY
from tests.builders.replay import replayed
from tests.builders.second_eyes import closes_out

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BUG = "https://bugs.example/1"


def a_follow_up(escalation_id: int, standing: Standing = Standing.STABLE, **differs: object) -> FollowUp:
    """Casey asks Priya."""
    return FollowUp(a_request(), escalation_id, CASEY, told("It has stayed solved"), standing, **differs)  # type: ignore[arg-type]


def a_close_out(escalation_id: int, link: str | None = BUG, **differs: str) -> WriteCloseOut:
    """All six parts."""
    parts: dict[str, Any] = dict.fromkeys(
        ("issue", "impact", "root_cause", "actions", "changes", "outlook"), "A sentence."
    )
    return WriteCloseOut(a_request(), escalation_id, CASEY, **(parts | differs), link=link)


def the_resolution(office: Office, escalation_id: int) -> Resolution:
    """The one that holds."""
    with office.database.read() as session:
        found = resolutions.latest(session, escalation_id)
    assert found is not None
    return found


def outcomes(office: Office, escalation_id: int) -> dict[DeadlineKind, Outcome | None]:
    """How the last promise of each kind ended."""
    with office.database.read() as session:
        return {row.kind: row.outcome for row in deadlines.all_of(session, escalation_id)}


def owed(office: Office, escalation_id: int) -> set[DeadlineKind]:
    """Kinds of open promises of people; recovery has tests of its own."""
    return set(open_kinds(office, escalation_id)) - {DeadlineKind.RECOVERY} - HEARDS_OWN


def test_a_follow_up_opens_after_a_day_and_is_due_after_two(office: Office) -> None:
    escalation_id = a_resolved(office)
    owed = open_kinds(office, escalation_id)[DeadlineKind.FOLLOW_UP]
    assert (owed.opens_at, owed.due_at) == (MONDAY + DAY, MONDAY + 2 * DAY)
    with pytest.raises(RefusedFields) as refusal:
        follow_up(office, a_follow_up(escalation_id), MONDAY + 23 * HOUR)
    assert set(refusal.value.by_field) == {"told_at"}
    follow_up(office, a_follow_up(escalation_id), MONDAY + 26 * HOUR)
    assert outcomes(office, escalation_id)[DeadlineKind.FOLLOW_UP] is Outcome.KEPT


def test_corrected_the_follow_up_counts_by_when_they_were_really_asked(office: Office) -> None:
    escalation_id = a_resolved(office)
    late = MONDAY + 2 * DAY + HOUR
    follow_up(office, a_follow_up(escalation_id), late)
    assert outcomes(office, escalation_id)[DeadlineKind.FOLLOW_UP] is Outcome.LATE
    with office.database.read() as session:
        contact = escalations.last_contact(session, escalation_id)
    assert contact is not None
    earlier = Told(contact.words, contact.channel, contact.recipients, late - 2 * HOUR)
    correct_update(office, CorrectUpdate(a_request(), escalation_id, CASEY, contact.id, earlier), late)
    assert outcomes(office, escalation_id)[DeadlineKind.FOLLOW_UP] is Outcome.KEPT


def test_whoever_says_that_it_is_stable_has_confirmed_it(office: Office) -> None:
    escalation_id = a_resolved(office)
    follow_up(office, a_follow_up(escalation_id, score=9, score_words="Honest"), MONDAY + 26 * HOUR)
    kept = the_resolution(office, escalation_id)
    assert (kept.confirmed_by, kept.standing) == ("Priya Raman", Standing.STABLE)
    assert (kept.satisfaction, kept.satisfaction_words) == (9, "Honest")
    assert owed(office, escalation_id) == {DeadlineKind.CLOSE_OUT}


def test_whoever_cannot_say_yet_is_still_to_confirm(office: Office) -> None:
    escalation_id = a_resolved(office)
    follow_up(office, a_follow_up(escalation_id, Standing.UNSURE), MONDAY + 26 * HOUR)
    assert owed(office, escalation_id) == {DeadlineKind.CLOSE_OUT, DeadlineKind.CONFIRMATION}


def test_a_second_follow_up_is_told_of_the_first(office: Office) -> None:
    escalation_id = a_resolved(office)
    follow_up(office, a_follow_up(escalation_id), MONDAY + 26 * HOUR)
    with pytest.raises(Refused) as refusal:
        follow_up(office, a_follow_up(escalation_id), MONDAY + 27 * HOUR)
    assert refusal.value.key == "already_followed_up"


def test_what_nobody_confirmed_in_five_business_days_is_noted_and_asked_no_more(office: Office) -> None:
    escalation_id = a_resolved(office, severity="sev4")
    assert set(open_kinds(office, escalation_id)) == {DeadlineKind.CONFIRMATION}
    let_pass(office, MONDAY, MONDAY + 30 * DAY)
    asked = [
        row.created_at
        for row in said(office, "nudge")
        if any(item["kind"] == "confirmation" for item in (row.context or {})["items"])
    ]
    assert asked == [MONDAY + 7 * DAY - HOUR / 2]
    (noted,) = [entry for entry in timeline(office, escalation_id) if entry.event is Event.UNCONFIRMED]
    assert noted.at == MONDAY + 7 * DAY
    assert the_resolution(office, escalation_id).unconfirmed_at == noted.at
    close(office, Close(a_request(), escalation_id, CASEY), MONDAY + 31 * DAY)
    assert the_escalation(office, escalation_id).status is Status.CLOSED


def test_a_customer_confirms_once(office: Office) -> None:
    escalation_id = a_resolved(office)
    confirmed = ConfirmResolution(a_request(), escalation_id, CASEY, "Priya Raman")
    confirm_resolution(office, confirmed, MONDAY + HOUR)
    confirm_resolution(office, confirmed, MONDAY + HOUR)
    assert outcomes(office, escalation_id)[DeadlineKind.CONFIRMATION] is Outcome.KEPT
    with pytest.raises(Refused) as refusal:
        confirm_resolution(
            office, ConfirmResolution(a_request(), escalation_id, CASEY, "Pablo"), MONDAY + DAY
        )
    assert refusal.value.key == "already_confirmed"
    assert the_resolution(office, escalation_id).confirmed_by == "Priya Raman"


def test_confirmed_at_the_resolution_nobody_is_asked_again(office: Office) -> None:
    escalation_id = a_resolved(office, confirmed_by="Priya Raman", unconfirmed_because=None)
    assert DeadlineKind.CONFIRMATION not in open_kinds(office, escalation_id)


@pytest.mark.parametrize(
    ("severity", "missing"), [("sev1", {"impact", "link"}), ("sev3", {"link"})], ids=["in full", "in short"]
)
def test_a_close_out_has_six_parts_and_where_the_product_is_at_fault_a_link(
    office: Office, severity: str, missing: set[str]
) -> None:
    escalation_id = a_resolved(office, severity=severity)
    with pytest.raises(RefusedFields) as refusal:
        close_out(office, a_close_out(escalation_id, link=None, impact=" "), MONDAY + HOUR)
    assert set(refusal.value.by_field) == missing
    closes_out(office, a_close_out(escalation_id), MONDAY + HOUR)
    assert outcomes(office, escalation_id)[DeadlineKind.CLOSE_OUT] is Outcome.KEPT
    (document,) = said(office, "close_out_written")
    assert len((document.context or {})["parts"]) == 6
    with pytest.raises(Refused) as again:
        closes_out(office, a_close_out(escalation_id), MONDAY + 2 * HOUR)
    assert again.value.key == "already_closed_out"


def test_a_later_score_replaces_the_earlier_and_the_timeline_keeps_both(office: Office) -> None:
    escalation_id = a_resolved(office)
    for score in (4, 8):
        record_satisfaction(office, RecordSatisfaction(a_request(), escalation_id, CASEY, score), MONDAY)
    assert the_resolution(office, escalation_id).satisfaction == 8
    scores = [e.data["score"] for e in timeline(office, escalation_id) if "score" in e.data]
    assert scores == [4, 8]
    with pytest.raises(RefusedFields):
        record_satisfaction(office, RecordSatisfaction(a_request(), escalation_id, CASEY, 11), MONDAY)


def test_it_closes_once_all_is_done(office: Office) -> None:
    escalation_id = a_resolved(office, severity="sev3")
    closes_out(office, a_close_out(escalation_id), MONDAY + HOUR)
    with pytest.raises(Refused) as too_early:
        close(office, Close(a_request(), escalation_id, CASEY), MONDAY + HOUR)
    assert "confirmed" in too_early.value.sentence
    follow_up(office, a_follow_up(escalation_id), MONDAY + 26 * HOUR)
    with office.database.read() as session:
        for one in open_closing_steps(session, the_escalation(office, escalation_id)):
            waived = WaiveRecoveryStep(a_request(), escalation_id, CASEY, one.step.id, "Not wanted")
            waive_recovery_step(office, waived, MONDAY + 26 * HOUR)
    close(office, Close(a_request(), escalation_id, CASEY), MONDAY + 27 * HOUR)
    escalation = the_escalation(office, escalation_id)
    assert (escalation.status, escalation.ended_at) == (Status.CLOSED, MONDAY + 27 * HOUR)
    assert replayed(office, escalation_id) == escalation.on_timeline
    with pytest.raises(Refused):
        close(office, Close(a_request(), escalation_id, CASEY), MONDAY + 28 * HOUR)


def test_what_is_left_is_waived_with_a_reason_but_never_that_the_customer_is_told(office: Office) -> None:
    escalation_id = a_resolved(office, told=None, confirmed_by="Priya Raman", unconfirmed_because=None)
    anyway = "They want to hear no more of it"
    with pytest.raises(Refused) as untold:
        close(office, Close(a_request(), escalation_id, CASEY, anyway), MONDAY + HOUR)
    assert untold.value.key == "not_closable_yet"
    other = a_resolved(office, confirmed_by="Priya Raman", unconfirmed_because=None)
    with pytest.raises(Refused) as unsaid:
        close(office, Close(a_request(), other, CASEY), MONDAY + HOUR)
    assert unsaid.value.field == "waived_because"
    close(office, Close(a_request(), other, CASEY, anyway), MONDAY + HOUR)
    assert outcomes(office, other)[DeadlineKind.FOLLOW_UP] is Outcome.STOOD_DOWN
    assert owed(office, other) == set()
    with office.database.read() as session:
        assert open_closing_steps(session, the_escalation(office, other)) == []


def test_what_is_open_has_no_afterwards_yet(office: Office) -> None:
    escalation_id = a_resolved(office)
    assert a_resolution(escalation_id).escalation_id == escalation_id
    other = a_resolved(office, severity="sev4")
    with pytest.raises(Refused) as refusal:
        follow_up(office, a_follow_up(other), MONDAY + 2 * DAY)
    assert refusal.value.key == "no_follow_up_owed"
