"""Handing over: asked, accepted, declined, taken back, passed on; exactly one DRI at every moment. Rows M11a, Y7."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.hand_over import HandOver, HandOverEnd
from models.outbox import Surface
from models.queries import deadlines, hand_overs
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.accept_hand_over import accept_hand_over
from services.decline_hand_over import DeclineHandOver, decline_hand_over
from services.hand_over import ProposeHandOver, hand_over
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.refusal import Refused, RefusedFields
from services.resolve import resolve
from services.set_plan import PlannedStep, SetPlan, set_plan
from services.withdraw_hand_over import withdraw_hand_over
from services.wording.contexts import Wording
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    an_escalation,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import BRUNO, CASEY, DANA, GONE, GUEST, MAYA, ROBOT, VERA
from tests.builders.replay import replayed

MINUTE = timedelta(minutes=1)


def asks(office: Office, escalation_id: int, to: str | None = BRUNO, by: str = CASEY, **differs: str) -> None:
    """Somebody asks somebody to take over."""
    said = {"reason": "no_capacity", "remark": "I am at the airport"} | differs
    hand_over(office, ProposeHandOver(a_request(), escalation_id, by, to, **said), MONDAY)


def the_question(office: Office, escalation_id: int) -> HandOver:
    """The one that waits for an answer."""
    with office.database.read() as session:
        found = hand_overs.open_of(session, escalation_id)
    assert found is not None
    return found


def accepts(office: Office, escalation_id: int, by: str = BRUNO, now: datetime = MONDAY) -> None:
    deadline_id = the_question(office, escalation_id).deadline_id
    accept_hand_over(office, escalation_id, deadline_id or 0, by=by, now=now)


def test_whoever_is_dri_stays_it_until_the_other_accepts(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id)
    assert the_escalation(office, escalation_id).dri == CASEY
    accepts(office, escalation_id, now=MONDAY + MINUTE)
    escalation = the_escalation(office, escalation_id)
    assert escalation.dri == BRUNO
    assert escalation.accepted_at == MONDAY + MINUTE


def test_what_is_owed_goes_with_it_at_the_instants_that_were_promised(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    step = PlannedStep("Roll back", CASEY, MONDAY + timedelta(hours=1))
    set_plan(office, SetPlan(a_request(), escalation_id, CASEY, (step,)), MONDAY)
    before = {kind: row.due_at for kind, row in open_kinds(office, escalation_id).items()}
    asks(office, escalation_id)
    accepts(office, escalation_id)
    after = open_kinds(office, escalation_id)
    assert {kind: row.due_at for kind, row in after.items()} == before
    assert {row.owner for row in after.values()} == {BRUNO}


def test_an_ask_stays_with_whoever_was_asked(office: Office) -> None:
    escalation_id = an_escalation(office, dri=VERA)
    asks(office, escalation_id, DANA, by=VERA)
    accepts(office, escalation_id, DANA)
    with office.database.read() as session:
        asked = [row.owner for row in deadlines.open_of(session, escalation_id) if row.ask is not None]
    assert VERA in asked
    assert DANA not in asked


def test_the_next_promise_follows_the_new_owner(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id)
    accepts(office, escalation_id)
    post_update(office, PostUpdate(a_request(), escalation_id, BRUNO, told()), MONDAY + MINUTE)
    assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].owner == BRUNO


def test_it_is_on_the_record_who_why_and_that_it_was_accepted(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id)
    accepts(office, escalation_id)
    proposed, handed_over = [
        entry
        for entry in timeline(office, escalation_id)
        if entry.event in (Event.HAND_OVER_PROPOSED, Event.HANDED_OVER)
    ]
    assert (proposed.actor, proposed.data["person"], proposed.data["reason_label"]) == (
        CASEY,
        BRUNO,
        "No capacity",
    )
    assert (handed_over.actor, handed_over.data["from_person"]) == (BRUNO, CASEY)
    assert handed_over.data["changed"]["dri"] == BRUNO
    assert replayed(office, escalation_id) == the_escalation(office, escalation_id).on_timeline


def test_the_question_comes_with_a_brief_and_the_answer_with_thanks(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id)
    accepts(office, escalation_id)
    (question,) = said(office, "hand_over_proposed")
    (brief,) = said(office, "hand_over_brief")
    (thanks,) = said(office, "handed_over")
    assert question.id < brief.id < thanks.id
    assert question.context is not None
    assert question.context["person"] == BRUNO


@pytest.mark.parametrize(
    ("to", "key"),
    [
        (None, "hand_over_to_missing"),
        (CASEY, "hand_over_to_dri"),
        (GONE, "dri_deactivated"),
        (GUEST, "dri_guest"),
        (ROBOT, "dri_bot"),
        ("UNOBODY", "dri_unknown"),
    ],
)
def test_nobody_is_asked_who_cannot_own_it(office: Office, to: str | None, key: str) -> None:
    escalation_id = an_acknowledged(office)
    with pytest.raises(RefusedFields) as refusal:
        asks(office, escalation_id, to)
    assert [(row.key, row.field) for row in refusal.value.refusals] == [(key, "to")]
    assert said(office, "hand_over_proposed") == []


def test_the_list_of_reasons_is_closed(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    with pytest.raises(RefusedFields) as refusal:
        asks(office, escalation_id, reason="bored")
    assert list(refusal.value.by_field) == ["reason"]


def test_while_somebody_is_asked_nobody_else_is(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id)
    with pytest.raises(Refused, match="has not answered yet") as refusal:
        asks(office, escalation_id, MAYA, by=DANA)
    assert refusal.value.key == "hand_over_under_way"


def test_the_same_form_twice_asks_once(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    command = ProposeHandOver("view:V1", escalation_id, CASEY, BRUNO, "no_capacity")
    hand_over(office, command, MONDAY)
    hand_over(office, command, MONDAY)
    assert len(said(office, "hand_over_proposed")) == 1


def test_only_the_person_asked_can_answer(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id)
    with pytest.raises(Refused) as refusal:
        accepts(office, escalation_id, by=MAYA)
    assert refusal.value.key == "hand_over_not_yours"


def test_a_no_goes_back_to_whoever_asked(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id, by=MAYA)
    question = the_question(office, escalation_id)
    no = DeclineHandOver(a_request(), escalation_id, question.deadline_id or 0, BRUNO, "I have two already")
    decline_hand_over(office, no, MONDAY)
    assert the_escalation(office, escalation_id).dri == CASEY
    (message,) = said(office, "hand_over_declined")
    assert message.context is not None
    assert (message.context["person"], message.context["why"]) == (MAYA, "I have two already")
    with pytest.raises(Refused, match="that they cannot"):
        accept_hand_over(office, escalation_id, question.deadline_id or 0, by=BRUNO, now=MONDAY)


@pytest.mark.parametrize("by", [CASEY, MAYA])
def test_whoever_asked_or_the_dri_takes_it_back(office: Office, by: str) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id, by=MAYA)
    question = the_question(office, escalation_id)
    with pytest.raises(Refused) as refusal:
        withdraw_hand_over(office, escalation_id, question.deadline_id or 0, by=DANA, now=MONDAY)
    assert refusal.value.key == "hand_over_not_yours_to_withdraw"
    withdraw_hand_over(office, escalation_id, question.deadline_id or 0, by=by, now=MONDAY)
    asks(office, escalation_id, DANA)
    assert the_question(office, escalation_id).to_person == DANA


def test_who_stays_silent_is_nudged_then_the_next_on_the_path_is_asked(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id)
    let_pass(office, MONDAY, MONDAY + 10 * MINUTE)
    nudged = [row.context for row in said(office, "nudge") if row.context]
    assert [(row["person"], [item["kind"] for item in row["items"]]) for row in nudged] == [
        (BRUNO, ["hand_over"])
    ]
    let_pass(office, MONDAY + 10 * MINUTE, MONDAY + 15 * MINUTE)
    assert the_question(office, escalation_id).to_person == DANA
    assert the_escalation(office, escalation_id).dri == CASEY
    assert len(said(office, "hand_over_brief")) == 1


def test_where_everybody_stays_silent_whoever_asked_is_told(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id, by=MAYA)
    let_pass(office, MONDAY, MONDAY + timedelta(hours=3))
    (message,) = said(office, "hand_over_unanswered")
    assert message.context is not None
    assert message.context["person"] == MAYA
    assert set(message.context["people"]) >= {BRUNO, DANA, VERA}
    assert the_escalation(office, escalation_id).dri == CASEY


def test_what_is_resolved_needs_no_new_owner(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id)
    question = the_question(office, escalation_id)
    resolve(office, a_resolution(escalation_id), MONDAY)
    with pytest.raises(Refused, match="is over since"):
        accept_hand_over(office, escalation_id, question.deadline_id or 0, by=BRUNO, now=MONDAY)
    with office.database.read() as session:
        assert session.get_one(HandOver, question.id).ended_as is None


def test_the_last_one_that_took_effect_is_the_break_in_continuity(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id)
    accepts(office, escalation_id)
    with office.database.read() as session:
        (last,) = hand_overs.all_of(session, escalation_id)
    assert (last.from_person, last.to_person, last.ended_as) == (CASEY, BRUNO, HandOverEnd.ACCEPTED)


def test_a_drill_asks_its_author(office: Office) -> None:
    escalation_id = an_acknowledged(office, drill=True)
    asks(office, escalation_id)
    (question,) = said(office, "hand_over_proposed")
    assert question.context is not None
    assert question.context["person"] == CASEY
    accepts(office, escalation_id, by=CASEY)
    assert the_escalation(office, escalation_id).dri == BRUNO


def test_what_names_the_dri_offers_no_update_any_more_once_it_is_resolved(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asks(office, escalation_id)
    question = the_question(office, escalation_id)
    assert question.deadline_id is not None
    accept_hand_over(office, escalation_id, question.deadline_id, by=BRUNO, now=MONDAY)
    (message,) = said(office, "handed_over")
    with office.database.read() as session:
        before = session.scalars(select(Surface).where(Surface.message_id == message.id)).one().wanted
    resolve(office, a_resolution(escalation_id), MONDAY)
    with office.database.read() as session:
        surface = session.scalars(select(Surface).where(Surface.message_id == message.id)).one()
        assert surface.wanted > before
        words = Wording(office.rulebook, lambda: MONDAY)(session, surface)
    assert "post_update" not in str(words.blocks)
