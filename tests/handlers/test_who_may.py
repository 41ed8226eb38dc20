"""Whoever may not do something is told so politely before they type, and nothing typed is lost. Row X9."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.presses import BUTTONS
from models.timeline import Event
from policy.kinds import Part, Status
from policy.may_rows import May
from policy.verbs import EVERYBODYS
from services.add_note import AddNote, add_note
from services.assemble_team import AssembleTeam, assemble_team
from services.cancel import Cancel, cancel
from services.office import Office
from services.refusal import NotTheirs
from services.set_cover import SetCover, set_cover
from services.set_plan import PlannedStep, SetPlan, set_plan
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    an_escalation,
    let_pass,
    open_kinds,
    the_escalation,
    timeline,
)
from tests.builders.office import CASEY, ELIF, NORA, VERA
from tests.handlers.door import Door
from tests.handlers.slack_seen import ResponseAddress, a_response_address


@pytest.fixture
def address() -> Iterator[ResponseAddress]:
    """Where the answer to a button of a message arrives."""
    with a_response_address() as address:
        yield address


def refusals(office: Office, of: int) -> list[tuple[str, str]]:
    """Who was refused what, in order."""
    entries = timeline(office, of)
    return [(entry.actor, entry.data["verb"]) for entry in entries if entry.event is Event.REFUSED]


def only_admins(office: Office) -> None:
    """From now on nobody else may do anything."""
    rules = office.rulebook.current
    row = May(key="change", roles=(rules.policy.last_role(),), because="It is for admins.")
    office.rulebook.replace(replace(rules, policy=rules.policy.model_copy(update={"may": (row,)})))


@pytest.mark.parametrize("verb", sorted(set(BUTTONS) - EVERYBODYS))
def test_no_button_does_anything_for_whoever_may_not(door: Door, address: ResponseAddress, verb: str) -> None:
    of = an_acknowledged(door.office)
    only_admins(door.office)
    before = the_escalation(door.office, of)
    door.press(verb, f"{of}:1", response_url=address.url)
    assert door.slack.opened == []
    assert "It is for admins" in address.said[-1]["text"]
    assert refusals(door.office, of) == [(CASEY, verb)]
    after = the_escalation(door.office, of)
    assert (after.status, after.severity, after.dri) == (before.status, before.severity, before.dri)


# ---------------------------------------------------------------- how it is said


def test_a_stranger_is_told_who_may_before_they_type(door: Door, address: ResponseAddress) -> None:
    of = an_acknowledged(door.office)
    door.press("resolve", of, by=NORA, response_url=address.url)
    assert door.slack.opened == []
    (said,) = address.said
    assert said["response_type"] == "ephemeral"
    for words in ("“Resolve” on ESC-1 is for its DRI", f"Ask <@{CASEY}>", "add a note"):
        assert words in said["text"]
    assert refusals(door.office, of) == [(NORA, "resolve")]


def test_whoever_may_not_any_more_keeps_what_they_typed(door: Door) -> None:
    of = an_acknowledged(door.office)
    door.press("post_update", of)
    answer = door.send(door.slack.opened[0], words="The store is back", by=NORA)
    assert answer["response_action"] == "update"
    typed = next(b for b in answer["view"]["blocks"] if b["block_id"].startswith("words"))
    assert typed["element"]["initial_value"] == "The store is back"
    assert "is for its DRI" in answer["view"]["blocks"][0]["text"]["text"]
    assert refusals(door.office, of) == [(NORA, "post_update")]
    assert not [row for row in timeline(door.office, of) if row.event is Event.UPDATE_POSTED]


def test_a_shortcut_and_a_command_pass_the_same_row(door: Door) -> None:
    of = an_acknowledged(door.office)
    only_admins(door.office)
    assert "It is for admins" in door.command(f"follow ESC-{of}", by=NORA)["text"]
    assert refusals(door.office, of) == [(NORA, "follow")]


def test_a_form_that_was_sent_twice_is_done_once_whoever_owns_it_since(door: Door) -> None:
    of = an_acknowledged(door.office)
    door.press("add_note", of, by=NORA)
    view = door.slack.opened[0]
    assert door.send(view, words="They open at nine", by=NORA, view_id="VTWICE") is None
    only_admins(door.office)
    assert door.send(view, words="They open at nine", by=NORA, view_id="VTWICE") is None


# ---------------------------------------------------------------- what makes it theirs


def test_whoever_raised_it_may_call_it_off_and_not_resolve_it(door: Door) -> None:
    of = an_escalation(door.office, by=NORA)
    with pytest.raises(NotTheirs):
        set_plan(door.office, a_plan(of, NORA), MONDAY)
    cancel(door.office, Cancel(a_request(), of, NORA, "It was another customer"), MONDAY)
    assert the_escalation(door.office, of).status is Status.CANCELLED


def a_plan(of: int, by: str) -> SetPlan:
    """One step of Casey's."""
    return SetPlan(a_request(), of, by, (PlannedStep("Ask them", CASEY, MONDAY + timedelta(hours=4)),))


def test_whoever_stands_in_or_works_on_it_may_plan(door: Door) -> None:
    covered, worked_on = an_acknowledged(door.office), an_acknowledged(door.office, customer="Globex")
    until = MONDAY + timedelta(days=1)
    set_cover(door.office, SetCover(a_request(), covered, CASEY, NORA, until), MONDAY)
    assemble_team(door.office, AssembleTeam(a_request(), worked_on, CASEY, (NORA,), "At it"), MONDAY)
    for of in (covered, worked_on):
        set_plan(door.office, a_plan(of, NORA), MONDAY)
    with pytest.raises(NotTheirs):
        set_plan(door.office, a_plan(covered, NORA), MONDAY + timedelta(days=8))


def test_whoever_owes_something_there_may_change_it_until_it_is_done(door: Door) -> None:
    of = an_acknowledged(door.office)
    step = PlannedStep("Read the log", NORA, MONDAY + timedelta(hours=4))
    set_plan(door.office, SetPlan(a_request(), of, CASEY, (step,)), MONDAY)
    door.press("finish_step", f"{of}:{_open_step(door, of)}", by=NORA)
    assert refusals(door.office, of) == []
    with pytest.raises(NotTheirs):
        set_plan(door.office, a_plan(of, NORA), MONDAY)


def _open_step(door: Door, of: int) -> int:
    return next(row.id for kind, row in open_kinds(door.office, of).items() if kind == "step")


def test_whoever_was_nudged_by_name_may_do_what_they_were_asked(door: Door) -> None:
    """Elif holds no role of the path here: she is asked since a step of the plan is late."""
    of = an_acknowledged(door.office)
    rules = door.office.rulebook.current
    rows = tuple(
        row.model_copy(update={"who": tuple(part for part in row.who if part is not Part.TIER)})
        for row in rules.policy.may
    )
    door.office.rulebook.replace(replace(rules, policy=rules.policy.model_copy(update={"may": rows})))
    step = PlannedStep("Read the log", NORA, MONDAY + timedelta(hours=1))
    set_plan(door.office, SetPlan(a_request(), of, CASEY, (step,)), MONDAY)
    with pytest.raises(NotTheirs):
        set_plan(door.office, a_plan(of, ELIF), MONDAY)
    let_pass(door.office, MONDAY, MONDAY + timedelta(days=1))
    nudged = {row.data["person"] for row in timeline(door.office, of) if row.event is Event.NUDGED}
    assert ELIF in nudged
    set_plan(door.office, a_plan(of, ELIF), MONDAY + timedelta(days=1))


def test_a_drill_is_its_authors_whoever_owns_it(door: Door) -> None:
    of = an_escalation(door.office, by=NORA, dri=CASEY, drill=True)
    set_plan(door.office, a_plan(of, NORA), MONDAY)


def test_anybody_says_what_they_know(door: Door) -> None:
    of = an_acknowledged(door.office)
    add_note(door.office, AddNote(a_request(), of, NORA, "They open at nine"), MONDAY)
    assert refusals(door.office, of) == []
    assert the_escalation(door.office, of).dri not in (NORA, VERA)
