"""Cancel, merge and reopen: what ends, what begins again, who is told, and what a second person is told."""

from datetime import timedelta

import pytest

from models.outbox import MessageState
from models.queries import deadlines, undoables
from models.timeline import Event
from policy.kinds import DeadlineKind, Remedy, Status
from services.cancel import Cancel, cancel
from services.close import Close, close
from services.confirm_resolution import ConfirmResolution, confirm_resolution
from services.merge import Merge, merge
from services.office import Office
from services.record_post_mortem import RecordPostMortem, record_post_mortem
from services.refusal import Refused, RefusedFields
from services.reopen import Reopen, reopen
from services.resolve import resolve
from services.undo import undo
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    a_resolved,
    an_acknowledged,
    an_escalation,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, EMIL, GONE
from tests.builders.replay import replayed
from tests.services.test_resolve import everything_left

LATER = MONDAY + timedelta(hours=2)


def nothing_open(office: Office, escalation_id: int) -> bool:
    """No promise and no ask."""
    with office.database.read() as session:
        return not deadlines.anything_owed(session, escalation_id)


def test_what_was_raised_in_error_ends_and_everybody_called_in_is_stood_down(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    everything_left(office)
    cancel(office, Cancel(a_request(), escalation_id, CASEY, "A test of theirs"), LATER)
    escalation = the_escalation(office, escalation_id)
    assert (escalation.status, escalation.ended_at) == (Status.CANCELLED, LATER)
    assert nothing_open(office, escalation_id)
    assert len(said(office, "stood_down")) == 3
    assert replayed(office, escalation_id) == escalation.on_timeline
    with pytest.raises(Refused) as refusal:
        cancel(office, Cancel(a_request(), escalation_id, BRUNO, "Me too"), LATER)
    assert refusal.value.key == "already_over"


def test_nothing_is_cancelled_without_a_reason(office: Office) -> None:
    escalation_id = an_escalation(office)
    with pytest.raises(RefusedFields):
        cancel(office, Cancel(a_request(), escalation_id, CASEY, " "), LATER)
    assert the_escalation(office, escalation_id).status is Status.OPEN


def test_what_is_back_is_promised_anew_from_now_and_the_path_is_called_again(office: Office) -> None:
    escalation_id = a_resolved(office)
    calls = len(said(office, "tier_notified"))
    again = Reopen(a_request(), escalation_id, BRUNO, "Nobody can log in again", BRUNO)
    reopen(office, again, LATER)
    reopen(office, again, LATER)
    escalation = the_escalation(office, escalation_id)
    assert (escalation.status, escalation.dri, escalation.resolved_at) == (Status.IN_PROGRESS, BRUNO, None)
    owed = open_kinds(office, escalation_id)
    assert set(owed) == {DeadlineKind.UPDATE, DeadlineKind.RESOLVE}
    assert {row.owner for row in owed.values()} == {BRUNO}
    assert owed[DeadlineKind.UPDATE].due_at == LATER + timedelta(hours=1)
    assert escalation.target_at == owed[DeadlineKind.RESOLVE].due_at == LATER + timedelta(hours=8)
    assert len(said(office, "tier_notified")) == 2 * calls
    assert len(said(office, "escalation_reopened")) == 1
    assert replayed(office, escalation_id) == escalation.on_timeline


def test_it_is_resolved_and_opened_again_as_often_as_it_comes_back(office: Office) -> None:
    escalation_id = a_resolved(office)
    for number in (2, 3):
        reopen(office, Reopen(a_request(), escalation_id, CASEY, "Back", CASEY), LATER)
        resolve(office, a_resolution(escalation_id, summary=f"Fix {number}"), LATER)
    assert len(said(office, "escalation_resolved")) == 3
    assert len(said(office, "escalation_reopened")) == 2
    assert the_escalation(office, escalation_id).resolution == "Fix 3"


@pytest.mark.parametrize(("reason", "dri", "field"), [("", CASEY, "reason"), ("Back", GONE, "dri")])
def test_opening_again_needs_a_reason_and_somebody_who_is_there(
    office: Office, reason: str, dri: str, field: str
) -> None:
    escalation_id = a_resolved(office)
    with pytest.raises(RefusedFields) as refusal:
        reopen(office, Reopen(a_request(), escalation_id, CASEY, reason, dri), LATER)
    assert set(refusal.value.by_field) == {field}


def test_what_is_open_is_not_opened_again(office: Office) -> None:
    escalation_id = an_escalation(office)
    with pytest.raises(Refused) as refusal:
        reopen(office, Reopen(a_request(), escalation_id, CASEY, "Back", CASEY), LATER)
    assert refusal.value.key == "not_to_be_reopened"


def test_the_second_of_the_same_goes_on_in_the_first(office: Office) -> None:
    first, second = an_acknowledged(office), an_acknowledged(office, problem="Orders fail")
    merge(office, Merge(a_request(), second, CASEY, first, "The same outage"), LATER)
    gone, stays = the_escalation(office, second), the_escalation(office, first)
    assert (gone.status, gone.merged_into, gone.ended_at) == (Status.MERGED, first, LATER)
    assert nothing_open(office, second)
    assert stays.live
    (entry,) = [row for row in timeline(office, first) if row.event is Event.MERGED_IN]
    assert (entry.data["merged"], entry.data["problem"]) == (gone.ref, "Orders fail")
    assert [row.thread_of for row in said(office, "merged_in")] == [stays.card_id]
    assert [row.thread_of for row in said(office, "escalation_merged")] == [gone.card_id]
    assert replayed(office, second) == gone.on_timeline


def test_customers_are_kept_apart_and_nothing_goes_on_in_what_is_over(office: Office) -> None:
    first, other, over = an_escalation(office), an_escalation(office, customer="Globex"), a_resolved(office)
    for into, key in (
        (other, "merge_other_customer"),
        (over, "merge_target_over"),
        (first, "merge_target_missing"),
    ):
        with pytest.raises(Refused) as refusal:
            merge(office, Merge(a_request(), first, CASEY, into, "The same"), LATER)
        assert refusal.value.key == key


def test_the_third_of_a_cause_within_ninety_days_does_not_close_without_a_post_mortem(
    office: Office,
) -> None:
    confirmed = {"confirmed_by": "Priya Raman", "unconfirmed_because": None}
    ids = [a_resolved(office, MONDAY + timedelta(days=days), "sev4", **confirmed) for days in (0, 30, 60)]
    (demand,) = said(office, "post_mortem_demanded")
    assert (demand.context or {})["refs"] == [f"ESC-{ids[0]}", f"ESC-{ids[1]}"]
    owed = open_kinds(office, ids[2])[DeadlineKind.POST_MORTEM]
    assert (owed.owner, owed.due_at) == (CASEY, MONDAY + timedelta(days=67))  # five business days
    now = MONDAY + timedelta(days=61)
    close(office, Close(a_request(), ids[0], CASEY), now)
    with pytest.raises(Refused):
        close(office, Close(a_request(), ids[2], CASEY), now)
    record_post_mortem(office, RecordPostMortem(a_request(), ids[2], EMIL, "https://wiki.example/7"), now)
    assert DeadlineKind.POST_MORTEM not in open_kinds(office, ids[2])
    close(office, Close(a_request(), ids[2], CASEY), now)
    assert the_escalation(office, ids[2]).status is Status.CLOSED


def test_a_post_mortem_that_is_late_is_asked_of_the_dri_and_may_be_waived(office: Office) -> None:
    ids = [a_resolved(office, MONDAY + timedelta(days=day), "sev4") for day in range(3)]
    let_pass(office, MONDAY + timedelta(days=2), MONDAY + timedelta(days=11))
    asked = [
        item["kind"]
        for row in said(office, "nudge")
        if row.escalation_id == ids[2]
        for item in (row.context or {})["items"]
    ]
    assert DeadlineKind.POST_MORTEM in asked
    now = MONDAY + timedelta(days=12)
    confirm_resolution(office, ConfirmResolution(a_request(), ids[2], CASEY, "Priya"), now)
    close(office, Close(a_request(), ids[2], CASEY, "The vendor writes one"), now)
    assert open_kinds(office, ids[2]) == {}


def test_what_comes_after_a_demand_is_counted_anew(office: Office) -> None:
    ids = [a_resolved(office, MONDAY + timedelta(days=day), "sev4") for day in range(7)]
    demanded = {
        row.escalation_id: ((row.context or {})["refs"], (row.context or {})["anew"])
        for row in said(office, "post_mortem_demanded")
    }
    assert demanded == {
        ids[2]: ([f"ESC-{ids[0]}", f"ESC-{ids[1]}"], False),
        ids[5]: ([f"ESC-{ids[3]}", f"ESC-{ids[4]}"], True),
    }


def test_opened_again_it_demands_its_own_post_mortem_anew(office: Office) -> None:
    ids = [a_resolved(office, MONDAY + timedelta(days=day), "sev4") for day in range(3)]
    again = MONDAY + timedelta(days=4)
    reopen(office, Reopen(a_request(), ids[2], CASEY, "It is back", CASEY), again)
    resolve(office, a_resolution(ids[2]), again + timedelta(hours=1))
    assert [row.escalation_id for row in said(office, "post_mortem_demanded")] == [ids[2], ids[2]]


@pytest.mark.parametrize(
    ("days", "cause"), [((0, 30, 95), "code_defect"), ((0, 1, 2), "unknown")], ids=["too old", "not known"]
)
def test_no_post_mortem_for_what_is_long_ago_or_not_known(
    office: Office, days: tuple[int, ...], cause: str
) -> None:
    for day in days:
        a_resolved(office, MONDAY + timedelta(days=day), "sev4", root_cause=cause)
    assert said(office, "post_mortem_demanded") == []


def test_what_cannot_be_fixed_is_told_to_product_once(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    with pytest.raises(RefusedFields) as refusal:
        resolve(office, a_resolution(escalation_id, remedy=Remedy.NOT_FIXABLE), LATER)
    assert set(refusal.value.by_field) == {"product_feedback"}
    hopeless = a_resolution(escalation_id, remedy=Remedy.NOT_FIXABLE, product_feedback="They need exports")
    resolve(office, hopeless, LATER)
    (row,) = said(office, "product_told")
    assert (row.lane, row.state) == ("CPRODUCT", MessageState.WAITING)


def test_whoever_helped_is_thanked_by_name(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    resolve(office, a_resolution(escalation_id, by=BRUNO), LATER)
    (row,) = said(office, "escalation_resolved")
    assert (row.context or {})["thanks"] == [CASEY, BRUNO]


def test_a_resolution_that_was_taken_back_at_once_counts_for_nothing(office: Office) -> None:
    first, second, third = (an_acknowledged(office, severity="sev4") for _ in range(3))
    resolve(office, a_resolution(first), LATER)
    with office.database.read() as session:
        (offer,) = undoables.open_of(session, first)
    undo(office, first, offer.id, by=CASEY, now=LATER + timedelta(seconds=20))
    assert set(open_kinds(office, first)) >= {DeadlineKind.UPDATE, DeadlineKind.RESOLVE}
    for escalation_id in (second, third):
        resolve(office, a_resolution(escalation_id), LATER)
    assert said(office, "post_mortem_demanded") == []
    resolve(office, a_resolution(first, summary="Now it is"), LATER + timedelta(hours=1))
    assert len(said(office, "post_mortem_demanded")) == 1
    assert len([row for row in said(office, "escalation_resolved") if row.escalation_id == first]) == 2
