"""The App Home: theirs, due next, promised, followed; a manager's team; a page at a time, however much there is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from services.acknowledge import Acknowledge, acknowledge
from services.follow import follow
from services.lookups.home import ROWS, home
from services.office import Office
from services.refusal import Refused
from tests.builders.escalations import MONDAY, a_request, a_resolved, an_acknowledged, an_escalation, told
from tests.builders.office import BRUNO, CASEY, GUEST, MAYA, ROSA, SAM, TEAM, VERA, an_office

LATER = MONDAY + timedelta(hours=1, minutes=30)


def refs(part: dict[str, Any]) -> list[str]:
    return [row["ref"] for row in part["rows"]]


@contextmanager
def counted(office: Office) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    seen: list[str] = []

    def note(_c: Connection, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    engines = {office.database.engine, office.database._reader}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def test_what_is_mine_what_is_due_first_and_with_which_verb(office: Office) -> None:
    an_escalation(office, severity="sev3")
    an_acknowledged(office, severity="sev1", customer="Birch & Co")
    an_escalation(office, dri=BRUNO)
    seen = home(office, by=CASEY, now=MONDAY)
    assert sorted(refs(seen["mine"])) == ["ESC-1", "ESC-2"]
    verbs = [(row["ref"], row["verb"]) for row in seen["due"]["rows"] if row["verb"] != "triage"]
    assert verbs[:3] == [
        ("ESC-2", "assemble_team"),
        ("ESC-2", "post_update"),
        ("ESC-1", "acknowledge"),
    ]
    assert seen["team"] is None


def test_what_somebody_was_asked_is_due_from_them_with_the_button_that_answers(office: Office) -> None:
    an_escalation(office)
    (ask,) = home(office, by=VERA, now=MONDAY)["due"]["rows"]
    assert (ask["verb"], ask["button"]) == ("answer_ask", "Confirm or name a Director")


def test_what_was_promised_to_whom_by_when(office: Office) -> None:
    escalation_id = an_escalation(office)
    words = told(next_update_at=MONDAY + timedelta(minutes=40), recipients="Priya Raman")
    acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, words), MONDAY)
    an_acknowledged(office, customer="by the cadence")
    (promised,) = home(office, by=CASEY, now=MONDAY)["promised"]["rows"]
    assert (promised["customer"], promised["recipients"]) == ("Acme Ltd", "Priya Raman")
    assert promised["due"] == int((MONDAY + timedelta(minutes=40)).timestamp())


def test_what_one_follows(office: Office) -> None:
    escalation_id = an_escalation(office, by=SAM)
    follow(office, escalation_id, by=ROSA, now=MONDAY)
    assert [refs(home(office, by=who, now=MONDAY)["following"]) for who in (SAM, ROSA, BRUNO)] == [
        ["ESC-1"],
        ["ESC-1"],
        [],
    ]


def test_a_manager_sees_the_load_what_is_late_and_what_is_asked(office: Office) -> None:
    for _ in range(3):
        an_escalation(office)
    an_escalation(office, severity="sev3", dri=BRUNO, customer="Birch & Co")
    an_escalation(office, dri=BRUNO, drill=True)
    team = home(office, by=MAYA, now=LATER)["team"]
    assert [(row["person"], row["total"], row["over"]) for row in team["load"]] == [
        (CASEY, 3, True),
        (BRUNO, 1, False),
    ]
    assert team["overdue"]["total"] == 9  # told, team and update of each
    # Three of each critical one, and one to engineering; what Maya is asked herself is hers.
    assert team["asks"]["total"] == 10


def test_whoever_stands_in_has_it_as_theirs(database_url: str, tmp_path: Any) -> None:
    team = tmp_path / "team.toml"
    team.write_text(TEAM.read_text() + 'leave = ["2026-11-23/2026-11-23"]\n')
    office = an_office(database_url, team_file=team)
    an_escalation(office)
    seen = home(office, by=BRUNO, now=MONDAY)
    assert refs(seen["mine"]) == ["ESC-1"]
    assert seen["due"]["total"] > 0
    office.database.close()


def test_the_steps_of_a_recovery_have_a_place_of_their_own(office: Office) -> None:
    a_resolved(office)
    seen = home(office, by=CASEY, now=MONDAY)
    assert {row["verb"] for row in seen["recovery"]["rows"]} == {"finish_recovery_step"}
    assert "finish_recovery_step" not in {row["verb"] for row in seen["due"]["rows"]}


def test_a_drill_is_its_authors_alone(office: Office) -> None:
    an_escalation(office, drill=True, dri=BRUNO)
    assert refs(home(office, by=CASEY, now=MONDAY)["mine"]) == ["ESC-1"]
    assert refs(home(office, by=BRUNO, now=MONDAY)["mine"]) == []


def test_outsiders_see_nothing(office: Office) -> None:
    with pytest.raises(Refused, match="Only people of this company"):
        home(office, by=GUEST, now=MONDAY)


def test_more_than_fits_is_on_the_next_page(office: Office) -> None:
    for _ in range(ROWS["mine"] + 2):
        an_escalation(office, severity="sev4")
    first = home(office, by=CASEY, now=MONDAY)["mine"]
    second = home(office, by=CASEY, now=MONDAY, pages={"mine": 1})["mine"]
    assert (first["before"], len(first["rows"]), first["after"]) == (0, ROWS["mine"], 2)
    assert (second["before"], len(second["rows"]), second["after"]) == (ROWS["mine"], 2, 0)
    assert not set(refs(first)) & set(refs(second))
    # A page that is not there any more is the last one.
    assert refs(home(office, by=CASEY, now=MONDAY, pages={"mine": 9})["mine"]) == refs(second)


def test_ten_times_as_much_is_read_in_as_many_statements(office: Office) -> None:
    for _ in range(3):
        an_acknowledged(office, dri=MAYA, by=SAM, severity="sev4")
    with counted(office) as few:
        home(office, by=MAYA, now=LATER)
    for number in range(27):
        an_acknowledged(office, dri=(MAYA, BRUNO)[number % 2], by=SAM, severity="sev3")
    with counted(office) as many:
        home(office, by=MAYA, now=LATER)
    assert len(many) <= len(few) + 2  # the two lists that were empty before
    assert len(many) < 35
