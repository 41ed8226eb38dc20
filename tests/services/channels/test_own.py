"""What verbs do to a channel of an escalation's own: who is in it, when it is closed, what is kept. Row X11."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models.escalation import Escalation
from models.outbox import MessageState, OutboxMessage, Surface
from models.own_channel import ChannelTask, OwnChannel, OwnState, TaskKind
from models.timeline import Event
from policy.kinds import DeadlineKind, Status
from services.accept_hand_over import accept_hand_over
from services.add_note import AddNote, add_note
from services.cancel import Cancel, cancel
from services.change_severity import ChangeSeverity, change_severity
from services.channels.left import left_channel
from services.hand_over import ProposeHandOver, hand_over
from services.merge import Merge, merge
from services.office import Office
from services.refusal import Refused
from services.reopen import Reopen, reopen
from services.resolve import resolve
from services.undo import undo
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY
from tests.services.test_undo import offered

LATER = MONDAY + timedelta(hours=2)
A_WEEK = timedelta(days=7)


def is_made(office: Office, escalation_id: int, channel: str = "COWN") -> None:
    """As after delivery: the channel is there, and all that was to be said or done was."""
    with office.database.write() as session:
        own = update(OwnChannel).where(OwnChannel.escalation_id == escalation_id)
        session.execute(own.values(state=OwnState.MADE, channel_id=channel))
        session.execute(update(ChannelTask).values(done=ChannelTask.wanted))
        waiting = update(OutboxMessage).where(OutboxMessage.state == MessageState.WAITING)
        session.execute(waiting.values(state=MessageState.SENT, channel_id=channel, ts="1.1"))


def own_channel(office: Office, escalation_id: int) -> OwnChannel:
    with office.database.read() as session:
        return session.get_one(OwnChannel, escalation_id)


def to_do(office: Office) -> list[tuple[TaskKind, str]]:
    """What is still to be done to channels."""
    with office.database.read() as session:
        rows = session.scalars(select(ChannelTask).where(ChannelTask.wanted > ChannelTask.done))
        return [(row.kind, row.target) for row in rows if row.error is None]


def test_what_is_cancelled_or_merged_is_archived_some_days_later_too(office: Office) -> None:
    stays, called_off, merged = (an_acknowledged(office, problem=problem) for problem in ("a", "b", "c"))
    for number, escalation_id in enumerate((stays, called_off, merged)):
        is_made(office, escalation_id, f"COWN{number}")
    cancel(office, Cancel(a_request(), called_off, CASEY, "A test of theirs"), LATER)
    merge(office, Merge(a_request(), merged, CASEY, stays, "The same outage"), LATER)

    for escalation_id in (called_off, merged):
        assert open_kinds(office, escalation_id)[DeadlineKind.ARCHIVE].due_at == LATER + A_WEEK
        with pytest.raises(Refused):  # nobody owes anything any more
            hand_over(office, ProposeHandOver(a_request(), escalation_id, CASEY, BRUNO, "no_capacity"), LATER)
    let_pass(office, LATER, LATER + A_WEEK)

    assert own_channel(office, stays).state is OwnState.MADE
    for escalation_id in (called_off, merged):
        assert own_channel(office, escalation_id).state is OwnState.ARCHIVED
        assert not open_kinds(office, escalation_id)
    assert [kind for kind, _ in to_do(office)].count(TaskKind.ARCHIVE) == 2


def test_opened_again_before_that_it_stays_in_its_channel(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    is_made(office, escalation_id)
    resolve(office, a_resolution(escalation_id), LATER)
    reopen(office, Reopen(a_request(), escalation_id, CASEY, "It is back", CASEY), LATER + timedelta(days=6))
    let_pass(office, LATER + timedelta(days=6), LATER + timedelta(days=8))
    assert own_channel(office, escalation_id).state is OwnState.MADE
    (back,) = said(office, "escalation_reopened")
    assert back.lane == f"own:{escalation_id}"
    assert back.context is not None
    assert back.context["archived"] is None


def test_opened_again_after_that_it_goes_on_at_home_and_says_so_and_gets_no_second_channel(
    office: Office,
) -> None:
    escalation_id = an_acknowledged(office)
    is_made(office, escalation_id)
    resolve(office, a_resolution(escalation_id), LATER)
    let_pass(office, LATER, LATER + A_WEEK)
    later = LATER + timedelta(days=8)
    reopen(office, Reopen(a_request(), escalation_id, CASEY, "It is back", CASEY), later)
    change_severity(
        office, ChangeSeverity(a_request(), escalation_id, CASEY, "sev2", "Not all", "sev1"), later
    )
    (back,) = said(office, "escalation_reopened")
    home = office.rulebook.current.roster.channels["escalations"]
    assert (back.lane, back.thread_of) == (home, the_escalation(office, escalation_id).card_id)
    assert back.context is not None
    assert (
        back.context["archived"] == own_channel(office, escalation_id).name == f"esc-{escalation_id}-acme-ltd"
    )
    assert said(office, "severity_changed")[-1].lane == home
    resolve(office, a_resolution(escalation_id), later)
    assert DeadlineKind.ARCHIVE not in open_kinds(office, escalation_id)


def test_taking_back_the_change_that_made_the_channel_keeps_it_and_its_card(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev3")
    graver = ChangeSeverity(a_request(), escalation_id, CASEY, "sev1", "All are hit", "sev3")
    change_severity(office, graver, LATER)
    undo(office, escalation_id, offered(office).id, by=CASEY, now=LATER + timedelta(seconds=20))

    escalation = the_escalation(office, escalation_id)
    assert (escalation.severity, escalation.home_channel) == ("sev3", f"own:{escalation_id}")
    with office.database.read() as session:
        card, line = (session.get_one(OutboxMessage, key) for key in (escalation.card_id, escalation.line_id))
    assert (card.state, card.template) == (MessageState.WAITING, "card")
    assert line.template == "home_line"


def test_taken_back_after_the_card_had_left_it_is_said_once(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev3")
    graver = ChangeSeverity(a_request(), escalation_id, CASEY, "sev1", "All are hit", "sev3")
    change_severity(office, graver, LATER)
    is_made(office, escalation_id)
    undo(office, escalation_id, offered(office).id, by=CASEY, now=LATER + timedelta(seconds=20))
    assert [message.lane for message in said(office, "undone")] == [f"own:{escalation_id}"]


def test_a_new_dri_is_invited_even_who_had_left_it(office: Office) -> None:
    escalation_id = an_acknowledged(office, dri=BRUNO)
    is_made(office, escalation_id)
    left_channel(office, "COWN", CASEY, event_id="Ev1", now=LATER)  # who had raised it, and was invited
    hand_over(office, ProposeHandOver(a_request(), escalation_id, BRUNO, CASEY, "no_capacity"), LATER)
    question = open_kinds(office, escalation_id)[DeadlineKind.HAND_OVER]
    accept_hand_over(office, escalation_id, question.id, by=CASEY, now=LATER)
    assert (TaskKind.INVITE, CASEY) in to_do(office)


@pytest.mark.parametrize("state", [OwnState.ARCHIVED, OwnState.LOST])
def test_whoever_leaves_a_channel_that_it_lives_in_no_longer_is_missed_by_nobody(
    office: Office, state: OwnState
) -> None:
    escalation_id = an_acknowledged(office)
    is_made(office, escalation_id)
    with office.database.write() as session:
        session.get_one(OwnChannel, escalation_id).state = state
    left_channel(office, "COWN", CASEY, event_id="Ev1", now=LATER)
    assert said(office, "hand_over_proposed") == []


def test_a_severity_that_has_none_any_more_keeps_its_channel_until_a_week_after_the_end(
    office: Office,
) -> None:
    escalation_id = an_acknowledged(office)
    is_made(office, escalation_id)
    lower = ChangeSeverity(a_request(), escalation_id, CASEY, "sev4", "A misreading", "sev1")
    change_severity(office, lower, LATER)
    assert the_escalation(office, escalation_id).home_channel == f"own:{escalation_id}"
    resolve(office, a_resolution(escalation_id), LATER)
    let_pass(office, LATER, LATER + A_WEEK)
    assert own_channel(office, escalation_id).state is OwnState.ARCHIVED
    archived = [entry for entry in timeline(office, escalation_id) if entry.event is Event.CHANNEL_ARCHIVED]
    assert len(archived) == 1
    assert the_escalation(office, escalation_id).status is Status.RESOLVED
    with office.database.read() as session:
        assert session.get_one(Escalation, escalation_id).line_id is None


def test_the_line_at_home_is_edited_when_what_it_says_has_changed_and_not_with_every_word(
    office: Office,
) -> None:
    escalation_id = an_acknowledged(office)
    line_id = the_escalation(office, escalation_id).line_id

    def edits() -> int:
        with office.database.read() as session:
            return session.scalars(select(Surface.wanted).where(Surface.message_id == line_id)).one()

    before = edits()
    add_note(office, AddNote(a_request(), escalation_id, CASEY, "They open at 9"), LATER)
    assert edits() == before
    lower = ChangeSeverity(a_request(), escalation_id, CASEY, "sev2", "Not all of them", "sev1")
    change_severity(office, lower, LATER)
    assert edits() > before
