"""Findings, notes and edits at the doors: forms prefilled, a message kept by shortcut or reaction, a stale form."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from models.finding import Finding
from models.note import Note
from models.outbox import OutboxMessage
from models.own_channel import OwnChannel, OwnState
from models.workspace import Workspace
from policy.kinds import FindingKind
from services.edit_escalation import Details, EditEscalation, edit_escalation
from services.lookups.fields import record_start
from services.slack_port import MessageSeen, Refusal, SlackError
from tests.builders.escalations import MONDAY, an_acknowledged, an_escalation, said, the_escalation
from tests.builders.office import BRUNO, CASEY, ELIF, PRIYA
from tests.handlers.door import Door, standing_in, text_of

CARD_TS, REPLY_TS = "1764000000.000100", "1764000300.000200"


def notes(door: Door) -> list[Note]:
    with door.office.database.read() as session:
        return list(session.scalars(select(Note).order_by(Note.id)))


def with_its_card(door: Door, escalation_id: int) -> None:
    """Its card stands in the home channel, in a workspace whose bot we are."""
    card_id = the_escalation(door.office, escalation_id).card_id
    with door.office.database.write() as session:
        session.execute(
            update(OutboxMessage).where(OutboxMessage.id == card_id).values(channel_id="CHOME", ts=CARD_TS)
        )
        session.merge(
            Workspace(
                id=1, team_id="T", team_name="Heard", url="https://heard.example/", bot_user_id="UHEARD"
            )
        )


def a_reaction(
    ts: str = REPLY_TS, *, by: str = CASEY, name: str = "memo", channel: str = "CHOME"
) -> dict[str, Any]:
    item = {"type": "message", "channel": channel, "ts": ts}
    return {"type": "reaction_added", "user": by, "reaction": name, "item": item, "event_ts": "1.1"}


def test_a_finding_is_prefilled_and_says_not_to_look_for_the_guilty(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("record_finding", escalation_id)
    (view,) = door.slack.opened
    assert standing_in(view)["found_by"] == CASEY
    assert "who is at fault is not discussed" in text_of(view)
    assert "when did it start" in text_of(view)
    assert door.send(view, kind="workaround", words="Log in by phone", found_by=ELIF) is None
    with door.office.database.read() as session:
        found = session.scalars(select(Finding)).one()
    assert (found.kind, found.found_by, found.found_at) == (FindingKind.WORKAROUND, ELIF, MONDAY)


def test_a_note_from_the_card(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("add_note", escalation_id)
    assert door.send(door.slack.opened[0], words="They open at 9") is None
    assert [note.words for note in notes(door)] == ["They open at 9"]


def test_a_message_is_added_to_one_of_those_that_are_open_its_own_channels_first(door: Door) -> None:
    acme = an_escalation(door.office, customer="Acme Ltd", source_channel="CACME")
    an_escalation(door.office, customer="Borealis")
    message = {"ts": REPLY_TS, "user": ELIF, "text": "It is the <https://x.example|store>"}
    door.message_shortcut(message, channel="CACME", callback_id="add_note")
    (view,) = door.slack.opened
    menu = next(block for block in view["blocks"] if block["block_id"] == "escalation")
    labels = [row["text"]["text"] for row in menu["element"]["options"]]
    assert labels == ["ESC-1 · SEV-1 · Acme Ltd", "ESC-2 · SEV-1 · Borealis"]
    assert standing_in(view)["words"] == "It is the store (https://x.example)"
    assert door.send(view, escalation=str(acme)) is None
    (note,) = notes(door)
    assert (note.escalation_id, note.author, note.channel, note.ts) == (acme, ELIF, "CACME", REPLY_TS)


def test_in_a_thread_its_own_escalation_is_chosen_already(door: Door) -> None:
    first = an_escalation(door.office)
    an_escalation(door.office, customer="Borealis")
    with_its_card(door, first)
    message = {"ts": REPLY_TS, "thread_ts": CARD_TS, "user": ELIF, "text": "Found it"}
    door.message_shortcut(message, channel="CHOME", callback_id="add_note")
    assert standing_in(door.slack.opened[0])["escalation"] == str(first)


def test_with_nothing_open_no_form_opens_for_a_message(door: Door) -> None:
    door.message_shortcut({"ts": REPLY_TS, "user": ELIF, "text": "Hm"}, callback_id="add_note")
    assert "add_note" not in [view["callback_id"] for view in door.slack.opened]


def test_a_reaction_in_the_thread_keeps_the_message_once_and_says_nothing(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    with_its_card(door, escalation_id)
    door.slack.messages[REPLY_TS] = MessageSeen(REPLY_TS, CARD_TS, ELIF, "It is the store")
    for event_id in ("Ev1", "Ev1", "Ev2"):
        assert door.event(a_reaction(), event_id=event_id) == 200
    (note,) = notes(door)
    assert (note.words, note.author, note.kept_by) == ("It is the store", ELIF, CASEY)
    assert note.permalink is not None
    assert said(door.office, "note_added") == []


@pytest.mark.parametrize(
    "event",
    [
        a_reaction(name="eyes"),
        a_reaction(channel="CGENERAL"),
        a_reaction(by=PRIYA),
        a_reaction(CARD_TS),
        a_reaction("1764000900.000900"),
    ],
    ids=["another reaction", "another channel", "an outsider", "our own card", "a message of no thread"],
)
def test_any_other_reaction_keeps_nothing(door: Door, event: dict[str, Any]) -> None:
    escalation_id = an_acknowledged(door.office, severity="sev3")  # it lives in the home channel
    with_its_card(door, escalation_id)
    door.slack.messages = {
        REPLY_TS: MessageSeen(REPLY_TS, CARD_TS, ELIF, "It is the store"),
        CARD_TS: MessageSeen(CARD_TS, CARD_TS, "UHEARD", "The card"),
        "1764000900.000900": MessageSeen("1764000900.000900", None, ELIF, "Lunch?"),
    }
    assert door.event(event) == 200
    assert notes(door) == []


def test_in_a_channel_of_its_own_every_message_belongs_to_it(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    with_its_card(door, escalation_id)
    with door.office.database.write() as session:
        own = session.get_one(OwnChannel, escalation_id)
        own.state, own.channel_id = OwnState.MADE, "CHOME"
    door.slack.messages[REPLY_TS] = MessageSeen(REPLY_TS, None, ELIF, "It is the store")
    assert door.event(a_reaction()) == 200
    assert [note.escalation_id for note in notes(door)] == [escalation_id]


def test_messages_in_a_channel_that_it_has_left_belong_to_nothing(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    with_its_card(door, escalation_id)
    with door.office.database.write() as session:
        own = session.get_one(OwnChannel, escalation_id)
        own.state, own.channel_id = OwnState.LOST, "CHOME"
    door.slack.messages[REPLY_TS] = MessageSeen(REPLY_TS, None, ELIF, "It is the store")
    assert door.event(a_reaction()) == 200
    assert notes(door) == []


def test_a_message_that_slack_does_not_show_is_told_to_whoever_reacted(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    with_its_card(door, escalation_id)
    door.slack.unreadable = SlackError(Refusal.NEVER, "not_in_channel")
    assert door.event(a_reaction(), event_id="Ev1") == 200
    door.event(a_reaction(), event_id="Ev1")
    (told,) = said(door.office, "note_unread")
    assert told.lane == f"dm:{CASEY}"


def test_where_it_may_work_in_a_minute_slack_is_let_come_again(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    with_its_card(door, escalation_id)
    door.slack.messages[REPLY_TS] = MessageSeen(REPLY_TS, CARD_TS, ELIF, "It is the store")
    door.slack.unreadable = SlackError(Refusal.AGAIN, "ratelimited")
    assert door.event(a_reaction(), event_id="Ev1") == 500
    door.slack.unreadable = None
    assert door.event(a_reaction(), event_id="Ev1") == 200
    assert len(notes(door)) == 1


def test_an_edit_opens_with_what_stands_and_tells_what_another_changed_meanwhile(door: Door) -> None:
    escalation_id = an_acknowledged(door.office, contact="Priya")
    door.press("edit_escalation", escalation_id)
    (view,) = door.slack.opened
    assert standing_in(view)["contact"] == "Priya"
    start = record_start(door.office, escalation_id, by=BRUNO)
    standing = {name: start.values[name] for name in vars(Details())} | {"contact": "Paul"}
    edit_escalation(
        door.office, EditEscalation(escalation_id, BRUNO, Details(**standing), start.marks), MONDAY
    )
    answer = door.send(view, contact="Pia")
    assert "Paul" in text_of(answer["view"])
    assert the_escalation(door.office, escalation_id).contact == "Paul"
    assert door.send(answer["view"]) is None
    assert the_escalation(door.office, escalation_id).contact == "Pia"
