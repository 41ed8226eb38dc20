"""Words that somebody else reads before they count: asked, approved, changed, unanswered; nobody else there. Row Y6."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.deadline import Deadline, Outcome
from models.outbox import MessageState, OutboxMessage
from models.queries import hand_overs, undoables
from models.review import ReviewEnd
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.accept_hand_over import accept_hand_over
from services.approve_words import approve_words
from services.ask_for_change import AskForChange, ask_for_change
from services.ask_second_eyes import AskSecondEyes, ask_second_eyes
from services.cancel import Cancel, cancel
from services.close import Close, close
from services.close_out import PARTS, WriteCloseOut, close_out
from services.drafting.anyway import Anyway
from services.drafting.second_eyes import SecondEyesWanted
from services.erase import TOMBSTONE, erase_account
from services.hand_over import ProposeHandOver, hand_over
from services.know_person import know_person, known_person
from services.lookups.reviews import words_to_send
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.refusal import Refused
from services.resolve import resolve
from services.restrict import Restrict, restrict
from services.see_to_absences import see_to_absences
from services.take_due_steps import take_due_steps
from services.undo import undo
from services.wording.contexts import Wording
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    a_resolved,
    an_acknowledged,
    open_kinds,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import BRUNO, CASEY, DANA
from tests.builders.replay import replayed
from tests.builders.second_eyes import asks, the_review

MINUTE = timedelta(minutes=1)
CLAIM = "The root cause is an expired certificate. You hear from me by 11:00 London time."
PLAIN = "We are still working on it. You hear from me by 11:00 London time."


def an_update(escalation_id: int, words: str = CLAIM, by: str = CASEY, **differs: object) -> PostUpdate:
    """By mail, of which the very words are recorded."""
    return PostUpdate(a_request(), escalation_id, by, told(words, **({"channel": "email"} | differs)))


def asked(office: Office, escalation_id: int, words: str = CLAIM, minutes: int = 0) -> SecondEyesWanted:
    """Casey wants to write it, and has it read first."""
    now = MONDAY + minutes * MINUTE
    with pytest.raises(SecondEyesWanted) as wanted:
        post_update(office, an_update(escalation_id, words), now)
    asks(office, wanted.value, escalation_id, "post_update", CASEY, now)
    return wanted.value


def approves(office: Office, escalation_id: int, by: str = BRUNO, minutes: int = 1) -> None:
    review = the_review(office, escalation_id)
    approve_words(office, escalation_id, review.deadline_id or 0, by=by, now=MONDAY + minutes * MINUTE)


def events(office: Office, escalation_id: int) -> list[Event]:
    return [entry.event for entry in timeline(office, escalation_id)]


def read(office: Office, template: str, minutes: int = 0) -> str:
    """The newest message of this template as it reads then."""
    word = Wording(office.rulebook, lambda: MONDAY + minutes * MINUTE)
    with office.database.read() as session:
        worded = word(session, said(office, template)[-1])
    return worded.text + str(worded.blocks)


def test_a_claim_of_root_cause_waits_for_somebody_else_and_nothing_is_recorded(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    before = len(timeline(office, escalation_id))
    with pytest.raises(SecondEyesWanted) as wanted:
        post_update(office, an_update(escalation_id), MONDAY)
    assert wanted.value.reader == BRUNO  # Casey is the DRI, and he stands in for her
    assert wanted.value.because.row == "second_eyes.row.root_cause"
    assert len(timeline(office, escalation_id)) == before


@pytest.mark.parametrize(
    ("words", "channel"),
    [(PLAIN, "email"), (CLAIM, "call"), ('You wrote: "the root cause is DNS". By 11:00 I answer.', "email")],
    ids=["still working", "of a call only the gist is kept", "the customer's own words"],
)
def test_what_waits_for_nobody(office: Office, words: str, channel: str) -> None:
    escalation_id = an_acknowledged(office)
    post_update(office, an_update(escalation_id, words, channel=channel), MONDAY)
    assert Event.UPDATE_POSTED in events(office, escalation_id)


def test_the_promise_to_the_customer_goes_on_and_shows_beside_the_answers_own_time(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    owed = open_kinds(office, escalation_id)[DeadlineKind.UPDATE]
    asked(office, escalation_id, minutes=50)
    still, review = open_kinds(office, escalation_id), the_review(office, escalation_id)
    assert still[DeadlineKind.UPDATE].due_at == owed.due_at
    assert still[DeadlineKind.REVIEW].due_at == MONDAY + 55 * MINUTE
    assert still[DeadlineKind.REVIEW].owner == review.reader
    shown = read(office, "second_eyes_asked")
    assert f"{int(owed.due_at.timestamp())}^" in shown
    assert "an expired certificate" in shown


def test_at_least_half_of_what_is_left_of_the_promise_is_left_to_send_it(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asked(office, escalation_id, minutes=56)
    assert open_kinds(office, escalation_id)[DeadlineKind.REVIEW].due_at == MONDAY + 58 * MINUTE


def test_approved_by_another_the_very_words_go_out(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asked(office, escalation_id)
    approves(office, escalation_id)
    post_update(office, an_update(escalation_id), MONDAY + 2 * MINUTE)
    review = the_review(office, escalation_id)
    assert (review.ended_as, review.ended_by, review.sent_by) == (ReviewEnd.APPROVED, BRUNO, CASEY)
    assert Event.SENT_UNREAD not in events(office, escalation_id)
    assert "sent it" in read(office, "words_approved", 2)
    assert replayed(office, escalation_id) == the_escalation(office, escalation_id).on_timeline


def test_an_approval_of_older_words_does_not_count(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asked(office, escalation_id)
    stale = the_review(office, escalation_id)
    asked(office, escalation_id, CLAIM.replace("certificate", "licence"), minutes=1)
    assert the_review(office, escalation_id).id != stale.id
    with pytest.raises(Refused) as refusal:
        approve_words(office, escalation_id, stale.deadline_id or 0, by=BRUNO, now=MONDAY + 2 * MINUTE)
    assert refusal.value.key == "review_ended"
    approves(office, escalation_id, minutes=2)
    with pytest.raises(SecondEyesWanted):
        post_update(office, an_update(escalation_id), MONDAY + 3 * MINUTE)
    with pytest.raises(SecondEyesWanted):
        post_update(office, an_update(escalation_id, CLAIM.replace("an", "one")), MONDAY + 3 * MINUTE)
    spaced = CLAIM.replace("certificate", "licence").replace(" ", "  ")
    post_update(office, an_update(escalation_id, spaced), MONDAY + 3 * MINUTE)


def test_its_author_cannot_approve_it_and_anybody_else_can(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asked(office, escalation_id)
    with pytest.raises(Refused) as refusal:
        approves(office, escalation_id, by=CASEY)
    assert refusal.value.key == "own_words"
    approves(office, escalation_id, by=DANA)
    assert the_review(office, escalation_id).ended_by == DANA


def test_a_change_is_asked_for_with_a_reason_and_the_words_are_kept(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asked(office, escalation_id)
    review = the_review(office, escalation_id)
    wish = AskForChange(a_request(), escalation_id, review.deadline_id or 0, BRUNO, "Not sure of that")
    ask_for_change(office, wish, MONDAY + MINUTE)
    assert "Not sure of that" in read(office, "change_wanted", 1)
    kept = words_to_send(office, escalation_id, review.id, by=CASEY)
    assert kept.form["typed"]["words"] == CLAIM
    with pytest.raises(SecondEyesWanted):
        post_update(office, an_update(escalation_id), MONDAY + 2 * MINUTE)


def test_unanswered_for_five_minutes_the_dri_sends_and_the_record_says_so(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asked(office, escalation_id)
    take_due_steps(office, MONDAY + 4 * MINUTE)
    with pytest.raises(SecondEyesWanted):
        post_update(office, an_update(escalation_id), MONDAY + 4 * MINUTE)
    take_due_steps(office, MONDAY + 5 * MINUTE)
    (message,) = said(office, "second_eyes_unanswered")
    assert (message.context or {})["person"] == CASEY
    assert DeadlineKind.REVIEW not in open_kinds(office, escalation_id)
    assert DeadlineKind.UPDATE in open_kinds(office, escalation_id)
    post_update(office, an_update(escalation_id), MONDAY + 6 * MINUTE)
    (entry,) = [one for one in timeline(office, escalation_id) if one.event is Event.SENT_UNREAD]
    assert (entry.actor, entry.data["cause"], entry.data["person"]) == (CASEY, "unanswered", BRUNO)


@pytest.mark.parametrize(("severity", "minutes"), [("sev1", 5), ("sev2", 15), ("sev3", 120), ("sev4", 240)])
def test_how_long_is_waited_is_the_severitys(office: Office, severity: str, minutes: int) -> None:
    escalation_id = an_acknowledged(office, severity=severity)
    asked(office, escalation_id)
    assert open_kinds(office, escalation_id)[DeadlineKind.REVIEW].due_at == MONDAY + minutes * MINUTE


def test_where_nobody_else_is_there_the_dri_sends_and_it_is_recorded(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    for person in [p for p in office.rulebook.current.roster.people if p != CASEY]:
        known = known_person(office, person)
        if known is not None and known.active:
            _leaves(office, person)
    post_update(office, an_update(escalation_id), MONDAY)
    (entry,) = [one for one in timeline(office, escalation_id) if one.event is Event.SENT_UNREAD]
    assert entry.data["cause"] == "nobody"


def test_what_has_gone_out_is_recorded_with_why_nobody_has_read_it(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    post_update(office, an_update(escalation_id, unread="gone_out"), MONDAY)
    (entry,) = [one for one in timeline(office, escalation_id) if one.event is Event.SENT_UNREAD]
    assert entry.data["reason_label"].startswith("It has gone out")
    with pytest.raises(SecondEyesWanted):  # that it fits the customer is no reason
        post_update(office, an_update(escalation_id, unread="fits"), MONDAY + MINUTE)
    once = Anyway("gone_out", ("anything",))
    post_update(office, an_update(escalation_id, anyway=once), MONDAY + MINUTE)


def test_that_it_is_solved_is_read_first_and_survives_being_taken_back(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    words = told("It is solved: the certificate is renewed. Please confirm.", channel="email")
    with pytest.raises(SecondEyesWanted) as wanted:
        resolve(office, a_resolution(escalation_id, told=words), MONDAY)
    review = asks(office, wanted.value, escalation_id, "resolve", CASEY, MONDAY)
    approve_words(office, escalation_id, review.deadline_id or 0, by=BRUNO, now=MONDAY)
    resolve(office, a_resolution(escalation_id, told=words), MONDAY + MINUTE)
    with office.database.read() as session:
        offer = undoables.open_of(session, escalation_id)
    undo(office, escalation_id, offer[-1].id, by=CASEY, now=MONDAY + MINUTE + timedelta(seconds=30))
    resolve(office, a_resolution(escalation_id, told=words), MONDAY + 3 * MINUTE)
    assert not the_escalation(office, escalation_id).live


def _is_cancelled(office: Office, escalation_id: int) -> None:
    cancel(office, Cancel(a_request(), escalation_id, CASEY, "By mistake"), MONDAY + MINUTE)


def _is_resolved(office: Office, escalation_id: int) -> None:
    resolve(office, a_resolution(escalation_id), MONDAY + MINUTE)


@pytest.mark.parametrize("ends", [_is_cancelled, _is_resolved])
def test_over_it_is_asked_no_more(office: Office, ends: Callable[[Office, int], None]) -> None:
    escalation_id = an_acknowledged(office)
    asked(office, escalation_id)
    ends(office, escalation_id)
    review = the_review(office, escalation_id)
    with office.database.read() as session:
        assert session.get_one(Deadline, review.deadline_id).outcome is Outcome.STOOD_DOWN
    assert "not needed any more" in read(office, "second_eyes_asked", 2)
    with pytest.raises(Refused) as refusal:
        approves(office, escalation_id, minutes=2)
    assert refusal.value.key == "review_ended"


def test_closed_words_that_nobody_needs_any_more_are_asked_about_no_longer(office: Office) -> None:
    confirmed: dict[str, Any] = {"confirmed_by": "Priya Raman", "unconfirmed_because": None}
    escalation_id = a_resolved(office, severity="sev3", **confirmed)
    parts: dict[str, Any] = dict.fromkeys(PARTS, "Plain words.")
    written = WriteCloseOut(a_request(), escalation_id, CASEY, **parts, link="https://bugs.example/7")
    with pytest.raises(SecondEyesWanted) as wanted:
        close_out(office, written, MONDAY)
    asks(office, wanted.value, escalation_id, "close_out", CASEY, MONDAY)
    assert DeadlineKind.REVIEW in open_kinds(office, escalation_id)
    close(office, Close(a_request(), escalation_id, CASEY, "They want no more of it"), MONDAY + MINUTE)
    assert DeadlineKind.REVIEW not in open_kinds(office, escalation_id)


def _leaves(office: Office, person: str) -> None:
    known = known_person(office, person)
    assert known is not None
    know_person(office, replace(known, active=False), MONDAY, seen_at=1.0)
    rules = office.rulebook.current
    people = dict(rules.roster.people)
    people[person] = replace(people[person], active=False)
    office.rulebook.replace(replace(rules, roster=replace(rules.roster, people=people)))


def test_whoever_was_asked_leaves_and_the_next_reads_it(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asked(office, escalation_id)
    _leaves(office, BRUNO)
    see_to_absences(office, MONDAY + MINUTE)
    review = the_review(office, escalation_id)
    assert review.reader not in (BRUNO, CASEY)
    assert review.words == CLAIM
    approves(office, escalation_id, by=review.reader, minutes=2)
    post_update(office, an_update(escalation_id), MONDAY + 3 * MINUTE)


def test_handed_over_meanwhile_the_dri_of_that_moment_may_send(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asked(office, escalation_id)
    hand_over(office, ProposeHandOver(a_request(), escalation_id, CASEY, DANA, reason="no_capacity"), MONDAY)
    with office.database.read() as session:
        question = hand_overs.open_of(session, escalation_id)
    assert question is not None
    accept_hand_over(office, escalation_id, question.deadline_id or 0, by=DANA, now=MONDAY + MINUTE)
    assert open_kinds(office, escalation_id)[DeadlineKind.REVIEW].owner == BRUNO
    take_due_steps(office, MONDAY + 5 * MINUTE)
    (message,) = said(office, "second_eyes_unanswered")
    assert (message.context or {})["person"] == DANA


def test_restricted_it_is_asked_again_where_only_people_by_name_read(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asked(office, escalation_id)
    with office.database.write() as session:  # it has left
        for message in session.scalars(select(OutboxMessage)):
            message.state = MessageState.SENT
    restrict(office, Restrict(a_request(), escalation_id, CASEY, "A breach"), MONDAY + MINUTE)
    first, inside = said(office, "second_eyes_asked")
    assert inside.lane != first.lane
    assert "an expired certificate" in read(office, "second_eyes_asked", 1)
    word = Wording(office.rulebook, lambda: MONDAY + MINUTE)
    with office.database.read() as session:
        outside = word(session, first)
    assert "certificate" not in outside.text + str(outside.blocks)
    assert BRUNO in the_escalation(office, escalation_id).named


def test_a_drill_asks_nobody(office: Office) -> None:
    escalation_id = an_acknowledged(office, drill=True, by=CASEY)
    post_update(office, an_update(escalation_id), MONDAY)
    assert said(office, "second_eyes_asked") == []


def test_the_same_form_sent_twice_asks_once(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    with pytest.raises(SecondEyesWanted) as wanted:
        post_update(office, an_update(escalation_id), MONDAY)
    form = {"typed": {"words": CLAIM}}
    command = AskSecondEyes(
        "V-once", escalation_id, CASEY, "post_update", wanted.value.kind, wanted.value.words, form
    )
    assert ask_second_eyes(office, command, MONDAY) == ask_second_eyes(office, command, MONDAY + MINUTE)
    assert len(said(office, "second_eyes_asked")) == 1


def test_erased_the_words_and_the_form_are_gone(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    asked(office, escalation_id)
    _is_cancelled(office, escalation_id)
    erase_account(office.database, "Acme Ltd", MONDAY + MINUTE)
    review = the_review(office, escalation_id)
    assert (review.words, review.form) == (TOMBSTONE, None)
    assert "certificate" not in str([entry.data for entry in timeline(office, escalation_id)])
    with pytest.raises(Refused):
        words_to_send(office, escalation_id, review.id, by=CASEY)
