"""A customer's words go when their time is over or on request; who did what when stays. Row X21."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from models.base import Base
from models.queries import hand_overs
from models.timeline import AppendOnlyError, Event
from policy.house_rows import Retention
from policy.kinds import FindingKind, Remedy
from policy.load import load_policy
from services.add_note import AddNote, FromMessage, add_note
from services.decline_hand_over import DeclineHandOver, decline_hand_over
from services.edit_escalation import Details, EditEscalation, edit_escalation
from services.erase import KEPT, TOMBSTONE, erase_account, erase_long_closed, without_words
from services.hand_over import ProposeHandOver, hand_over
from services.link_cause import LinkCause, link_cause
from services.lookups.fields import record_start
from services.office import Office, Rulebook
from services.post_update import PostUpdate, post_update
from services.record_finding import RecordFinding, record_finding
from services.resolve import resolve
from services.set_cover import SetCover, set_cover
from services.set_plan import PlannedStep, SetPlan, set_plan
from services.update_cause import UpdateCause, update_cause
from tests.bot.running import bare_shell
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
from tests.builders.office import BRUNO, CASEY, an_office

WORD = "xylophone"
"""In everything that anybody types here about Acme."""

RESOLVED = MONDAY + timedelta(hours=2)
KEPT_FOR = timedelta(weeks=104)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """At work."""
    office = an_office(database_url)
    yield office
    office.database.close()


def a_whole_life(office: Office, customer: str = "Acme Ltd", *, over: bool = True) -> int:
    """Raised, acknowledged, planned, told, resolved; the word is in every text."""
    escalation_id = an_acknowledged(
        office, customer=customer, problem=f"Our {WORD} is gone", contact=f"{WORD}@acme"
    )
    step = PlannedStep(what=f"Find the {WORD}", owner=CASEY, due_at=MONDAY + timedelta(hours=1))
    set_plan(office, SetPlan(a_request(), escalation_id, CASEY, (step,)), MONDAY)
    hand_over(office, ProposeHandOver(a_request(), escalation_id, CASEY, BRUNO, "left", WORD), MONDAY)
    with office.database.read() as session:
        asked = hand_overs.open_of(session, escalation_id)
    assert asked is not None
    assert asked.deadline_id is not None
    no = DeclineHandOver(a_request(), escalation_id, asked.deadline_id, BRUNO, f"No {WORD}")
    decline_hand_over(office, no, MONDAY)
    later = MONDAY + timedelta(hours=1)
    set_cover(office, SetCover(a_request(), escalation_id, CASEY, BRUNO, later, f"Play the {WORD}"), MONDAY)
    words = told(f"The {WORD} is found", recipients=f"{WORD} Raman")
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, words), MONDAY)
    is_triaged(
        office,
        escalation_id,
        problem=f"Our {WORD} is gone for good",
        effect=f"No {WORD}",
        most_affected=f"{WORD} Raman",
        tried=f"Another {WORD}",
    )
    finding = f"The {WORD} was lent"
    record_finding(
        office, RecordFinding(a_request(), escalation_id, CASEY, FindingKind.CAUSE, finding, CASEY), MONDAY
    )
    message = FromMessage("CACME", a_request(), CASEY, None)
    add_note(office, AddNote(a_request(), escalation_id, CASEY, f"Where is the {WORD}?", message), MONDAY)
    cause = f"A {WORD} of the house {customer}"
    link_cause(office, LinkCause(a_request(), escalation_id, CASEY, cause), MONDAY)
    update_cause(office, UpdateCause(a_request(), escalation_id, CASEY, f"A {WORD} is under way"), MONDAY)
    start = record_start(office, escalation_id, by=CASEY)
    details = {name: start.values[name] for name in vars(Details())} | {"contact": f"{WORD} Rao"}
    edit = EditEscalation(escalation_id, CASEY, Details(**details), start.marks)
    edit_escalation(office, edit, MONDAY)
    if over:
        end = a_resolution(
            escalation_id,
            summary=f"The {WORD} plays again",
            told=words,
            cause=f"The {WORD} was out of tune",
            prevention=f"A new {WORD}",
            remedy=Remedy.NOT_FIXABLE,
            product_feedback=f"They need a {WORD}",
            unconfirmed_because=f"They try the {WORD}",
        )
        resolve(office, end, RESOLVED)
    return escalation_id


def words_left(office: Office) -> list[str]:
    """Every table and column in which the word still stands."""
    found = []
    with office.database.read() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                query = text(
                    f"SELECT count(*) FROM {table.name} WHERE CAST({column.name} AS TEXT) LIKE '%{WORD}%'"
                )
                if session.scalar(query):
                    found.append(f"{table.name}.{column.name}")
    return found


def with_retention(office: Office, kept_for: timedelta | None) -> Office:
    """The same office by a policy that keeps words so long."""
    rules = office.rulebook.current
    retention = Retention.model_validate({"customer_text": kept_for}) if kept_for else None
    policy = rules.policy.model_copy(update={"retention": retention})
    return Office(office.database, Rulebook(replace(rules, policy=policy)))


def audit_trail(office: Office, escalation_id: int) -> list[tuple[datetime, str, Event]]:
    """Who did what when."""
    return [(entry.at, entry.actor, entry.event) for entry in timeline(office, escalation_id)]


def test_the_word_stands_in_many_places_to_begin_with(office: Office) -> None:
    a_whole_life(office)
    assert len(words_left(office)) >= 8


def test_after_the_policys_time_no_word_is_left_and_who_did_what_when_is(office: Office) -> None:
    escalation_id = a_whole_life(office)
    before = audit_trail(office, escalation_id)

    assert erase_long_closed(office, RESOLVED + KEPT_FOR - timedelta(seconds=1)) == 0
    assert words_left(office)
    assert erase_long_closed(office, RESOLVED + KEPT_FOR) == 1

    assert words_left(office) == []
    after = audit_trail(office, escalation_id)
    assert after[:-1] == before
    assert after[-1][2] is Event.WORDS_ERASED
    opened = timeline(office, escalation_id)[0].data
    assert (opened["problem"], opened["dri"], opened["severity"]) == (TOMBSTONE, CASEY, "SEV-1")


def test_what_was_erased_is_not_erased_every_hour(office: Office) -> None:
    a_whole_life(office)
    late = RESOLVED + KEPT_FOR
    assert [erase_long_closed(office, late + timedelta(hours=hour)) for hour in range(3)] == [1, 0, 0]


def test_what_is_open_keeps_its_words_however_old(office: Office) -> None:
    a_whole_life(office, over=False)
    assert erase_long_closed(office, RESOLVED + 2 * KEPT_FOR) == 0
    assert words_left(office)


def test_a_policy_that_says_nothing_keeps_words_for_ever(office: Office) -> None:
    a_whole_life(office)
    assert erase_long_closed(with_retention(office, None), RESOLVED + 100 * KEPT_FOR) == 0
    assert words_left(office)


def test_the_policy_says_how_long(office: Office) -> None:
    a_whole_life(office)
    assert erase_long_closed(with_retention(office, timedelta(days=1)), RESOLVED + timedelta(days=1)) == 1
    retention = load_policy("sev").retention
    assert retention is not None
    assert retention.customer_text == timedelta(weeks=104)


def test_one_customers_words_go_on_request_and_nobody_elses(office: Office) -> None:
    a_whole_life(office)
    erase_account(office.database, "  acme LTD ", RESOLVED)
    assert words_left(office) == []
    other = a_whole_life(office, "Globex")
    erase_account(office.database, "Acme Ltd", RESOLVED)
    assert words_left(office)
    assert Event.WORDS_ERASED not in [entry.event for entry in timeline(office, other)]


def test_an_open_escalation_of_the_customer_is_named_and_left(office: Office) -> None:
    over, still_open = a_whole_life(office), an_escalation(office)
    done = erase_account(office.database, "Acme Ltd", RESOLVED)
    assert (done.erased, done.still_open) == ((f"ESC-{over}",), (f"ESC-{still_open}",))


def test_a_message_that_waits_does_not_leave_as_a_tombstone(office: Office) -> None:
    a_whole_life(office)
    erase_account(office.database, "Acme Ltd", RESOLVED)
    assert {row.state.value for row in said(office) if row.escalation_id} == {"dropped"}


def test_the_timeline_stays_closed_to_everybody_else(office: Office) -> None:
    escalation_id = a_whole_life(office)
    with pytest.raises(AppendOnlyError), office.database.write() as session:
        session.merge(timeline(office, escalation_id)[0]).data = {}


texts = st.text(min_size=1)
keys = st.sampled_from(sorted(KEPT)) | st.text()
data = st.recursive(
    texts | st.integers() | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=40)
@given(st.dictionaries(keys, data, max_size=5))
def test_no_text_is_left_but_under_a_key_that_is_ours(entry: dict[str, object]) -> None:
    left = without_words(entry)
    assert list(left) == list(entry)
    assert without_words(left) == left
    assert all(value == TOMBSTONE for key, value in _texts("", left) if key not in KEPT)


def _texts(key: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for inner, one in value.items():
            yield from _texts(inner, one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(key, one)
    elif isinstance(value, str):
        yield key, value


def test_the_command_says_what_it_erased_and_what_it_did_not(tmp_path: Path, database_url: str) -> None:
    office = an_office(database_url)
    a_whole_life(office)
    an_escalation(office)
    office.database.close()

    def erase(account: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", "erase", "--account", account],
            cwd=tmp_path, env=bare_shell({"DATABASE_URL": database_url}), capture_output=True, text=True, check=False,
        )  # fmt: skip

    nobody = erase("Initech")
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert nobody.stderr.startswith("Initech: no customer")
    done = erase("Acme Ltd")
    assert done.returncode == 1
    assert "ESC-1" in done.stdout
    assert "ESC-2" in done.stderr


def test_an_accounts_people_go_with_its_words_by_any_of_its_names(database_url: str) -> None:
    office = an_office(database_url)
    account_id = an_account(office)
    escalation_id = an_escalation(office, customer="", account_id=account_id, problem=WORD)
    resolve(office, a_resolution(escalation_id), RESOLVED)
    done = erase_account(office.database, "001A", RESOLVED)
    assert (done.erased, done.contacts) == ((f"ESC-{escalation_id}",), 2)
    assert the_escalation(office, escalation_id).problem == TOMBSTONE
    assert not erase_account(office.database, "Initech", RESOLVED).known
