"""At SEV-3 and SEV-4 nobody is named outside their own hours, whoever's promise it is. Rows X4, X5."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from services.office import Office
from services.post_update import PostUpdate, post_update
from services.take_due_steps import take_due_steps
from tests.builders.escalations import MONDAY, a_request, an_acknowledged, let_pass, said, told
from tests.builders.office import CASEY, MAYA, ROSA, TEAM, an_office

HOUR = timedelta(hours=1)
TUESDAY_0930 = MONDAY + timedelta(hours=23, minutes=30)
SHE_BEGINS = TUESDAY_0930 + timedelta(hours=4, minutes=30)
"""Nine in the morning in New York."""


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Casey works in London; Maya and Rosa, who are next at tier 1 and 4, in New York."""
    team = tmp_path / "team.toml"
    there = [f'[people."{name}@heard.example"]\ntimezone = "America/New_York"\n' for name in ("maya", "rosa")]
    team.write_text("\n".join([TEAM.read_text(), *there]))
    found = an_office(database_url, team_file=team)
    yield found
    found.database.close()


def asked_for_updates(office: Office) -> list[tuple[datetime, str, str]]:
    """When, whom, and by which step of the ladder each nudge asked for an update."""
    return [
        (row.created_at, (row.context or {})["person"], item["step"])
        for row in said(office, "nudge")
        for item in (row.context or {})["items"]
        if item["kind"] == "update"
    ]


def test_the_dri_is_asked_at_half_past_nine_and_the_manager_when_her_day_begins(office: Office) -> None:
    an_acknowledged(office, MONDAY, "sev3")
    let_pass(office, MONDAY, SHE_BEGINS)
    assert asked_for_updates(office)[-2:] == [
        (TUESDAY_0930, CASEY, "overdue"),
        (SHE_BEGINS, MAYA, "next_person"),
    ]


def test_what_is_done_before_her_day_begins_does_not_reach_her(office: Office) -> None:
    escalation_id = an_acknowledged(office, MONDAY, "sev3")
    let_pass(office, MONDAY, TUESDAY_0930)
    update = PostUpdate(a_request(), escalation_id, CASEY, told("Exports run again"))
    post_update(office, update, TUESDAY_0930 + HOUR)
    let_pass(office, TUESDAY_0930 + HOUR, SHE_BEGINS + HOUR)
    assert MAYA not in [person for _, person, _ in asked_for_updates(office)]


def test_away_when_her_day_began_it_is_asked_once_and_says_how_late(office: Office) -> None:
    an_acknowledged(office, MONDAY, "sev3")
    let_pass(office, MONDAY, TUESDAY_0930)
    for hours in (3, 3, 4):
        take_due_steps(office, SHE_BEGINS + hours * HOUR)
    hers = [row.context or {} for row in said(office, "nudge") if (row.context or {})["person"] == MAYA]
    for_updates = [nudge for nudge in hers if any(item["kind"] == "update" for item in nudge["items"])]
    (one,) = for_updates
    assert one["late_minutes"] >= 180


def test_at_the_gravest_whoever_is_next_is_called_at_whatever_hour_it_is_there(office: Office) -> None:
    an_acknowledged(office, MONDAY, "sev1")
    let_pass(office, MONDAY, MONDAY + 2 * HOUR)
    next_in_line = [(at, person) for at, person, step in asked_for_updates(office) if step == "next_person"]
    assert next_in_line[0] == (MONDAY + HOUR + timedelta(minutes=20), ROSA), "six in the morning in New York"
