"""Taking back what was just done: all is as it was, whoever heard hears that, and it may be done again. Row X7."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from models.deadline import Deadline
from models.outbox import MessageState, OutboxMessage, Surface
from models.queries import deadlines, undoables
from models.timeline import Event
from models.undoable import Undoable
from policy.kinds import DeadlineKind, Status
from services.accept import accept
from services.change_severity import ChangeSeverity, change_severity
from services.climb import Climb, climb
from services.erase import erase_account
from services.lookups.escalations import show
from services.office import Office
from services.refusal import Refused
from services.resolve import resolve
from services.step_down import StepDown, step_down
from services.take_due_steps import take_due_steps
from services.undo import undo
from services.undo_offers import end_offers
from services.wording.contexts import Wording
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    an_escalation,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, MAYA, ROSA, TOMAS, VERA, VIKTOR
from tests.builders.replay import replayed

SOON = timedelta(seconds=20)
LATER = MONDAY + timedelta(minutes=10)


def up(office: Office, of: int, by: str = CASEY) -> None:
    climb(office, Climb(a_request(), of, by, the_escalation(office, of).tier, "They want our CEO"), LATER)


def down(office: Office, of: int) -> None:
    step_down(office, StepDown(a_request(), of, CASEY, the_escalation(office, of).tier, "Enough"), LATER)


def to_low(office: Office, of: int) -> None:
    seen = the_escalation(office, of).severity
    change_severity(office, ChangeSeverity(a_request(), of, CASEY, "sev4", "A misreading", seen), LATER)


def to_critical(office: Office, of: int) -> None:
    seen = the_escalation(office, of).severity
    change_severity(office, ChangeSeverity(a_request(), of, CASEY, "sev1", "All are hit", seen), LATER)


def solve(office: Office, of: int) -> None:
    resolve(office, a_resolution(of, summary="The index was rebuilt"), LATER)


def everything_left(office: Office) -> None:
    """As after a delivery that took all."""
    with office.database.write() as session:
        waiting = update(OutboxMessage).where(OutboxMessage.state == MessageState.WAITING)
        session.execute(waiting.values(state=MessageState.SENT, channel_id="C", ts="1.1"))


def offered(office: Office) -> Undoable:
    with office.database.read() as session:
        return session.scalars(select(Undoable).order_by(Undoable.id.desc())).all()[0]


def take_back(office: Office, of: int, by: str = CASEY, after: timedelta = SOON) -> None:
    undo(office, of, offered(office).id, by=by, now=LATER + after)


def owed(office: Office, of: int) -> list[dict[str, Any]]:
    """All open promises, whole."""
    with office.database.read() as session:
        rows = deadlines.open_of(session, of)
    names = [column.key for column in Deadline.__table__.columns]
    return [{name: getattr(row, name) for name in names} for row in rows]


def record(office: Office, of: int) -> dict[str, Any]:
    return the_escalation(office, of).on_timeline or {}


def reads(office: Office, template: str, which: int = -1) -> str:
    """A message of a template, the last, as it reads 20 s later."""
    message = said(office, template)[which]
    word = Wording(office.rulebook, lambda: LATER + SOON)
    with office.database.read() as session:
        worded = word(session, message)
    return worded.text + str(worded.blocks)


@pytest.mark.parametrize("left", [True, False], ids=["said", "not yet said"])
@pytest.mark.parametrize("verb", [up, down, to_low, solve])
def test_everything_is_as_it_was(office: Office, verb: Callable[[Office, int], None], left: bool) -> None:
    escalation_id = an_acknowledged(office)
    everything_left(office)
    before, promised = record(office, escalation_id), owed(office, escalation_id)
    first_step = the_escalation(office, escalation_id).next_step_at
    verb(office, escalation_id)
    if left:
        everything_left(office)
    take_back(office, escalation_id)
    assert record(office, escalation_id) == before == replayed(office, escalation_id)
    assert owed(office, escalation_id) == promised
    assert the_escalation(office, escalation_id).next_step_at == first_step
    assert timeline(office, escalation_id)[-1].event is Event.UNDONE


def test_the_card_shows_what_is_promised_again(office: Office) -> None:
    escalation_id = an_escalation(office, severity="sev2")
    before = show(office, escalation_id, by=CASEY, now=LATER)["deadlines"]
    to_critical(office, escalation_id)
    assert show(office, escalation_id, by=CASEY, now=LATER)["deadlines"] != before
    take_back(office, escalation_id)
    assert show(office, escalation_id, by=CASEY, now=LATER)["deadlines"] == before
    by = next(row["due"] for row in before if row["kind"] == "acknowledge")
    assert f"<!date^{by}^" in reads(office, "dri_named")


def test_who_was_called_is_told_once_that_it_was_taken_back(office: Office) -> None:
    escalation_id = an_escalation(office)
    up(office, escalation_id)
    everything_left(office)
    take_back(office, escalation_id)
    (call,) = said(office, "tier_climbed")
    (gone,) = said(office, "stood_down")
    assert (gone.thread_of, (gone.context or {})["person"]) == (call.id, ROSA)
    (undone,) = said(office, "undone")
    assert undone.thread_of == the_escalation(office, escalation_id).card_id
    assert "Taken back" in reads(office, "climb_noted")


def test_who_was_sent_away_is_told_that_they_are_needed(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    everything_left(office)
    solve(office, escalation_id)
    everything_left(office)
    take_back(office, escalation_id)
    needed = said(office, "still_needed")
    assert [(row.context or {})["person"] for row in needed] == [VERA, VIKTOR, TOMAS]
    assert [row.thread_of for row in needed] == [row.thread_of for row in said(office, "stood_down")]
    assert the_escalation(office, escalation_id).status is Status.IN_PROGRESS


def test_what_it_began_by_direct_message_is_edited_to_say_so(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    solve(office, escalation_id)
    everything_left(office)
    before = reads(office, "recovery_begun")
    take_back(office, escalation_id)
    assert reads(office, "recovery_begun") != before
    begun = said(office, "recovery_begun")[-1]
    with office.database.read() as session:
        surface = session.scalars(select(Surface).where(Surface.message_id == begun.id)).one()
    assert surface.wanted > surface.shown


def test_what_had_not_left_is_taken_back_in_silence(office: Office) -> None:
    escalation_id = an_escalation(office)
    everything_left(office)
    up(office, escalation_id)
    take_back(office, escalation_id)
    assert said(office, "tier_climbed")[0].state is MessageState.DROPPED
    assert [row.template for row in said(office) if row.state is MessageState.WAITING] == []


def test_a_call_that_the_verb_had_taken_back_leaves_after_all(office: Office) -> None:
    escalation_id = an_escalation(office)
    to_low(office, escalation_id)
    assert said(office, "tier_notified")[0].state is MessageState.DROPPED
    take_back(office, escalation_id)
    calls = [(row.context or {})["person"] for row in said(office, "tier_notified") if row.state == "waiting"]
    assert calls == [VERA, VIKTOR, TOMAS]


@pytest.mark.parametrize("verb", [up, to_low, solve, to_critical])
def test_it_may_be_done_again(office: Office, verb: Callable[[Office, int], None]) -> None:
    escalation_id = an_acknowledged(office, severity="sev2")
    everything_left(office)
    for _ in range(2):
        verb(office, escalation_id)
        everything_left(office)
        after = record(office, escalation_id)
        take_back(office, escalation_id)
        everything_left(office)
    assert len(said(office, "undone")) == 2
    verb(office, escalation_id)
    assert record(office, escalation_id) == after
    keys = [row.key for row in said(office)]
    assert len(keys) == len(set(keys))


def test_a_step_that_came_meanwhile_comes_at_the_next_tick(office: Office) -> None:
    escalation_id = an_escalation(office)  # to be acknowledged within 15 minutes
    everything_left(office)
    at = MONDAY + timedelta(minutes=14, seconds=50)
    change_severity(office, ChangeSeverity(a_request(), escalation_id, CASEY, "sev4", "No", "sev1"), at)
    take_due_steps(office, at + timedelta(seconds=15))
    assert said(office, "nudge") == []
    undo(office, escalation_id, offered(office).id, by=CASEY, now=at + timedelta(seconds=30))
    take_due_steps(office, at + timedelta(seconds=31))
    kinds = [item["kind"] for row in said(office, "nudge") for item in (row.context or {})["items"]]
    assert DeadlineKind.ACKNOWLEDGE.value in kinds


def test_a_nudge_that_was_settled_asks_again(office: Office) -> None:
    escalation_id = an_escalation(office)
    take_due_steps(office, LATER)
    take_due_steps(office, MONDAY + timedelta(minutes=15))
    everything_left(office)
    at = MONDAY + timedelta(minutes=16)
    resolve(office, a_resolution(escalation_id, summary="False alarm"), at)
    undo(office, escalation_id, offered(office).id, by=CASEY, now=at + SOON)
    assert "Due: *Customer told" in reads(office, "nudge", 0)


def test_the_dri_may_take_back_what_another_did_and_nobody_else(office: Office) -> None:
    escalation_id = an_escalation(office)
    up(office, escalation_id, by=BRUNO)
    with pytest.raises(Refused) as refusal:
        take_back(office, escalation_id, by=MAYA)
    assert refusal.value.key == "undo_not_theirs"
    take_back(office, escalation_id, by=CASEY)
    with pytest.raises(Refused) as refusal:
        take_back(office, escalation_id, by=CASEY)
    assert refusal.value.key == "undone_already"


def test_after_a_minute_it_is_over_and_the_button_goes(office: Office) -> None:
    escalation_id = an_escalation(office)
    up(office, escalation_id)
    offer = offered(office)
    assert "Take it back" in reads(office, "climb_noted")
    minute = timedelta(seconds=60)
    with pytest.raises(Refused) as refusal:
        take_back(office, escalation_id, after=minute)
    assert refusal.value.key == "undo_over"
    assert end_offers(office, LATER + minute) == 1
    assert end_offers(office, LATER + minute) == 0
    assert "Take it back" not in reads(office, "climb_noted")
    with pytest.raises(Refused) as refusal:
        undo(office, escalation_id, offer.id, by=CASEY, now=LATER + SOON)
    assert refusal.value.key == "undo_over"


def test_once_somebody_did_something_else_it_is_over(office: Office) -> None:
    escalation_id = an_escalation(office)
    up(office, escalation_id)
    offer = offered(office)
    accept(office, escalation_id, by=CASEY, now=LATER + timedelta(seconds=5))
    assert "Take it back" not in reads(office, "climb_noted")
    with pytest.raises(Refused) as refusal:
        undo(office, escalation_id, offer.id, by=CASEY, now=LATER + SOON)
    assert refusal.value.key in ("undo_over", "undo_overtaken")


def test_erased_afterwards_its_messages_can_still_be_shown(office: Office) -> None:
    escalation_id = an_escalation(office, severity="sev2")
    to_critical(office, escalation_id)
    everything_left(office)
    to_low(office, escalation_id)
    solve(office, escalation_id)
    erase_account(office.database, "Acme Ltd", LATER + SOON)
    for template in ("severity_changed", "stood_down", "tier_notified", "escalation_resolved"):
        assert "ESC-" in reads(office, template)


def test_nothing_of_the_customers_words_is_kept_for_it(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    solve(office, escalation_id)
    assert erase_account(office.database, "Acme Ltd", LATER + SOON).erased == (f"ESC-{escalation_id}",)
    with office.database.read() as session:
        assert session.scalars(select(Undoable)).all() == []


def test_where_time_runs_fast_a_minute_is_still_a_persons_minute(office: Office) -> None:
    fast = replace(office, speed=60.0)
    escalation_id = an_escalation(fast)
    climb(
        fast, Climb(a_request(), escalation_id, CASEY, the_escalation(fast, escalation_id).tier, "So"), MONDAY
    )
    with office.database.read() as session:
        (offer,) = undoables.open_of(session, escalation_id)
    assert offer.until - offer.done_at == timedelta(hours=1)
    undo(fast, escalation_id, offer.id, by=CASEY, now=MONDAY + timedelta(minutes=59))
