"""Events about people reach what they own: the same minute, and each once. Rows X5, D3a."""

import pytest

from models.own_channel import OwnChannel, OwnState
from models.timeline import Event
from tests.builders.escalations import an_acknowledged, said, the_escalation, timeline
from tests.builders.office import BRUNO, CASEY, DANA
from tests.handlers.door import Door
from tests.handlers.test_happenings import a_user


def test_a_dri_whose_account_is_closed_is_replaced_by_the_event_that_says_so(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    left = {"type": "user_change", "user": a_user(deleted=True)}
    door.event(left, event_id="Ev1")
    door.event(left, event_id="Ev1")
    assert the_escalation(door.office, escalation_id).dri == BRUNO
    handed_over = [e for e in timeline(door.office, escalation_id) if e.event is Event.HANDED_OVER]
    assert len(handed_over) == 1


def test_a_dri_who_becomes_a_guest_is_replaced_too(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.event({"type": "user_change", "user": a_user(is_restricted=True)})
    assert the_escalation(door.office, escalation_id).dri == BRUNO


def test_a_new_name_replaces_nobody(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.event({"type": "user_change", "user": a_user(profile={"display_name": "Casey the Second"})})
    assert the_escalation(door.office, escalation_id).dri == CASEY


def an_own_channel(door: Door, escalation_id: int) -> None:
    """It lives in a channel of its own, #COWN."""
    with door.office.database.write() as session:
        own = session.get_one(OwnChannel, escalation_id)
        own.state, own.channel_id = OwnState.MADE, "COWN"


def leaves(door: Door, user: str, channel: str, event_id: str = "EvLEFT") -> None:
    left = {"type": "member_left_channel", "user": user, "channel": channel, "channel_type": "C"}
    assert door.event(left, event_id=event_id) == 200


def test_a_dri_who_is_no_longer_in_the_own_channel_stays_it_while_the_next_is_asked(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    an_own_channel(door, escalation_id)
    leaves(door, CASEY, "COWN")
    leaves(door, CASEY, "COWN")
    leaves(door, CASEY, "COWN", "EvAGAIN")
    (question,) = said(door.office, "hand_over_proposed")
    assert question.context is not None
    assert (question.context["person"], question.lane) == (DANA, "own:1")
    assert the_escalation(door.office, escalation_id).dri == CASEY


@pytest.mark.parametrize(("user", "channel"), [(BRUNO, "COWN"), (CASEY, "CHOME"), (CASEY, "CANY")])
def test_anybody_else_and_anywhere_else_may_come_and_go(door: Door, user: str, channel: str) -> None:
    escalation_id = an_acknowledged(door.office)
    an_own_channel(door, escalation_id)
    an_acknowledged(door.office, severity="sev3")  # this one lives at home
    leaves(door, user, channel)
    assert said(door.office, "hand_over_proposed") == []
