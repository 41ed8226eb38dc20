"""Drafts in forms: one press from what is due, edited there, recorded as they were sent. Row P6."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from handlers.modals.view import field_of
from message_templates.drafts import drafts_of_a_case
from models.account import Account
from models.escalation import Escalation
from policy.kinds import DeadlineKind, FindingKind
from sandbox.block_kit import check_view
from services.lookups.drafts import draft_of
from services.record_finding import RecordFinding, record_finding
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolved,
    an_acknowledged,
    an_escalation,
    is_triaged,
    open_kinds,
)
from tests.builders.office import CASEY, ELIF
from tests.handlers.door import Door
from tests.handlers.test_verbs import contacts

BY_MAIL = {"channel": "email", "recipients": "Priya Raman"}


def value(view: dict[str, Any], name: str) -> str:
    """What stands in a text field."""
    block = next(block for block in view["blocks"] if field_of(block.get("block_id", "")) == name)
    return str(block["element"].get("initial_value", ""))


def fits(view: dict[str, Any]) -> bool:
    return check_view({key: view[key] for key in view if key != "id"}) == []


def test_one_press_opens_the_first_acknowledgement_with_what_is_known(door: Door) -> None:
    escalation_id = an_escalation(door.office, problem="Nobody can log in", contact="Priya Raman")
    door.press("draft", escalation_id)
    view = door.slack.opened[-1]
    assert fits(view)
    assert view["callback_id"] == "acknowledge"
    assert value(view, "subject") == "Nobody can log in: it is with me, Casey"
    assert value(view, "words").startswith('Hello Priya Raman,\n\nyou told us: "Nobody can log in."')
    assert "[fill in: " in value(view, "words")


def test_a_gap_does_not_go_out(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    door.press("draft", escalation_id)
    answer = door.send(door.slack.opened[-1], **BY_MAIL)
    assert "still to be filled in" in json.dumps(answer["view"]["blocks"])
    assert contacts(door, escalation_id) == []
    assert DeadlineKind.ACKNOWLEDGE in open_kinds(door.office, escalation_id)


def test_filled_in_it_is_recorded_under_its_subject_and_settles_what_was_owed(door: Door) -> None:
    escalation_id = an_escalation(door.office, contact="Priya Raman")
    door.press("draft", escalation_id)
    view = door.slack.opened[-1]
    words = "Your tills are dark. I own this. You hear from me again today by 11:00 GMT."
    assert door.send(view, words=words, **BY_MAIL) is None
    assert contacts(door, escalation_id)[-1].words == f"{value(view, 'subject')}\n\n{words}"
    assert DeadlineKind.ACKNOWLEDGE not in open_kinds(door.office, escalation_id)


def test_still_working_by_mail_is_one_click_and_says_when_they_hear_next(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("still_working", escalation_id)
    view = door.slack.opened[-1]
    assert "today by 11:00 GMT" in value(view, "words")
    assert door.send(view, **BY_MAIL) is None


def test_what_triage_and_the_plan_know_stands_in_the_update(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    is_triaged(door.office, escalation_id, effect="300 tills are dark")
    door.press("set_plan", escalation_id)
    plan = {"what_1": "Restart the gateway", "owner_1": ELIF}
    due = int((MONDAY + timedelta(hours=2)).timestamp())
    assert door.send(door.slack.opened[-1], **plan, due_1=due) is None
    door.press("draft", escalation_id)
    view = door.slack.opened[-1]
    assert view["callback_id"] == "post_update"
    assert "What we are doing: Restart the gateway. Elif is doing that." in value(view, "words")


def test_another_draft_takes_the_place_of_one_that_was_left_as_it_was(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("draft", escalation_id)
    first = door.slack.opened[-1]
    shown = door.change(first, "draft", draft="daily_status", **BY_MAIL)
    assert fits(shown)
    assert value(shown, "words").startswith("Acme Ltd, Monday, 23 November")
    assert "What we know" not in value(shown, "words")
    assert {block["block_id"] for block in shown["blocks"]}.isdisjoint({"words", "words~1"})


def test_words_that_somebody_typed_stay_above_a_draft(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("post_update", escalation_id)
    form = door.slack.opened[-1]
    assert value(form, "words") == ""
    shown = door.change(form, "draft", words="We found it.", draft="update", **BY_MAIL)
    assert value(shown, "words").startswith("We found it.\n\nHello ")
    chosen = next(block for block in shown["blocks"] if block["block_id"] == "channel")
    assert chosen["element"]["initial_option"]["value"] == "email"


def test_the_resolution_is_drafted_from_what_stands_in_the_form(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    door.press("resolve", escalation_id)
    form = door.slack.opened[-1]
    shown = door.change(form, "draft", cause="A stale lock", summary="The lock is gone", draft="resolution")
    assert fits(shown)
    assert "The lock is gone." in value(shown, "words")
    assert "What caused it: A stale lock." in value(shown, "words")


def test_a_draft_says_nothing_internal(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    is_triaged(door.office, escalation_id, arr=1_250_000)
    door.press("draft", escalation_id)
    said = json.dumps(door.slack.opened[-1]["blocks"])
    assert "SEV-1" not in said
    assert "1250000" not in said.replace(",", "").replace(" ", "")
    assert "ESC-1" not in said


def test_once_it_is_over_the_button_says_so(door: Door) -> None:
    escalation_id = an_escalation(door.office)
    door.press("cancel", escalation_id)
    assert door.send(door.slack.opened[-1], reason="Raised twice") is None
    before = len(door.slack.opened)
    door.press("draft", escalation_id)
    assert door.slack.opened[before:][0]["callback_id"] == "notice"


def test_a_promise_is_said_in_the_customers_zone_where_that_is_known(door: Door) -> None:
    escalation_id = an_acknowledged(door.office)
    with door.office.database.write() as session:
        account = session.get_one(Account, session.get_one(Escalation, escalation_id).account_id)
        account.timezone = "America/New_York"
    door.press("still_working", escalation_id)
    assert "today by 06:00 EST" in value(door.slack.opened[-1], "words")
    door.press("draft", escalation_id)
    assert "Next update today by 06:00 EST" in value(door.slack.opened[-1], "words")


def test_the_follow_up_has_its_question_to_copy(door: Door) -> None:
    escalation_id = a_resolved(door.office)
    door.now = MONDAY + timedelta(days=2)
    door.press("follow_up", escalation_id)
    view = door.slack.opened[-1]
    assert fits(view)
    (drafted,) = [block for block in view["blocks"] if block["type"] == "rich_text"]
    said = drafted["elements"][0]["elements"][0]["text"]
    assert "has it stayed solved?" in said
    assert "It is checked every night." in said


def test_of_one_cause_at_two_customers_each_draft_has_nothing_of_the_other(door: Door) -> None:
    """Row Y5: one cause that hits many gives each a draft of its own."""
    marks = {
        name: {
            field: f"{field} of {name}"
            for field in ("problem", "effect", "most_affected", "contact", "finding")
        }
        for name in ("Northwind", "Globex")
    }
    ids = {}
    for name, mark in marks.items():
        ids[name] = an_acknowledged(door.office, customer=name, contact=mark["contact"])
        answers: dict[str, Any] = {key: mark[key] for key in ("problem", "effect", "most_affected")}
        is_triaged(door.office, ids[name], **answers)
        found = RecordFinding(a_request(), ids[name], CASEY, FindingKind.WORKAROUND, mark["finding"], ELIF)
        record_finding(door.office, found, MONDAY)
    for name, other in (("Northwind", "Globex"), ("Globex", "Northwind")):
        for kind in drafts_of_a_case():
            made = draft_of(door.office, ids[name], kind, by=CASEY, now=MONDAY)
            assert other not in f"{made.subject} {made.words}"
