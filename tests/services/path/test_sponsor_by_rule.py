"""A rule calls in the executive sponsor, or asks a manager whether to: once, and it says why. Rows M6, Y9."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from models.deadline import Deadline, Outcome
from models.queries import deadlines, undoables
from models.timeline import Event
from policy.kinds import OF_THE_SPONSOR, DeadlineKind
from services.answer_ask import answer_ask
from services.call_in_sponsor import CallInSponsor, call_in_sponsor
from services.change_severity import ChangeSeverity, change_severity
from services.climb import Climb, climb
from services.lookups.escalations import ask_to_answer
from services.lookups.preview_opening import preview_opening
from services.merge import Merge, merge
from services.office import Office
from services.record_sponsor_call import RecordSponsorCall, record_sponsor_call
from services.refusal import Refused
from services.reopen import Reopen, reopen
from services.resolve import resolve
from services.undo import undo
from tests.builders.accounts import an_account
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    an_escalation,
    is_triaged,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import BRUNO, CASEY, GUEST, MAYA, ROSA, VERA
from tests.builders.replay import replayed

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LATER = MONDAY + 10 * MINUTE


def asked(office: Office, of: int) -> list[tuple[str, DeadlineKind, datetime]]:
    """What sponsors owe now: who, what, by when."""
    with office.database.read() as session:
        rows = [row for row in deadlines.open_of(session, of) if row.kind in OF_THE_SPONSOR]
    return [(row.owner, row.kind, row.due_at) for row in rows]


def questions(office: Office, of: int) -> list[Deadline]:
    """Every question whether to call the sponsor in, open or not."""
    with office.database.read() as session:
        return [row for row in deadlines.all_of(session, of) if row.ask == "call_in_sponsor"]


def answer(office: Office, of: int, why: str, named: str | None, now: datetime = LATER) -> None:
    """Maya answers the last one."""
    answer_ask(office, of, questions(office, of)[-1].id, by=MAYA, answer=why, named=named, now=now)


def becomes(office: Office, of: int, severity: str, seen: str, now: datetime = LATER) -> None:
    """The severity is another from now on."""
    change_severity(office, ChangeSeverity(a_request(), of, CASEY, severity, "It spreads", seen), now)


def times_called(office: Office) -> int:
    """How often somebody was asked to speak with their executive."""
    return len(said(office, "sponsor_asked"))


# ---------------------------------------------------------------- at a severity that calls them in by itself


def test_at_once_with_the_row_and_the_facts_in_the_message_and_on_the_timeline(office: Office) -> None:
    of = an_escalation(office, severity="sev2", trigger="executive_complaint")
    assert asked(office, of) == [(VERA, DeadlineKind.SPONSOR_CALL, MONDAY + 2 * HOUR)]
    (message,) = said(office, "sponsor_asked")
    facts = "an executive of theirs is involved (what set it off: Executive complaint)"
    why = f"An executive of theirs is at it already: one of ours answers at once. Here: {facts}."
    assert (message.lane, (message.context or {})["reason"]) == (f"dm:{VERA}", why)
    entries = [row for row in timeline(office, of) if row.event in (Event.RULE_FIRED, Event.SPONSOR_ASKED)]
    assert [row.because for row in entries][-2:] == ["path_rule.sponsor_executive"] * 2
    assert replayed(office, of) == the_escalation(office, of).on_timeline


def test_the_accounts_own_sponsor_comes_first(office: Office) -> None:
    account_id = an_account(office, executive_sponsor="bruno@heard.example", renewal_on=None)
    of = an_escalation(
        office, severity="sev2", customer="", account_id=account_id, trigger="executive_complaint"
    )
    assert [who for who, _, _ in asked(office, of)] == [BRUNO]


def test_nothing_of_the_kind_calls_in_nobody(office: Office) -> None:
    of = an_escalation(office, severity="sev2", trigger="champion_frustrated")
    assert asked(office, of) == []
    assert questions(office, of) == []


def test_what_triage_finds_calls_them_in(office: Office) -> None:
    of = an_acknowledged(office, severity="sev2")
    is_triaged(office, of, LATER, revenue_at_risk=100_000, impact="major_function")
    assert asked(office, of) == []
    is_triaged(office, of, LATER, revenue_at_risk=100_001, impact="major_function")
    assert asked(office, of) == [(VERA, DeadlineKind.SPONSOR_CALL, LATER + 2 * HOUR)]


def test_a_renewal_within_ninety_days_does_and_one_later_does_not(office: Office) -> None:
    soon = an_account(office, renewal_on=(MONDAY + timedelta(days=90)).date().isoformat())
    of = an_escalation(office, severity="sev2", customer="", account_id=soon)
    assert asked(office, of) == [(VERA, DeadlineKind.SPONSOR_CALL, MONDAY + 24 * HOUR)]
    for number, days in enumerate((91, -1)):
        day = (MONDAY + timedelta(days=days)).date().isoformat()
        called = f"X{number}"
        other = an_account(office, account=called, name=called, domain=f"{called}.example", renewal_on=day)
        assert asked(office, an_escalation(office, severity="sev2", customer="", account_id=other)) == []


def test_the_same_reported_twice_does_and_a_merged_duplicate_counts(office: Office) -> None:
    of = an_escalation(office, severity="sev2")
    twin = an_escalation(office, severity="sev3")
    assert asked(office, of) == []
    merge(office, Merge(a_request(), twin, CASEY, of, "The same"), LATER)
    assert [who for who, _, _ in asked(office, of)] == [VERA]
    assert asked(office, twin) == []


def test_past_its_first_sla_whoever_acts_next(office: Office) -> None:
    of = an_escalation(office, severity="sev2")
    climb(office, Climb(a_request(), of, CASEY, "managers", "They insist"), MONDAY + 59 * MINUTE)
    assert asked(office, of) == []  # in time
    climb(office, Climb(a_request(), of, CASEY, "directors", "They insist"), MONDAY + 61 * MINUTE)
    assert [row.because for row in timeline(office, of) if row.event is Event.SPONSOR_ASKED] == [
        "path_rule.sponsor_sla"
    ]


def test_out_of_options_is_a_persons_to_say_and_a_climb_does_not_say_it(office: Office) -> None:
    of = an_acknowledged(office, severity="sev2")
    climb(office, Climb(a_request(), of, CASEY, "managers", "Directors decide this"), LATER)
    assert asked(office, of) == []
    call_in_sponsor(office, CallInSponsor(a_request(), of, CASEY, VERA, "We are out of options"), LATER)
    assert asked(office, of) == [(VERA, DeadlineKind.SPONSOR_CALL, LATER + 24 * HOUR)]


def test_a_drill_calls_in_nobody_and_asks_nobody(office: Office) -> None:
    for severity in ("sev2", "sev3"):
        of = an_escalation(office, severity=severity, trigger="executive_complaint", drill=True)
        assert asked(office, of) == []
        assert questions(office, of) == []


# ---------------------------------------------------------------- never twice


def test_whoever_was_called_in_by_hand_is_not_called_in_by_a_rule(office: Office) -> None:
    of = an_acknowledged(office, severity="sev2")
    call_in_sponsor(office, CallInSponsor(a_request(), of, CASEY, ROSA, "We are out of options"), MONDAY)
    is_triaged(office, of, LATER, revenue_at_risk=500_000, impact="major_function")
    assert [who for who, _, _ in asked(office, of)] == [ROSA]
    assert times_called(office) == 1


def test_a_second_rule_calls_in_nobody_even_once_they_have_spoken(office: Office) -> None:
    of = an_acknowledged(office, severity="sev2", trigger="executive_complaint")
    call = RecordSponsorCall(a_request(), of, VERA, told("She fears for the launch", recipients="Ann Ode"))
    record_sponsor_call(office, call, LATER)
    is_triaged(office, of, LATER, revenue_at_risk=500_000, impact="major_function")
    assert [kind for _, kind, _ in asked(office, of)] == [DeadlineKind.SPONSOR_LETTER]
    assert times_called(office) == 1


def test_opened_again_they_are_called_in_anew(office: Office) -> None:
    of = an_acknowledged(office, severity="sev2", trigger="executive_complaint")
    resolve(office, a_resolution(of), LATER)
    assert asked(office, of) == []
    reopen(office, Reopen(a_request(), of, CASEY, "It is back", CASEY), LATER + HOUR)
    assert asked(office, of) == [(VERA, DeadlineKind.SPONSOR_CALL, LATER + 3 * HOUR)]


# ---------------------------------------------------------------- elsewhere a manager is asked


def test_at_a_lesser_severity_the_cs_manager_is_asked_by_a_date_and_nobody_is_called_in(
    office: Office,
) -> None:
    of = an_escalation(office, severity="sev3", trigger="executive_complaint")
    assert asked(office, of) == []
    (question,) = questions(office, of)
    assert (question.owner, question.due_at) == (MAYA, MONDAY + 4 * HOUR)
    assert question.because_row == "path_rule.sponsor_executive"
    (message,) = [row for row in said(office, "tier_notified") if row.id == question.ask_message_id]
    assert message.lane == "CTIER2"
    assert "an executive of theirs is involved" in (message.context or {})["because"]


def test_yes_calls_in_whom_they_name_within_the_rules_time(office: Office) -> None:
    of = an_escalation(office, severity="sev3", trigger="executive_complaint")
    (question,) = questions(office, of)
    assert ask_to_answer(office, of, question.id, by=MAYA, now=LATER).suggested == VERA
    answer(office, of, "They want somebody who can promise", ROSA)
    assert asked(office, of) == [(ROSA, DeadlineKind.SPONSOR_CALL, LATER + 2 * HOUR)]
    (message,) = said(office, "sponsor_asked")
    context = message.context or {}
    assert (context["by"], context["reason"]) == (MAYA, "They want somebody who can promise")
    assert replayed(office, of) == the_escalation(office, of).on_timeline


def test_whoever_cannot_be_asked_is_refused_and_the_question_stays(office: Office) -> None:
    of = an_escalation(office, severity="sev3", trigger="executive_complaint")
    with pytest.raises(Refused) as refused:
        answer(office, of, "They want somebody who can promise", GUEST)
    assert (refused.value.key, refused.value.field) == ("dri_guest", "named_sponsor")
    assert questions(office, of)[-1].settled_at is None
    assert asked(office, of) == []


def test_not_now_is_an_answer_and_only_what_comes_new_asks_again(office: Office) -> None:
    of = an_acknowledged(office, severity="sev3", trigger="executive_complaint")
    answer(office, of, "Not now: Casey speaks with her today", None)
    is_triaged(office, of, LATER, impact="workaround")
    assert (asked(office, of), len(questions(office, of))) == ([], 1)
    is_triaged(office, of, LATER, impact="workaround", revenue_at_risk=500_000)
    assert [row.because_row for row in questions(office, of)] == [
        "path_rule.sponsor_executive",
        "path_rule.sponsor_revenue",
    ]


def test_one_question_at_a_time(office: Office) -> None:
    of = an_acknowledged(office, severity="sev3", trigger="executive_complaint")
    is_triaged(office, of, LATER, impact="workaround", revenue_at_risk=500_000)
    assert len(questions(office, of)) == 1


def test_graver_by_now_nobody_is_asked_whether(office: Office) -> None:
    of = an_escalation(office, severity="sev3", trigger="executive_complaint")
    becomes(office, of, "sev2", "sev3")
    assert asked(office, of) == [(VERA, DeadlineKind.SPONSOR_CALL, LATER + 2 * HOUR)]
    assert [row.outcome for row in questions(office, of)] == [Outcome.STOOD_DOWN]


def test_a_severity_that_is_taken_back_takes_back_whom_it_called_in(office: Office) -> None:
    of = an_escalation(office, severity="sev3", trigger="executive_complaint")
    becomes(office, of, "sev2", "sev3")
    with office.database.read() as session:
        (offer,) = undoables.open_of(session, of)
    undo(office, of, offer.id, by=CASEY, now=LATER + timedelta(seconds=30))
    assert asked(office, of) == []
    assert [row.settled_at for row in questions(office, of)] == [None]  # Maya is asked as she was
    becomes(office, of, "sev2", "sev3", LATER + HOUR)
    assert asked(office, of) == [(VERA, DeadlineKind.SPONSOR_CALL, LATER + 3 * HOUR)]


def test_called_in_by_hand_meanwhile_nobody_is_asked_whether(office: Office) -> None:
    of = an_acknowledged(office, severity="sev3", trigger="executive_complaint")
    call_in_sponsor(office, CallInSponsor(a_request(), of, CASEY, VERA, "We are out of options"), LATER)
    assert [row.outcome for row in questions(office, of)] == [Outcome.STOOD_DOWN]


def test_less_grave_by_now_whoever_was_called_in_stays_so(office: Office) -> None:
    of = an_escalation(office, severity="sev2", trigger="executive_complaint")
    becomes(office, of, "sev3", "sev2")
    assert [who for who, _, _ in asked(office, of)] == [VERA]
    assert questions(office, of) == []


@pytest.mark.parametrize(
    ("severity", "line"),
    [("sev2", (f"dm:{VERA}", VERA)), ("sev3", ("CTIER2", MAYA))],
    ids=["called in", "a manager asked"],
)
def test_the_form_says_beforehand_who_will_be_asked(
    office: Office, severity: str, line: tuple[str, str]
) -> None:
    preview = preview_opening(
        office, "executive", MONDAY, severity=severity, trigger="executive_complaint", raised_by=CASEY
    )
    asked_of = {
        (row.channel, row.person): row.asked
        for row in preview.told
        if row.asked is not None and ("theirs" in row.asked or "their executive" in row.asked)
    }
    assert line in asked_of
