"""The morning digest: one message a person a day, in their own zone, and nobody is left out who turned it off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.outbox import OutboxMessage
from services.acknowledge import Acknowledge, acknowledge
from services.lookups.digest import digest_of
from services.office import Office
from services.refusal import Refused
from services.send_digests import next_morning, send_digests
from services.take_due_steps import take_due_steps
from services.turn_digest import turn_digest
from tests.builders.escalations import MONDAY, a_request, an_acknowledged, an_escalation, let_pass, said, told
from tests.builders.office import BRUNO, CASEY, DANA, EMIL, GUEST, MAYA, ROSA, SAM, TEAM, VERA, an_office

HALF_PAST_NINE = MONDAY.replace(hour=9, minute=30)
TUESDAY = HALF_PAST_NINE + timedelta(days=1)
MANAGERS = {MAYA, DANA, VERA, EMIL}


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    found = an_office(database_url)
    send_digests(found, MONDAY)
    yield found
    found.database.close()


def person(row: OutboxMessage) -> str:
    return str((row.context or {})["person"])


def asks_for_update(nudge: OutboxMessage) -> bool:
    return "update" in [item["kind"] for item in (nudge.context or {})["items"]]


def mornings(office: Office, of: str) -> list[datetime]:
    """When this person's digests were written."""
    return [row.created_at for row in said(office, "digest") if person(row) == of]


def test_whoever_owes_something_today_has_one_at_half_past_nine(office: Office) -> None:
    an_acknowledged(office, severity="sev4")
    an_acknowledged(office, severity="sev4", customer="Birch & Co")
    send_digests(office, TUESDAY - timedelta(seconds=1))
    assert said(office, "digest") == []
    for minute in range(3):
        send_digests(office, TUESDAY + timedelta(minutes=minute))
    assert mornings(office, CASEY) == [TUESDAY]
    assert mornings(office, BRUNO) == []


def test_what_is_due_another_day_is_not_todays(office: Office) -> None:
    an_acknowledged(office, TUESDAY - timedelta(minutes=90), "sev4")
    send_digests(office, TUESDAY)
    assert mornings(office, CASEY) == []
    send_digests(office, TUESDAY + timedelta(days=1))
    assert mornings(office, CASEY) == [TUESDAY + timedelta(days=1)]


def test_managers_hear_of_the_team_and_of_open_questions(office: Office) -> None:
    an_escalation(office, severity="sev3")
    send_digests(office, TUESDAY)
    assert {person(row) for row in said(office, "digest")} >= MANAGERS | {CASEY}
    with office.database.read() as session:
        of_maya = digest_of(session, MAYA, office.rulebook.current, TUESDAY)
        of_casey = digest_of(session, CASEY, office.rulebook.current, TUESDAY)
    assert of_casey["team"] is None
    assert {line["owner"] for line in of_maya["team"]["overdue"]["lines"]} == {CASEY}
    assert of_maya["team"]["asks"]["total"] == 1
    # What she is asked herself is hers, and not the team's.
    assert {line["owner"] for line in of_maya["lines"]} == {MAYA}
    assert MAYA not in {line["owner"] for line in of_maya["team"]["asks"]["lines"]}


def test_nothing_to_say_is_not_said(office: Office) -> None:
    send_digests(office, TUESDAY)
    assert said(office, "digest") == []


def test_not_on_a_saturday_and_not_on_leave(database_url: str, tmp_path: Path) -> None:
    team = tmp_path / "team.toml"
    team.write_text(TEAM.read_text() + 'leave = ["2026-11-24/2026-11-24"]\n')
    office = an_office(database_url, team_file=team)
    send_digests(office, MONDAY)
    an_acknowledged(office, severity="sev4")
    send_digests(office, TUESDAY)
    # Casey is away; Bruno, who stands in, has it among his.
    assert (mornings(office, CASEY), mornings(office, BRUNO)) == ([], [TUESDAY])
    with office.database.read() as session:
        lines = digest_of(session, BRUNO, office.rulebook.current, TUESDAY)["lines"]
    assert {line["owner"] for line in lines} == {CASEY}
    saturday = TUESDAY + timedelta(days=4)
    send_digests(office, saturday)
    assert mornings(office, BRUNO) == [TUESDAY]
    office.database.close()


def test_in_each_persons_own_zone(database_url: str, tmp_path: Path) -> None:
    team = tmp_path / "team.toml"
    zone = '\n[people."sam@heard.example"]\ntimezone = "America/New_York"\nholidays = "US"\n'
    team.write_text(TEAM.read_text() + zone)
    office = an_office(database_url, team_file=team)
    send_digests(office, MONDAY)
    for dri in (CASEY, SAM):
        an_acknowledged(office, severity="sev4", by=CASEY, dri=dri)
    moments = []
    at = MONDAY
    while (following := next_morning(office, at)) is not None and following < TUESDAY + timedelta(hours=9):
        at = following
        moments.append(at)
        send_digests(office, at)
    new_york = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("America/New_York"))
    assert mornings(office, CASEY) == [TUESDAY]
    assert mornings(office, SAM) == [new_york]
    assert TUESDAY in moments
    assert new_york in moments
    office.database.close()


def test_after_an_outage_there_is_one_on_the_same_day_and_none_for_the_days_before(office: Office) -> None:
    an_acknowledged(office, severity="sev4")
    send_digests(office, MONDAY + timedelta(days=1, hours=5))
    (row,) = [row for row in said(office, "digest") if person(row) == CASEY]
    assert (row.context or {})["late_minutes"] == 330
    # Back on Saturday: Wednesday's to Friday's are not told any more.
    send_digests(office, MONDAY + timedelta(days=5))
    assert len(mornings(office, CASEY)) == 1


def test_a_first_start_in_the_afternoon_says_nothing_of_the_morning(database_url: str) -> None:
    office = an_office(database_url)
    an_acknowledged(office, MONDAY - timedelta(days=3), "sev4")
    send_digests(office, MONDAY + timedelta(days=1, hours=5))
    assert said(office, "digest") == []
    office.database.close()


def test_a_ladders_digest_line_is_no_second_message(office: Office) -> None:
    an_acknowledged(office, severity="sev4")
    send_digests(office, TUESDAY)
    let_pass(office, MONDAY, MONDAY + timedelta(days=1))
    assert len(mornings(office, CASEY)) == 1
    assert said(office, "nudge") == []


def test_whoever_wants_none_is_nudged_in_the_thread_instead(office: Office) -> None:
    an_acknowledged(office, severity="sev4")
    turn_digest(office, by=CASEY, on=False)
    send_digests(office, TUESDAY)
    assert mornings(office, CASEY) == []
    take_due_steps(office, MONDAY + timedelta(days=1))
    (nudge,) = said(office, "nudge")
    assert person(nudge) == CASEY
    assert asks_for_update(nudge)
    # On again, the digest has it from the next morning on.
    turn_digest(office, by=CASEY, on=True)
    let_pass(office, MONDAY + timedelta(days=1), TUESDAY + timedelta(days=1, hours=1))
    send_digests(office, TUESDAY + timedelta(days=1))
    assert mornings(office, CASEY) == [TUESDAY + timedelta(days=1)]
    assert [asks_for_update(row) for row in said(office, "nudge")].count(True) == 1


def test_what_was_promised_after_the_digest_for_the_same_day_is_asked_for_in_the_thread(
    office: Office,
) -> None:
    send_digests(office, HALF_PAST_NINE)
    escalation_id = an_escalation(office, severity="sev4")
    words = told(next_update_at=MONDAY + timedelta(hours=4))
    acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, words), MONDAY)
    take_due_steps(office, MONDAY + timedelta(hours=4))
    assert [person(row) for row in said(office, "nudge")] == [CASEY]


def test_turning_it_off_twice_says_so(office: Office) -> None:
    turn_digest(office, by=ROSA, on=False)
    with pytest.raises(Refused, match="off already"):
        turn_digest(office, by=ROSA, on=False)
    turn_digest(office, by=ROSA, on=True)
    with pytest.raises(Refused, match="on already"):
        turn_digest(office, by=ROSA, on=True)
    with pytest.raises(Refused, match="Only people of this company"):
        turn_digest(office, by=GUEST, on=False)


def test_a_drill_is_in_its_authors_digest_alone(office: Office) -> None:
    an_acknowledged(office, severity="sev4", by=CASEY, dri=BRUNO, drill=True)
    send_digests(office, TUESDAY)
    assert [person(row) for row in said(office, "digest")] == [CASEY]


def test_a_policy_without_a_digest_nudges(database_url: str, tmp_path: Path) -> None:
    text = Path("policy/sev.toml").read_text()
    before, _, rest = text.partition("[digest]\n")
    policy = tmp_path / "plain.toml"
    policy.write_text(before + rest[rest.index("\n[", 1) :])
    office = an_office(database_url, policy)
    an_acknowledged(office, severity="sev4")
    let_pass(office, MONDAY, MONDAY + timedelta(days=1))
    assert (send_digests(office, TUESDAY), next_morning(office, MONDAY)) == (0, None)
    assert [person(row) for row in said(office, "nudge")] == [CASEY]
    office.database.close()
