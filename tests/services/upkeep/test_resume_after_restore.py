"""After a restore: what the clock says anew is known by its mark, all that waits is doubted, `ops` is told."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models.database import Database
from models.outbox import Lane, MessageState, OutboxMessage, Surface
from models.own_channel import own_lane
from services.office import Office, Rulebook
from services.take_due_steps import take_due_steps
from services.upkeep.resume_after_restore import resume_after_restore
from tests.builders.escalations import MONDAY, an_escalation, said, the_escalation
from tests.builders.office import an_office, the_rules

DUE = MONDAY + timedelta(minutes=15)
"""When the customer must have been told that we have it."""


@pytest.fixture
def office(sqlite_url: str) -> Office:
    """At work."""
    return an_office(sqlite_url)


def backed_up(office: Office, folder: Path) -> Office:
    """The same office as it is now, in another file."""
    there, copy = sqlite3.connect(office.database.url.removeprefix("sqlite:///")), folder / "kept.db"
    with sqlite3.connect(copy) as here:
        there.backup(here)
    there.close()
    here.close()
    return Office(Database(f"sqlite:///{copy}"), Rulebook(the_rules()))


def its_channel_is_known(office: Office) -> None:
    """The channel of the first escalation's own was made, and written down."""
    with office.database.write() as session:
        session.get_one(Lane, own_lane(1)).channel_id = "COWN"


def mark_of(message: OutboxMessage) -> str:
    """What it carries in Slack."""
    return message.op_id


def test_a_nudge_said_since_the_backup_gets_its_mark_again_and_is_looked_for(
    office: Office, tmp_path: Path
) -> None:
    an_escalation(office)
    its_channel_is_known(office)
    restored = backed_up(office, tmp_path)
    take_due_steps(office, DUE)
    before = {message.key: mark_of(message) for message in said(office, "nudge")}

    resume_after_restore(restored, DUE + timedelta(minutes=2))

    again = said(restored, "nudge")
    assert {message.key: mark_of(message) for message in again} == before
    assert before
    assert {message.state for message in again} == {MessageState.SENDING}


def test_all_that_waits_is_doubted_but_what_ops_is_told(office: Office, tmp_path: Path) -> None:
    an_escalation(office)
    its_channel_is_known(office)
    waiting = len(said(office))
    restored = backed_up(office, tmp_path)
    resume_after_restore(restored, MONDAY)
    states = [message.state for message in said(restored)]
    assert states == [MessageState.SENDING] * waiting + [MessageState.WAITING]
    (told,) = said(restored, "ops_restored")
    assert told.context == {"last_at": int(MONDAY.timestamp()), "doubted": waiting}


def test_what_waits_for_a_channel_that_is_not_known_is_doubted_when_that_is_found(
    office: Office, tmp_path: Path
) -> None:
    an_escalation(office)
    restored = backed_up(office, tmp_path)
    resume_after_restore(restored, MONDAY)
    states = {message.lane: message.state for message in said(restored) if message.escalation_id}
    assert states.pop(own_lane(1)) is MessageState.WAITING  # `own_lane.found` looks for it then
    assert set(states.values()) == {MessageState.SENDING}


def test_the_cards_of_what_is_live_are_shown_as_the_record_has_them(office: Office, tmp_path: Path) -> None:
    card_id = the_escalation(office, an_escalation(office)).card_id
    restored = backed_up(office, tmp_path)
    resume_after_restore(restored, MONDAY)
    with restored.database.read() as session:
        (card,) = session.scalars(select(Surface).where(Surface.message_id == card_id))
    assert card.wanted > card.shown


def test_an_outage_as_long_as_the_way_back_is_one_message_a_person_and_one_climb(
    office: Office, tmp_path: Path
) -> None:
    an_escalation(office)
    restored = backed_up(office, tmp_path)
    resume_after_restore(restored, MONDAY + timedelta(hours=9))
    in_thread = [
        message for message in said(restored, "nudge") if (message.context or {})["items"][0]["kind"] != "ask"
    ]
    assert len(in_thread) == 1
    assert len(said(restored, "tier_climbed")) <= 1


def test_a_reference_used_again_after_a_restore_does_not_look_like_the_lost_one(
    office: Office, tmp_path: Path
) -> None:
    restored = backed_up(office, tmp_path)
    lost, new = an_escalation(office), an_escalation(restored, MONDAY + timedelta(hours=1), customer="Globex")
    assert lost == new
    marks = [
        {mark_of(message) for message in said(one) if message.escalation_id} for one in (office, restored)
    ]
    assert marks[0].isdisjoint(marks[1])
