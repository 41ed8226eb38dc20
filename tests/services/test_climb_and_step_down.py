"""Up and down the path by hand: who is called, who may go, and what is refused. Row M3c."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from models.outbox import MessageState, OutboxMessage
from models.queries import deadlines
from models.timeline import Event
from services.climb import Climb, climb
from services.office import Office
from services.refusal import Refused
from services.step_down import StepDown, step_down
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    an_escalation,
    let_pass,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, ROSA
from tests.builders.replay import replayed

LATER = MONDAY + timedelta(minutes=10)


def up(office: Office, escalation_id: int, tier: str, reason: str = "They want our CEO") -> None:
    climb(office, Climb(a_request(), escalation_id, CASEY, tier, reason), LATER)


def down(office: Office, escalation_id: int, tier: str, reason: str = "It is enough") -> None:
    step_down(office, StepDown(a_request(), escalation_id, CASEY, tier, reason), LATER)


def everything_left(office: Office) -> None:
    """As after a delivery that took all."""
    with office.database.write() as session:
        waiting = update(OutboxMessage).where(OutboxMessage.state == MessageState.WAITING)
        session.execute(waiting.values(state=MessageState.SENT, channel_id="C", ts="1.1"))


def asked(office: Office, escalation_id: int) -> list[tuple[str, str | None]]:
    with office.database.read() as session:
        return [(row.owner, row.ask) for row in deadlines.open_of(session, escalation_id) if row.ask]


def test_by_hand_the_tier_above_is_called_with_the_persons_reason(office: Office) -> None:
    escalation_id = an_escalation(office)
    up(office, escalation_id, "directors")
    escalation = the_escalation(office, escalation_id)
    assert (escalation.tier, escalation.tier_held_by) == ("executives", CASEY)
    (call,) = said(office, "tier_climbed")
    context = call.context or {}
    assert (context["person"], context["reason"]) == (ROSA, "They want our CEO")
    assert (ROSA, "say_what_next") in asked(office, escalation_id)
    entry = next(row for row in timeline(office, escalation_id) if row.event is Event.CLIMBED)
    assert (entry.actor, entry.data["reason"]) == (CASEY, "They want our CEO")
    assert replayed(office, escalation_id) == escalation.on_timeline


def test_down_again_whom_it_had_called_may_go_and_the_severitys_own_stay(office: Office) -> None:
    escalation_id = an_escalation(office)
    before = asked(office, escalation_id)
    up(office, escalation_id, "directors")
    everything_left(office)
    down(office, escalation_id, "executives")
    (gone,) = said(office, "stood_down")
    assert (gone.context or {})["person"] == ROSA
    assert asked(office, escalation_id) == before
    escalation = the_escalation(office, escalation_id)
    assert (escalation.tier, escalation.tier_held_by) == ("directors", None)
    assert replayed(office, escalation_id) == escalation.on_timeline


def test_up_down_and_up_again_says_each_of_them(office: Office) -> None:
    escalation_id = an_escalation(office)
    for _ in range(2):
        up(office, escalation_id, "directors")
        everything_left(office)
        down(office, escalation_id, "executives")
        everything_left(office)
    for template in ("tier_climbed", "climb_noted", "stood_down", "stepped_down"):
        assert len(said(office, template)) == 2, template
    assert {(row.context or {})["person"] for row in said(office, "tier_climbed")} == {ROSA}


def test_a_ladder_climbs_again_after_somebody_took_it_down(office: Office) -> None:
    escalation_id = an_escalation(office)
    up(office, escalation_id, "directors")
    everything_left(office)
    down(office, escalation_id, "executives")
    let_pass(office, LATER, MONDAY + timedelta(hours=1))
    assert the_escalation(office, escalation_id).tier == "executives"
    assert len(said(office, "tier_climbed")) == 2


@pytest.mark.parametrize(
    ("move", "tier", "reason", "refused"),
    [
        (up, "executives", "Higher", "at_the_top"),
        (up, "executives", " ", "at_the_top"),
        (up, "managers", "Higher", "tier_moved_meanwhile"),
        (down, "executives", " ", "step_down_reason_missing"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    office: Office, move: object, tier: str, reason: str, refused: str
) -> None:
    escalation_id = an_escalation(office)
    up(office, escalation_id, "directors")
    assert callable(move)
    with pytest.raises(Refused) as refusal:
        move(office, escalation_id, tier, reason)
    assert refusal.value.key == refused
    assert the_escalation(office, escalation_id).tier == "executives"


def test_at_the_first_tier_there_is_nowhere_down(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev4")
    with pytest.raises(Refused) as refusal:
        step_down(office, StepDown(a_request(), escalation_id, BRUNO, "frontline", "Lower"), LATER)
    assert refusal.value.key == "at_the_first_tier"
