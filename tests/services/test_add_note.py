"""Notes: words kept with an escalation; a message is kept once, and not repeated where it stands."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.note import Note
from models.timeline import Event
from services.add_note import AddNote, FromMessage, add_note
from services.office import Office
from services.refusal import Refused, RefusedFields
from services.resolve import resolve
from tests.builders.escalations import MONDAY, a_request, a_resolution, an_acknowledged, said, timeline
from tests.builders.office import BRUNO, CASEY, ELIF, PRIYA

LATER = MONDAY + timedelta(minutes=10)
MESSAGE = FromMessage("CACME", "1764.0001", ELIF, "https://heard.example/archives/CACME/p17640001")


def notes(office: Office) -> list[Note]:
    with office.database.read() as session:
        return list(session.scalars(select(Note).order_by(Note.id)))


def test_a_typed_note_is_kept_and_told_in_the_thread(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    add_note(office, AddNote(a_request(), escalation_id, CASEY, " They open at 9 \n"), LATER)
    assert [(row.words, row.kept_by, row.author) for row in notes(office)] == [
        ("They open at 9", CASEY, None)
    ]
    assert timeline(office, escalation_id)[-1].event is Event.NOTE_ADDED
    assert len(said(office, "note_added")) == 1


def test_a_message_is_kept_with_its_author_and_address_once(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    add_note(office, AddNote(a_request(), escalation_id, CASEY, "It is the store", MESSAGE), LATER)
    with pytest.raises(Refused) as refused:
        add_note(office, AddNote(a_request(), escalation_id, BRUNO, "It is the store", MESSAGE), LATER)
    assert "<@UCASEY>" in refused.value.sentence
    (note,) = notes(office)
    assert (note.author, note.permalink) == (ELIF, MESSAGE.permalink)
    assert timeline(office, escalation_id)[-1].data["author"] == ELIF


def test_one_message_may_belong_to_two_escalations(office: Office) -> None:
    for customer in ("Acme Ltd", "Borealis"):
        escalation_id = an_acknowledged(office, customer=customer)
        add_note(office, AddNote(a_request(), escalation_id, CASEY, "Same cause", MESSAGE), LATER)
    assert len(notes(office)) == 2


def test_what_stands_in_the_thread_is_not_said_there_again(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    add_note(office, AddNote("event:Ev1", escalation_id, CASEY, "It is the store", MESSAGE, True), LATER)
    add_note(office, AddNote("event:Ev1", escalation_id, CASEY, "It is the store", MESSAGE, True), LATER)
    assert len(notes(office)) == 1
    assert said(office, "note_added") == []


def test_somebody_whom_nobody_knows_is_not_mentioned(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    stranger = FromMessage("CACME", "1764.0002", "USTRANGER", None)
    add_note(office, AddNote(a_request(), escalation_id, CASEY, "Help", stranger), LATER)
    assert timeline(office, escalation_id)[-1].data["author"] is None
    assert notes(office)[0].author == "USTRANGER"


def test_what_is_over_takes_notes_as_well(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    resolve(office, a_resolution(escalation_id), MONDAY)
    add_note(office, AddNote(a_request(), escalation_id, CASEY, "For the post-mortem"), LATER)
    assert len(notes(office)) == 1


def test_a_note_says_something_and_outsiders_keep_none(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    with pytest.raises(RefusedFields):
        add_note(office, AddNote(a_request(), escalation_id, CASEY, " "), LATER)
    with pytest.raises(Refused):
        add_note(office, AddNote(a_request(), escalation_id, PRIYA, "Hello"), LATER)
    assert notes(office) == []
