"""Kept, late, missed: promises to the customer, counted by hand beside. Row Y1."""

from datetime import timedelta

from models.deadline import Outcome
from models.queries import deadlines
from services.acknowledge import Acknowledge, acknowledge
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.resolve import resolve
from services.wording.tally import Tally, tally
from tests.builders.escalations import MONDAY, a_request, a_resolution, an_acknowledged, an_escalation, told
from tests.builders.office import CASEY

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def counted(office: Office, escalation_id: int, after: timedelta) -> Tally:
    with office.database.read() as session:
        return tally(deadlines.all_of(session, escalation_id), MONDAY + after)


def outcomes(office: Office, escalation_id: int) -> dict[str, Outcome | None]:
    with office.database.read() as session:
        return {row.kind.value: row.outcome for row in deadlines.all_of(session, escalation_id)}


def test_a_morning_counted_by_hand(office: Office) -> None:
    # Acknowledged at once (kept), which is the first update, too (kept); the next was due at 11:00.
    escalation_id = an_acknowledged(office)
    update = told()
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, update), MONDAY + HOUR)  # kept
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, update), MONDAY + 150 * MINUTE)  # late
    assert counted(office, escalation_id, 150 * MINUTE) == Tally(kept=3, late=1, missed=0, overdue=0)
    assert counted(office, escalation_id, 211 * MINUTE) == Tally(kept=3, late=1, missed=0, overdue=1)


def test_told_on_time_and_logged_late_is_kept(office: Office) -> None:
    escalation_id = an_escalation(office)
    earlier = told("We have it", told_at=MONDAY + 10 * MINUTE)
    acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, earlier), MONDAY + 40 * MINUTE)
    assert counted(office, escalation_id, 40 * MINUTE) == Tally(kept=2, late=0, missed=0, overdue=0)


def test_what_ends_after_its_time_and_was_never_kept_is_missed(office: Office) -> None:
    escalation_id = an_escalation(office)
    resolve(office, a_resolution(escalation_id, told=None), MONDAY + 2 * HOUR)
    # The team was due within the hour, the resolution has time, and the customer still has to hear.
    assert outcomes(office, escalation_id)["team"] is Outcome.MISSED
    assert counted(office, escalation_id, 2 * HOUR) == Tally(kept=0, late=0, missed=0, overdue=2)


def test_what_ends_before_its_time_counts_as_nothing(office: Office) -> None:
    escalation_id = an_escalation(office)
    resolve(office, a_resolution(escalation_id), MONDAY + 5 * MINUTE)
    assert outcomes(office, escalation_id)["team"] is Outcome.STOOD_DOWN
    assert counted(office, escalation_id, HOUR) == Tally(kept=2, late=0, missed=0, overdue=0)
