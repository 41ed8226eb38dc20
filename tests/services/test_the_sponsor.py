"""What becomes of what an executive sponsor was asked: by hand, and when the case ends. Rows M6, M7, D5a."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from models.deadline import Deadline, Outcome
from models.directory import KnownPerson
from models.escalation import CustomerContact
from models.outbox import OutboxMessage
from models.queries import deadlines, escalations
from policy.kinds import OF_THE_SPONSOR, DeadlineKind
from services.call_in_sponsor import CallInSponsor, call_in_sponsor
from services.cancel import Cancel, cancel
from services.drafting.anyway import Anyway
from services.erase import TOMBSTONE, erase_account
from services.office import Office
from services.record_sponsor_call import RecordSponsorCall, record_sponsor_call
from services.record_sponsor_letter import RecordSponsorLetter, record_sponsor_letter
from services.refusal import Refused, RefusedFields
from services.reopen import Reopen, reopen
from services.resolve import resolve
from services.see_to_absences import see_to_absences
from services.set_sponsor_call import SetSponsorCall, set_sponsor_call
from services.wording.contexts import Wording
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    said,
    the_escalation,
    told,
)
from tests.builders.office import CASEY, ROSA, VERA
from tests.builders.replay import replayed

HOUR = timedelta(hours=1)


def called_in(office: Office, severity: str = "sev2") -> int:
    """Casey is out of options, and Vera is asked."""
    of = an_acknowledged(office, severity=severity)
    call_in_sponsor(office, CallInSponsor(a_request(), of, CASEY, VERA, "We are out of options"), MONDAY)
    return of


def held(office: Office, of: int, **differs: Any) -> None:
    """Vera spoke with Ann an hour later."""
    said = {"told": told("She fears for the launch", recipients="Ann Ode")} | differs
    record_sponsor_call(office, RecordSponsorCall(a_request(), of, VERA, **said), MONDAY + HOUR)


def asked(office: Office, of: int) -> dict[DeadlineKind, Deadline]:
    """What a sponsor owes now."""
    with office.database.read() as session:
        return {row.kind: row for row in deadlines.open_of(session, of) if row.kind in OF_THE_SPONSOR}


def ended(office: Office, of: int, kind: DeadlineKind) -> list[Outcome | None]:
    """How every such promise ended, the first first."""
    with office.database.read() as session:
        return [row.outcome for row in deadlines.all_of(session, of) if row.kind is kind]


def test_by_hand_the_sponsor_has_a_day_and_the_timeline_says_because_of_which_row(office: Office) -> None:
    of = called_in(office)
    owed = asked(office, of)[DeadlineKind.SPONSOR_CALL]
    assert (owed.owner, owed.due_at, owed.because_row) == (VERA, MONDAY + 24 * HOUR, "sponsor.call")
    assert replayed(office, of) == the_escalation(office, of).on_timeline


def test_nobody_is_called_in_twice_nor_for_no_reason(office: Office) -> None:
    of = called_in(office)
    with pytest.raises(Refused) as refused:
        call_in_sponsor(office, CallInSponsor(a_request(), of, CASEY, VERA, "Once more"), MONDAY)
    assert refused.value.key == "sponsor_asked_already"
    other = an_acknowledged(office)
    with pytest.raises(RefusedFields):
        call_in_sponsor(office, CallInSponsor(a_request(), other, CASEY, None, " "), MONDAY)
    assert asked(office, other) == {}


def test_later_than_asked_needs_a_reason(office: Office) -> None:
    of = called_in(office)
    late = MONDAY + 30 * HOUR
    with pytest.raises(RefusedFields):
        set_sponsor_call(office, SetSponsorCall(a_request(), of, VERA, late), MONDAY)
    set_sponsor_call(office, SetSponsorCall(a_request(), of, VERA, late, "She is away"), MONDAY)
    assert asked(office, of)[DeadlineKind.SPONSOR_CALL].due_at == late


def test_a_mail_is_no_call(office: Office) -> None:
    of = called_in(office)
    with pytest.raises(RefusedFields):
        held(office, of, told=told("Dear Ann", channel="email"))
    assert set(asked(office, of)) == {DeadlineKind.SPONSOR_CALL}


def test_what_she_promised_is_the_dris_plan_and_her_letter_counts_from_the_call(office: Office) -> None:
    of = called_in(office)
    held(office, of, promised=("A call each morning", " "), promised_by=MONDAY + 9 * HOUR)
    with office.database.read() as session:
        steps = [(step.what, step.owner) for step in escalations.plan_of(session, of)]
        last = escalations.last_contact(session, of)
    assert steps == [("A call each morning", CASEY)]
    assert last is not None
    assert last.recipients == "Priya Raman"  # the next update goes to whom the last one went
    letter = asked(office, of)[DeadlineKind.SPONSOR_LETTER]
    assert (letter.owner, letter.due_at) == (VERA, MONDAY + 5 * HOUR)


def test_resolved_before_the_call_nothing_is_asked_any_more(office: Office) -> None:
    of = called_in(office)
    resolve(office, a_resolution(of), MONDAY + HOUR)
    assert asked(office, of) == {}
    assert ended(office, of, DeadlineKind.SPONSOR_CALL) == [Outcome.STOOD_DOWN]


def test_resolved_after_it_the_letter_stays_owed_and_one_check_is_asked(office: Office) -> None:
    of = called_in(office)
    held(office, of)
    resolve(office, a_resolution(of), MONDAY + 2 * HOUR)
    owed = asked(office, of)
    assert set(owed) == {DeadlineKind.SPONSOR_LETTER, DeadlineKind.SPONSOR_CHECK}
    assert {row.owner for row in owed.values()} == {VERA}


def test_cancelled_nothing_is_asked_any_more(office: Office) -> None:
    of = called_in(office)
    held(office, of)
    cancel(office, Cancel(a_request(), of, CASEY, "Another customer"), MONDAY + 2 * HOUR)
    assert asked(office, of) == {}


def test_what_executives_said_is_erased_with_all_else(office: Office) -> None:
    of = called_in(office)
    held(office, of)
    cancel(office, Cancel(a_request(), of, CASEY, "Another customer"), MONDAY + 2 * HOUR)
    erase_account(office.database, "Acme Ltd", MONDAY + 3 * HOUR)
    with office.database.read() as session:
        entries, _ = escalations.timeline_of(session, of, 100)
        assert "launch" not in str([entry.data for entry in entries])
        assert "We are out" not in str([entry.data for entry in entries])
        contact = session.query(CustomerContact).filter_by(escalation_id=of, recipients=TOMBSTONE).first()
        assert contact is not None


# ---------------------------------------------------------------- it is back; the sponsor has left


def test_opened_again_her_letter_stays_owed_and_nothing_else_of_hers(office: Office) -> None:
    of = called_in(office)
    held(office, of)
    resolve(office, a_resolution(of), MONDAY + 2 * HOUR)
    reopen(office, Reopen(a_request(), of, CASEY, "It is back", CASEY), MONDAY + 3 * HOUR)
    letter = asked(office, of)
    assert set(letter) == {DeadlineKind.SPONSOR_LETTER}
    assert letter[DeadlineKind.SPONSOR_LETTER].due_at == MONDAY + 5 * HOUR
    assert ended(office, of, DeadlineKind.SPONSOR_CHECK) == [Outcome.STOOD_DOWN]
    said_so = RecordSponsorLetter(
        a_request(), of, VERA, told("Dear Ann, I answer for it", anyway=Anyway("gist", ("no_next_update",)))
    )
    record_sponsor_letter(office, said_so, MONDAY + 4 * HOUR)
    assert ended(office, of, DeadlineKind.SPONSOR_LETTER) == [Outcome.KEPT]


def leaves(office: Office, user_id: str) -> None:
    """Their account is deactivated, and it is noticed."""
    with office.database.write() as session:
        session.get_one(KnownPerson, user_id).active = False
    see_to_absences(office, MONDAY + 2 * HOUR)


def asked_by_message(office: Office) -> list[tuple[str, str | None]]:
    """Every question to a sponsor: into which place, and in whose."""
    return [(row.lane, (row.context or {}).get("left")) for row in said(office, "sponsor_asked")]


def test_where_the_sponsor_leaves_the_next_is_asked_with_the_brief_and_the_same_date(office: Office) -> None:
    of = called_in(office)
    leaves(office, VERA)
    owed = asked(office, of)[DeadlineKind.SPONSOR_CALL]
    assert (owed.owner, owed.due_at) == (ROSA, MONDAY + 24 * HOUR)
    assert asked_by_message(office) == [(f"dm:{VERA}", None), (f"dm:{ROSA}", VERA)]
    first, second = said(office, "sponsor_asked")
    assert (second.context or {})["reason"] == "We are out of options"
    with office.database.read() as session:
        rules = office.rulebook
        wording = Wording(rules, lambda: MONDAY + 2 * HOUR)
        assert "asked elsewhere" in wording(session, session.get_one(OutboxMessage, first.id)).text
        brief = str(wording(session, session.get_one(OutboxMessage, second.id)).blocks)
    assert "Vera has left, and you are asked in their place" in brief
    assert "What we need you to say" in brief
    spoke = RecordSponsorCall(a_request(), of, ROSA, told("She fears for the launch", recipients="Ann Ode"))
    record_sponsor_call(office, spoke, MONDAY + 3 * HOUR)
    assert set(asked(office, of)) == {DeadlineKind.SPONSOR_LETTER}


def test_a_letter_that_was_owed_is_the_next_sponsors(office: Office) -> None:
    of = called_in(office)
    held(office, of)
    leaves(office, VERA)
    assert {row.owner for row in asked(office, of).values()} == {ROSA}
    assert asked_by_message(office)[-1] == (f"dm:{ROSA}", VERA)
