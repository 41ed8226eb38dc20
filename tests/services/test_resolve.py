"""Resolving: what ends, what stays owed to the customer, and who is stood down."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.deadline import Outcome
from models.outbox import MessageState, OutboxMessage
from models.queries import deadlines
from policy.kinds import DeadlineKind, Status
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.refusal import Refused, RefusedFields
from services.resolve import resolve
from services.take_due_steps import take_due_steps
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    an_escalation,
    open_kinds,
    said,
    the_escalation,
    told,
)
from tests.builders.office import CASEY, TOMAS, VERA, VIKTOR

LATER = MONDAY + timedelta(hours=2)
AFTERWARDS = {
    DeadlineKind.FOLLOW_UP,
    DeadlineKind.CLOSE_OUT,
    DeadlineKind.CONFIRMATION,
    DeadlineKind.RECOVERY,
    DeadlineKind.ARCHIVE,
}
"""What stays promised once it is resolved, and that its own channel is archived."""


def everything_left(office: Office) -> None:
    """As after a delivery that took all."""
    with office.database.write() as session:
        session.execute(update(OutboxMessage).values(state=MessageState.SENT, channel_id="C", ts="1.1"))


def test_a_resolution_that_the_customer_knows_of_leaves_only_what_comes_after(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    resolve(office, a_resolution(escalation_id, told=told("Solved")), LATER)
    escalation = the_escalation(office, escalation_id)
    assert (escalation.status, escalation.resolution) == (Status.RESOLVED, "The index was rebuilt")
    assert set(open_kinds(office, escalation_id)) == AFTERWARDS


def test_while_the_customer_does_not_know_the_update_stays_owed(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    at = MONDAY + timedelta(minutes=30)
    resolve(office, a_resolution(escalation_id, told=None), at)
    assert set(open_kinds(office, escalation_id)) == {DeadlineKind.UPDATE, *AFTERWARDS}
    take_due_steps(office, MONDAY + timedelta(hours=1))
    assert (
        len(
            [
                row
                for row in said(office, "nudge")
                if row.thread_of == the_escalation(office, escalation_id).card_id
            ]
        )
        == 1
    )
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told("Solved")), LATER)
    assert set(open_kinds(office, escalation_id)) == AFTERWARDS


def test_everybody_who_was_called_in_is_stood_down_once_where_they_were_called(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    everything_left(office)
    resolve(office, a_resolution(escalation_id), LATER)
    calls = {row.id: row for row in said(office, "tier_notified")}
    stood_down = said(office, "stood_down")
    assert {(row.context or {})["person"] for row in stood_down} == {VERA, VIKTOR, TOMAS}
    assert all(row.thread_of in calls and row.lane == calls[row.thread_of].lane for row in stood_down)


def test_a_call_that_never_left_is_taken_back_in_silence(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    resolve(office, a_resolution(escalation_id), MONDAY)
    assert {row.state for row in said(office, "tier_notified")} == {MessageState.DROPPED}
    assert said(office, "stood_down") == []


def test_open_asks_end_without_blame(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    resolve(office, a_resolution(escalation_id), LATER)
    with office.database.read() as session:
        asks = [row for row in deadlines.all_of(session, escalation_id) if row.kind is DeadlineKind.ASK]
    assert {row.outcome for row in asks} == {Outcome.STOOD_DOWN}


def test_a_resolution_without_a_word_is_refused(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    with pytest.raises(RefusedFields) as refusal:
        resolve(office, a_resolution(escalation_id, summary=" ", told=told("")), LATER)
    assert set(refusal.value.by_field) == {"summary", "words"}
    assert the_escalation(office, escalation_id).status is Status.IN_PROGRESS


def test_what_is_over_is_not_resolved_again(office: Office) -> None:
    escalation_id = an_escalation(office)
    resolve(office, a_resolution(escalation_id), LATER)
    with pytest.raises(Refused) as refusal:
        resolve(office, a_resolution(escalation_id), LATER)
    assert refusal.value.key == "already_over"
