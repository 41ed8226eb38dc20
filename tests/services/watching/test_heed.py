"""What customers say and what is signalled of them: opened, proposed, joined, or nothing at all. Rows M4, M10."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.escalation import Escalation
from models.proposal import Answer, Proposal
from models.timeline import HEARD, Event
from policy.kinds import Status
from services.erase import TOMBSTONE, erase_account
from services.office import Office
from services.receive_signal import receive_signal
from services.refusal import Refused
from services.resolve import resolve
from services.signals.given import Given, signal_or_faults
from services.take_due_steps import take_due_steps
from services.watching.answer import dismiss_proposed, open_proposed, see_to_proposed
from services.watching.messages import heed_message
from tests.builders.accounts import an_account
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
from tests.builders.office import BRUNO, MAYA, PRIYA
from tests.builders.replay import replayed
from tests.builders.signals import a_signal

HALF_AN_HOUR = timedelta(minutes=30)
LEAVING = "If this goes on we will cancel our contract"
LAWYERS = "You will hear from our lawyers"


def signalled(
    office: Office, kind: str, at: datetime = MONDAY, now: datetime | None = None, **differs: Any
) -> None:
    """Another system says it, when it happened unless it is told later."""
    given = signal_or_faults(a_signal(kind, at, **differs), now or at)
    assert isinstance(given, Given), given
    receive_signal(office, "crm", a_request("msg"), given, now or at)


def written(office: Office, account_id: int, words: str, now: datetime = MONDAY, event: str = "") -> None:
    """The customer writes it in the channel that they share with us."""
    heed_message(office, account_id, words, address=None, event_id=event or a_request("Ev"), now=now)


def all_of(office: Office) -> list[Escalation]:
    with office.database.read() as session:
        return list(session.scalars(select(Escalation).order_by(Escalation.id)))


def proposed(office: Office) -> list[Proposal]:
    with office.database.read() as session:
        return list(session.scalars(select(Proposal).order_by(Proposal.id)))


def test_lawyers_open_one_at_the_managers_owned_by_the_csm(office: Office) -> None:
    account_id = an_account(office)
    written(office, account_id, LAWYERS)
    (escalation,) = all_of(office)
    assert (escalation.dri, escalation.tier, escalation.severity) == (BRUNO, "managers", "sev3")
    assert (escalation.customer, escalation.problem, escalation.set_off_by) == (
        "Acme Ltd",
        LAWYERS,
        "legal_words",
    )
    (opened, *_) = timeline(office, escalation.id)
    assert (opened.actor, opened.because) == (HEARD, "watch.legal_words")
    assert replayed(office, escalation.id)["tier"] == "managers"
    assert (escalation.restricted, escalation.trigger) == (True, "legal")
    assert [row.lane for row in said(office, "tier_climbed")] == [escalation.home_channel]
    lines = {row.lane for row in said(office, "restricted_line")}
    assert lines == {"CENGINEERING", "CTIER2", "CLEGAL"}


def test_leaving_is_proposed_to_the_csm_and_a_press_opens_it(office: Office) -> None:
    account_id = an_account(office)
    written(office, account_id, LEAVING)
    assert all_of(office) == []
    (proposal,) = proposed(office)
    (question,) = said(office, "trigger_proposed")
    assert (proposal.asked, question.lane, proposal.due_at) == (BRUNO, f"dm:{BRUNO}", MONDAY + HALF_AN_HOUR)
    assert open_proposed(office, proposal.id, by=MAYA, now=MONDAY + HALF_AN_HOUR / 2) == "ESC-1"
    (escalation,) = all_of(office)
    assert (escalation.raised_by, escalation.dri) == (MAYA, BRUNO)
    take_due_steps(office, MONDAY + HALF_AN_HOUR)
    assert len(all_of(office)) == 1


def test_dismissed_it_is_none_and_the_same_is_not_asked_again_that_day(office: Office) -> None:
    account_id = an_account(office)
    written(office, account_id, LEAVING)
    dismiss_proposed(office, proposed(office)[0].id, by=BRUNO, now=MONDAY)
    take_due_steps(office, MONDAY + HALF_AN_HOUR)
    written(office, account_id, LEAVING, MONDAY + timedelta(hours=5))
    assert (all_of(office), len(proposed(office))) == ([], 1)
    written(office, account_id, LEAVING, MONDAY + timedelta(hours=25))
    assert len(proposed(office)) == 2


def test_where_nobody_answers_it_opens_when_its_time_is_over(office: Office) -> None:
    account_id = an_account(office)
    written(office, account_id, LEAVING)
    take_due_steps(office, MONDAY + HALF_AN_HOUR - timedelta(seconds=1))
    assert all_of(office) == []
    take_due_steps(office, MONDAY + HALF_AN_HOUR)
    (escalation,) = all_of(office)
    assert (escalation.raised_by, escalation.set_off_by) == (BRUNO, "cancel_words")
    assert proposed(office)[0].answer is Answer.UNANSWERED


def test_an_answer_stands_and_outsiders_give_none(office: Office) -> None:
    account_id = an_account(office)
    written(office, account_id, LEAVING)
    with pytest.raises(Refused):
        open_proposed(office, 1, by=PRIYA, now=MONDAY)
    dismiss_proposed(office, 1, by=BRUNO, now=MONDAY)
    with pytest.raises(Refused, match="answered"):
        open_proposed(office, 1, by=MAYA, now=MONDAY)
    with pytest.raises(Refused):
        open_proposed(office, 99, by=MAYA, now=MONDAY)


def test_a_meeting_that_is_cancelled_wakes_nobody(office: Office) -> None:
    account_id = an_account(office)
    written(office, account_id, "Please cancel the meeting")
    assert (all_of(office), proposed(office)) == ([], [])


def test_it_joins_what_the_customer_has_open_once_and_takes_it_up(office: Office) -> None:
    account_id = an_account(office)
    escalation_id = an_escalation(office, severity="sev3", customer="", account_id=account_id)
    written(office, account_id, LAWYERS)
    written(office, account_id, LAWYERS + " tomorrow", MONDAY + HALF_AN_HOUR)
    assert len(all_of(office)) == 1
    assert the_escalation(office, escalation_id).tier == "managers"
    joined = [row for row in timeline(office, escalation_id) if row.event is Event.TRIGGER_JOINED]
    assert [(row.because, row.data["words"]) for row in joined] == [("watch.legal_words", LAWYERS)]
    (told,) = said(office, "trigger_joined")
    # What it was about is read by people by name from now on, whoever raised it for what.
    assert the_escalation(office, escalation_id).restricted
    assert told.lane == the_escalation(office, escalation_id).home_channel != "CESCALATIONS"


def test_what_was_resolved_lately_is_offered_for_reopening(office: Office) -> None:
    account_id = an_account(office)
    escalation_id = an_acknowledged(office, severity="sev3", customer="", account_id=account_id)
    resolve(office, a_resolution(escalation_id), MONDAY)
    later = MONDAY + timedelta(days=2)
    written(office, account_id, LAWYERS, later)
    (proposal,) = proposed(office)
    assert proposal.reopens == escalation_id
    assert open_proposed(office, proposal.id, by=BRUNO, now=later) == f"ESC-{escalation_id}"
    assert the_escalation(office, escalation_id).status is Status.IN_PROGRESS
    assert len(all_of(office)) == 1


def test_one_that_opened_meanwhile_is_joined_by_the_answer(office: Office) -> None:
    account_id = an_account(office)
    written(office, account_id, LEAVING)
    escalation_id = an_escalation(office, severity="sev3", customer="", account_id=account_id)
    open_proposed(office, 1, by=BRUNO, now=MONDAY)
    assert [row.id for row in all_of(office)] == [escalation_id]
    assert proposed(office)[0].answer is Answer.JOINED


def test_the_third_ticket_of_one_issue_in_a_week_opens_one(office: Office) -> None:
    an_account(office)
    for days in (0, 2):
        signalled(office, "ticket.created", MONDAY + timedelta(days=days), ticket_id=f"T-{days}")
    signalled(office, "ticket.created", MONDAY + timedelta(days=3), ticket_id="T-3", issue="billing")
    assert all_of(office) == []
    signalled(office, "ticket.created", MONDAY + timedelta(days=4), ticket_id="T-4", issue="LOGIN")
    (escalation,) = all_of(office)
    assert (escalation.set_off_by, escalation.tier) == ("tickets_of_one_issue", "managers")
    assert "3 tickets of one issue within 7 days" in escalation.problem


def test_a_ticket_that_is_told_late_makes_the_third(office: Office) -> None:
    an_account(office)
    now = MONDAY + timedelta(days=3)
    for days in (0, 2):
        signalled(office, "ticket.created", MONDAY + timedelta(days=days), now, ticket_id=f"T-{days}")
    signalled(office, "ticket.created", MONDAY + timedelta(days=1), now, ticket_id="T-1")
    assert len(all_of(office)) == 1


def test_an_executive_who_writes_to_our_ceo_is_at_the_directors_at_once(office: Office) -> None:
    an_account(office)
    signalled(office, "email.received")
    (escalation,) = all_of(office)
    assert (escalation.severity, escalation.tier, escalation.trigger) == (
        "sev2",
        "directors",
        "executive_complaint",
    )


@pytest.mark.parametrize(("named", "opened"), [(True, 1), (False, 0)])
def test_a_complaint_in_public_counts_from_a_named_account(office: Office, named: bool, opened: int) -> None:
    an_account(office, named=named)
    signalled(office, "social.mentioned")
    assert len(all_of(office)) == opened


def test_health_that_falls_is_the_csms_to_review_within_a_day(office: Office) -> None:
    an_account(office, health=80)
    signalled(office, "health.changed", MONDAY + timedelta(days=2), score=50, previous=None, previous_at=None)
    (proposal,) = proposed(office)
    assert (proposal.asked, proposal.due_at) == (BRUNO, MONDAY + timedelta(days=3))
    assert proposal.words == "Their health score has fallen from 80 to 50 within 7 days."
    signalled(office, "account.updated", MONDAY + timedelta(days=2, hours=1), health=45)
    assert len(proposed(office)) == 1


def test_a_higher_score_that_is_told_late_shows_the_fall(office: Office) -> None:
    an_account(office, health=55)
    now = MONDAY + timedelta(days=1)
    signalled(
        office, "health.changed", MONDAY - timedelta(days=2), now, score=88, previous=None, previous_at=None
    )
    assert [row.watch for row in proposed(office)] == ["health_falls"]


def test_without_a_csm_a_manager_is_asked(office: Office) -> None:
    account_id = an_account(office, csm=None)
    written(office, account_id, LEAVING)
    assert proposed(office)[0].asked == MAYA


def test_the_same_event_twice_is_heeded_once(office: Office) -> None:
    account_id = an_account(office)
    written(office, account_id, LAWYERS, event="Ev1")
    written(office, account_id, LAWYERS, event="Ev1")
    assert len(all_of(office)) == 1


def test_a_customers_words_are_erased_with_the_account(office: Office) -> None:
    account_id = an_account(office)
    written(office, account_id, LEAVING)
    dismiss_proposed(office, 1, by=BRUNO, now=MONDAY)
    erase_account(office.database, "001A", MONDAY)
    assert proposed(office)[0].words == TOMBSTONE


def test_a_breach_that_opens_by_itself_is_read_by_people_by_name(office: Office) -> None:
    account_id = an_account(office)
    written(office, account_id, "There has been a data leak on your side")
    (escalation,) = all_of(office)
    assert (escalation.severity, escalation.restricted) == ("sev1", True)


def test_three_tickets_of_one_theme_ask_the_csm_to_speak_with_them(office: Office) -> None:
    an_account(office)
    subjects = ("How do I export?", "Where is the report?", "It is down", "Training for new colleagues")
    for days, subject in enumerate(subjects):
        at = MONDAY + timedelta(days=days)
        signalled(
            office, "ticket.created", at, ticket_id=f"T-{days}", issue=f"i-{days}", subject=subject, body=""
        )
    (proposal,) = proposed(office)
    assert (proposal.watch, proposal.asked) == ("theme_finding_their_way", BRUNO)
    assert proposal.words.startswith("3 tickets about the same kind of thing within 28 days.")
    later = MONDAY + timedelta(days=3, hours=2)
    see_to_proposed(office, proposal.id, by=BRUNO, now=later)
    assert proposed(office)[0].answer is Answer.SEEN_TO
    take_due_steps(office, MONDAY + timedelta(days=10))
    assert all_of(office) == []


def test_a_word_of_an_issues_name_is_no_word_of_the_customers(office: Office) -> None:
    an_account(office)
    signalled(office, "ticket.created", issue="legal", subject="A question", body="")
    assert (all_of(office), proposed(office)) == ([], [])
