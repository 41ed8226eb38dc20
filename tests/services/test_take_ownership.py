"""The owner a severity wants: asked, never forced; taking it or naming somebody leads to a hand-over. Row M2d."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.deadline import Deadline
from models.queries import deadlines, hand_overs
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.answer_ask import answer_ask
from services.change_severity import ChangeSeverity, change_severity
from services.office import Office
from services.refusal import Refused
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    an_escalation,
    open_kinds,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, DANA, GONE, VERA
from tests.builders.replay import replayed

LATER = MONDAY + timedelta(minutes=29)


def ask_of(office: Office, of: int, owner: str) -> Deadline:
    with office.database.read() as session:
        rows = deadlines.open_of(session, of)
    return next(row for row in rows if row.kind is DeadlineKind.ASK and row.owner == owner)


def answer(office: Office, of: int, by: str, words: str, named: str | None) -> None:
    answer_ask(office, of, ask_of(office, of, by).id, by=by, answer=words, named=named, now=LATER)


def raised_to_high(office: Office) -> int:
    """A SEV-3 of Casey's, a CSM, becomes a SEV-2, which wants a Senior CSM or above."""
    escalation_id = an_acknowledged(office, severity="sev3")
    command = ChangeSeverity(a_request(), escalation_id, CASEY, "sev2", "It spreads", "sev3")
    change_severity(office, command, MONDAY)
    return escalation_id


def test_above_the_level_of_the_dri_a_senior_is_asked_within_the_hour_and_the_dri_stays(
    office: Office,
) -> None:
    escalation_id = raised_to_high(office)
    asked = ask_of(office, escalation_id, BRUNO)
    assert (asked.ask, asked.due_at - MONDAY) == ("take_it", timedelta(hours=1))
    assert the_escalation(office, escalation_id).dri == CASEY


def test_it_stays_as_it_is_is_an_answer(office: Office) -> None:
    escalation_id = raised_to_high(office)
    answer(office, escalation_id, BRUNO, "It stays as it is", None)
    assert the_escalation(office, escalation_id).dri == CASEY
    assert said(office, "hand_over_proposed") == []


def test_whoever_takes_it_owns_it_and_what_was_owed(office: Office) -> None:
    escalation_id = raised_to_high(office)
    answer(office, escalation_id, BRUNO, "I take it over", BRUNO)
    escalation = the_escalation(office, escalation_id)
    assert escalation.dri == BRUNO
    assert {row.owner for row in open_kinds(office, escalation_id).values()} == {BRUNO}
    assert timeline(office, escalation_id)[-1].event is Event.HANDED_OVER
    assert replayed(office, escalation_id) == escalation.on_timeline


def test_somebody_else_is_asked_and_the_dri_stays_until_they_accept(office: Office) -> None:
    escalation_id = an_escalation(office)
    answer(office, escalation_id, VERA, "Somebody else takes it over", DANA)
    with office.database.read() as session:
        proposal = hand_overs.open_of(session, escalation_id)
    assert proposal is not None
    assert (proposal.to_person, proposal.reason) == (DANA, "level_required")
    assert the_escalation(office, escalation_id).dri == CASEY


def test_who_cannot_own_it_is_refused_and_the_question_stays(office: Office) -> None:
    escalation_id = an_escalation(office)
    with pytest.raises(Refused) as refusal:
        answer(office, escalation_id, VERA, "Somebody else takes it over", GONE)
    assert refusal.value.field == "named_owner"
    assert ask_of(office, escalation_id, VERA).settled_at is None


def test_down_again_nobody_is_asked_to_own_it_any_more(office: Office) -> None:
    escalation_id = raised_to_high(office)
    command = ChangeSeverity(a_request(), escalation_id, CASEY, "sev3", "It does not", "sev2")
    change_severity(office, command, LATER)
    with office.database.read() as session:
        asks = [row.ask for row in deadlines.open_of(session, escalation_id) if row.ask]
    assert "take_it" not in asks
