"""Events about people reach what they own: the same minute, and each once. Rows X5, D3a."""

from models.timeline import Event
from tests.builders.escalations import an_acknowledged, the_escalation, timeline
from tests.builders.office import BRUNO, CASEY
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
