"""Somebody leaves, or goes on leave: in the same minute the next who is here owns what they owned. Rows X5, D3a."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.directory import KnownPerson
from models.queries import deadlines, escalations
from models.timeline import Event
from policy.kinds import DeadlineKind, Status
from policy.load import load_team
from services.hand_over import ProposeHandOver, hand_over
from services.office import Office
from services.see_to_absences import see_to_absences
from services.set_cover import SetCover, set_cover
from services.set_plan import PlannedStep, SetPlan, set_plan
from services.upkeep.sync_directory import sync_directory
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    an_escalation,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, DANA, ELIF, MAYA, PEOPLE, TEAM, TOMAS, VERA, VIKTOR, an_office
from tests.builders.replay import replayed
from tests.services.directory_of_slack import DirectoryOfSlack

NIGHT = MONDAY.replace(hour=3) + timedelta(days=1)
TUESDAY = datetime.fromisoformat("2026-11-24T00:00:00+00:00")


def leaves(office: Office, user_id: str) -> None:
    """Their account is deactivated; the rules in force do not know it yet."""
    with office.database.write() as session:
        session.get_one(KnownPerson, user_id).active = False


def owners(office: Office, escalation_id: int) -> set[str]:
    with office.database.read() as session:
        return {row.owner for row in deadlines.open_of(session, escalation_id)}


def steps_and_promises(office: Office, escalation_id: int) -> list[tuple[str, str]]:
    """Of each step of the plan the owner, and the owner of its promise."""
    with office.database.read() as session:
        return [
            (step.owner, owed.owner)
            for step in escalations.plan_of(session, escalation_id)
            if (owed := deadlines.open_about(session, escalation_id, DeadlineKind.STEP, str(step.id)))
        ]


def test_the_usual_stand_in_of_a_dri_who_left_is_dri_at_once(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    leaves(office, CASEY)
    assert see_to_absences(office, NIGHT) == 1
    escalation = the_escalation(office, escalation_id)
    assert (escalation.dri, escalation.accepted_at) == (BRUNO, None)
    assert CASEY not in owners(office, escalation_id)
    assert replayed(office, escalation_id) == escalation.on_timeline
    (told,) = said(office, "handed_over")
    assert told.context is not None
    assert (told.context["person"], told.context["absence"]) == (BRUNO, "left")
    assert len(said(office, "hand_over_brief")) == 1


def test_seen_to_twice_it_happens_once(office: Office) -> None:
    an_acknowledged(office)
    leaves(office, CASEY)
    see_to_absences(office, NIGHT)
    assert see_to_absences(office, NIGHT) == 0


def test_without_a_stand_in_the_next_on_the_path_is_dri(office: Office) -> None:
    escalation_id = an_acknowledged(office, severity="sev3", dri=BRUNO)
    leaves(office, BRUNO)
    see_to_absences(office, NIGHT)
    assert the_escalation(office, escalation_id).dri == MAYA


def test_whoever_was_asked_to_take_over_anyway_comes_first(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    hand_over(office, ProposeHandOver(a_request(), escalation_id, CASEY, ELIF, "left"), MONDAY)
    leaves(office, CASEY)
    see_to_absences(office, MONDAY)
    assert the_escalation(office, escalation_id).dri == ELIF
    assert DeadlineKind.HAND_OVER not in open_kinds(office, escalation_id)


def test_a_nudge_never_names_somebody_gone_even_before_that(office: Office) -> None:
    an_acknowledged(office)
    leaves(office, CASEY)
    see_to_absences(office, MONDAY)
    let_pass(office, MONDAY, MONDAY + timedelta(hours=1))
    assert CASEY not in {row.context["person"] for row in said(office, "nudge") if row.context}


def test_an_ask_falls_to_the_next_of_its_role(office: Office) -> None:
    escalation_id = an_escalation(office)
    leaves(office, VIKTOR)
    see_to_absences(office, MONDAY)
    assert VIKTOR not in owners(office, escalation_id)
    assert TOMAS in owners(office, escalation_id)
    (told,) = said(office, "owner_replaced")
    assert told.context is not None
    assert (told.context["person"], told.context["from_person"]) == (TOMAS, VIKTOR)


def test_a_step_of_the_plan_falls_to_the_dri(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    step = PlannedStep("Roll back", ELIF, MONDAY + timedelta(hours=5))
    set_plan(office, SetPlan(a_request(), escalation_id, CASEY, (step,)), MONDAY)
    leaves(office, ELIF)
    see_to_absences(office, MONDAY)
    assert ELIF not in owners(office, escalation_id)
    (set_to,) = [entry for entry in timeline(office, escalation_id) if entry.event is Event.OWNER_REPLACED]
    assert (set_to.data["from_person"], set_to.data["person"]) == (ELIF, CASEY)
    assert set_to.data["kinds"] == ["step"]
    assert steps_and_promises(office, escalation_id) == [(CASEY, CASEY)]


def test_the_steps_of_a_dri_who_left_go_to_the_next_with_their_promises(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    steps = (
        PlannedStep("Roll back", CASEY, MONDAY + timedelta(hours=20)),
        PlannedStep("Write to all customers", ELIF, MONDAY + timedelta(hours=21)),
    )
    set_plan(office, SetPlan(a_request(), escalation_id, CASEY, steps), MONDAY)
    leaves(office, CASEY)
    see_to_absences(office, MONDAY)
    assert steps_and_promises(office, escalation_id) == [(BRUNO, BRUNO), (ELIF, ELIF)]
    (went,) = [entry for entry in timeline(office, escalation_id) if entry.event is Event.HANDED_OVER]
    assert went.data["steps"] == 1


def test_who_was_asked_to_take_over_and_left_is_passed_over(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    hand_over(office, ProposeHandOver(a_request(), escalation_id, CASEY, BRUNO, "no_capacity"), MONDAY)
    leaves(office, BRUNO)
    see_to_absences(office, MONDAY)
    questions = [row.context["person"] for row in said(office, "hand_over_proposed") if row.context]
    assert questions == [BRUNO, DANA]


def test_a_stand_in_who_left_stands_in_no_more(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    set_cover(office, SetCover(a_request(), escalation_id, CASEY, MAYA, MONDAY + timedelta(hours=9)), MONDAY)
    leaves(office, MAYA)
    see_to_absences(office, MONDAY)
    assert the_escalation(office, escalation_id).cover is None


def test_a_drill_without_its_author_is_over(office: Office) -> None:
    escalation_id = an_escalation(office, drill=True)
    leaves(office, CASEY)
    see_to_absences(office, MONDAY)
    assert the_escalation(office, escalation_id).status is Status.CANCELLED
    assert owners(office, escalation_id) == set()


@pytest.fixture
def on_leave_tomorrow(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Bruno, for whom nobody stands in, is on leave from tomorrow to Thursday; so is Maya."""
    team = tmp_path / "team.toml"
    leave = 'leave = ["2026-11-24/2026-11-26"]'
    team.write_text(
        f'{TEAM.read_text()}\n[people."bruno@heard.example"]\n{leave}\n[people."maya@heard.example"]\n{leave}\n'
    )
    found = an_office(database_url, team_file=team)
    yield found
    found.database.close()


def test_a_dri_whose_leave_begins_gets_a_stand_in_until_they_are_back(on_leave_tomorrow: Office) -> None:
    office = on_leave_tomorrow
    escalation_id = an_acknowledged(office, severity="sev2", dri=BRUNO)
    assert see_to_absences(office, TUESDAY - timedelta(seconds=1)) == 0
    assert see_to_absences(office, TUESDAY) == 1
    escalation = the_escalation(office, escalation_id)
    friday = datetime.fromisoformat("2026-11-27T09:00:00+00:00")
    assert escalation.dri == BRUNO
    assert escalation.cover == ELIF  # Maya, who would be the first of this tier, is away as well
    assert escalation.cover_until == friday
    assert see_to_absences(office, TUESDAY) == 0
    (told,) = said(office, "cover_set")
    assert told.context is not None
    assert (told.context["person"], told.context["absence"]) == (ELIF, "leave")


def test_a_stand_in_who_was_named_before_is_left_alone(on_leave_tomorrow: Office) -> None:
    office = on_leave_tomorrow
    escalation_id = an_acknowledged(office, severity="sev2", dri=BRUNO)
    until = TUESDAY + timedelta(days=3)
    set_cover(office, SetCover(a_request(), escalation_id, BRUNO, VERA, until), MONDAY)
    see_to_absences(office, TUESDAY)
    assert the_escalation(office, escalation_id).cover == VERA


def test_what_ended_too_early_begins_again(on_leave_tomorrow: Office) -> None:
    office = on_leave_tomorrow
    escalation_id = an_acknowledged(office, severity="sev2", dri=BRUNO)
    until = TUESDAY + timedelta(hours=12)
    set_cover(office, SetCover(a_request(), escalation_id, BRUNO, VERA, until), MONDAY)
    let_pass(office, MONDAY, until)
    see_to_absences(office, until)
    assert the_escalation(office, escalation_id).cover not in (None, VERA)


def test_a_departure_that_slack_did_not_tell_of_is_found_by_asking(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    slack = DirectoryOfSlack()
    for person in PEOPLE:
        slack.people[person.user_id] = replace(person, active=person.active and person.user_id != CASEY)
    policy = office.rulebook.current.policy
    sync_directory(office.database, slack, policy, load_team(TEAM, policy), sleep=lambda _: None)
    see_to_absences(office, MONDAY)
    assert the_escalation(office, escalation_id).dri == BRUNO


def test_where_nobody_can_be_found_nothing_changes_and_nothing_is_shown_anew(office: Office) -> None:
    escalation_id = an_escalation(office)
    for person in PEOPLE:
        leaves(office, person.user_id)
    see_to_absences(office, MONDAY)
    before = the_escalation(office, escalation_id)
    assert see_to_absences(office, MONDAY) == 0
    assert the_escalation(office, escalation_id).version == before.version
