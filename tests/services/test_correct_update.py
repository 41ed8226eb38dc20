"""Correct: what was logged reads otherwise, the old words stay, kept or late is counted anew. Row X7."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.deadline import Outcome
from models.escalation import CustomerContact
from models.queries import deadlines, escalations
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.correct_update import CorrectUpdate, correct_update
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.refusal import Refused, RefusedFields
from services.resolve import resolve
from services.tell_customer import Told
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    open_kinds,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import CASEY, MAYA
from tests.builders.replay import replayed

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LATE = MONDAY + 70 * MINUTE


def contacts(office: Office) -> list[CustomerContact]:
    """The communication log, corrections and what they correct."""
    with office.database.read() as session:
        return list(session.scalars(select(CustomerContact).order_by(CustomerContact.id)))


def an_update(office: Office, at: datetime = LATE, **differs: Any) -> int:
    """Acknowledged at ten, the next update logged ten minutes late."""
    escalation_id = an_acknowledged(office)
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told(**differs)), at)
    return escalation_id


def corrected(office: Office, escalation_id: int, now: datetime = LATE + MINUTE, **differs: Any) -> None:
    """Maya corrects the last word to the customer."""
    last = contacts(office)[-1]
    as_it_is = Told(last.words, last.channel, last.recipients, last.told_at)
    command = CorrectUpdate(a_request(), escalation_id, MAYA, last.id, replace(as_it_is, **differs))
    correct_update(office, command, now)


def outcome_of_update(office: Office, escalation_id: int) -> Outcome | None:
    with office.database.read() as session:
        rows = [row for row in deadlines.all_of(session, escalation_id) if row.kind is DeadlineKind.UPDATE]
    return rows[1].outcome


def test_the_record_shows_the_new_words_and_keeps_the_old(office: Office) -> None:
    escalation_id = an_update(office)
    corrected(office, escalation_id, words="We have found one of two causes", channel="email")
    _, old, new = contacts(office)
    assert (old.words, old.superseded_by, new.corrects) == ("We have found the cause", new.id, old.id)
    assert (new.told_by, new.corrected_by) == (CASEY, MAYA)
    with office.database.read() as session:
        last = escalations.last_contact(session, escalation_id)
    assert last is not None
    assert last.words == "We have found one of two causes"
    entry = timeline(office, escalation_id)[-1]
    assert (entry.event, entry.data["before"]["words"]) == (Event.UPDATE_CORRECTED, "We have found the cause")


def test_told_earlier_than_was_logged_the_promise_counts_as_kept(office: Office) -> None:
    escalation_id = an_update(office)
    assert outcome_of_update(office, escalation_id) is Outcome.LATE
    corrected(office, escalation_id, told_at=MONDAY + 50 * MINUTE)
    assert outcome_of_update(office, escalation_id) is Outcome.KEPT
    corrected(office, escalation_id, told_at=MONDAY + 65 * MINUTE)
    assert outcome_of_update(office, escalation_id) is Outcome.LATE


def test_the_next_promise_stays_unless_another_time_is_given(office: Office) -> None:
    escalation_id = an_update(office)
    before = open_kinds(office, escalation_id)[DeadlineKind.UPDATE]
    corrected(office, escalation_id, words="We have found one of two causes")
    assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].id == before.id
    sooner = LATE + 30 * MINUTE
    corrected(office, escalation_id, next_update_at=sooner)
    after = open_kinds(office, escalation_id)[DeadlineKind.UPDATE]
    assert (after.due_at, after.promised) == (sooner, True)


def test_when_they_were_first_told_moves_with_its_correction(office: Office) -> None:
    escalation_id = an_acknowledged(office, MONDAY)
    corrected(office, escalation_id, MONDAY + 40 * MINUTE, told_at=MONDAY + 20 * MINUTE)
    escalation = the_escalation(office, escalation_id)
    assert escalation.acknowledged_at == MONDAY + 20 * MINUTE
    assert replayed(office, escalation_id) == escalation.on_timeline
    with office.database.read() as session:
        rows = {row.kind: row.outcome for row in reversed(deadlines.all_of(session, escalation_id))}
    assert rows[DeadlineKind.ACKNOWLEDGE] is Outcome.LATE


def test_two_who_correct_the_same_the_second_is_told(office: Office) -> None:
    escalation_id = an_update(office)
    last = contacts(office)[-1]
    mine = CorrectUpdate(a_request(), escalation_id, CASEY, last.id, told("Mine"))
    corrected(office, escalation_id, words="Maya's")
    with pytest.raises(Refused) as refusal:
        correct_update(office, mine, LATE + 2 * MINUTE)
    assert refusal.value.key == "contact_corrected_before"


def test_nothing_different_is_nothing_recorded(office: Office) -> None:
    escalation_id = an_update(office)
    with pytest.raises(Refused) as refusal:
        corrected(office, escalation_id)
    assert refusal.value.key == "contact_unchanged"
    assert len(contacts(office)) == 2


@pytest.mark.parametrize(
    ("differs", "field"),
    [
        ({"words": " "}, "words"),
        ({"told_at": LATE + HOUR}, "told_at"),
        ({"next_update_at": LATE + 9 * HOUR}, "later_reason"),
    ],
)
def test_a_mistake_is_told_in_its_field(office: Office, differs: dict[str, Any], field: str) -> None:
    escalation_id = an_update(office)
    with pytest.raises(RefusedFields) as refusal:
        corrected(office, escalation_id, **differs)
    assert list(refusal.value.by_field) == [field]


def test_what_was_said_with_the_resolution_is_corrected_in_a_message(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    resolve(office, a_resolution(escalation_id, told=told("Solved")), MONDAY + MINUTE)
    corrected(office, escalation_id, words="Solved for all but one of you")
    (message,) = said(office, "update_corrected")
    assert (message.context or {})["before"]["words"] == "Solved"
