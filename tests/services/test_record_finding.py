"""Findings: each with who found it and when, the latest of a kind on the card, all of them on the timeline."""

from datetime import timedelta
from typing import Any

import pytest

from models.timeline import Event
from policy.kinds import FindingKind
from services.lookups.escalations import show
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.record_finding import RecordFinding, record_finding
from services.refusal import Refused, RefusedFields
from services.resolve import resolve
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolution,
    an_acknowledged,
    is_triaged,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import CASEY, ELIF, EMIL, PRIYA
from tests.builders.replay import replayed

LATER = MONDAY + timedelta(minutes=10)


def a_finding(escalation_id: int, words: str = "The session store is full", **differs: Any) -> RecordFinding:
    facts = {"by": CASEY, "kind": FindingKind.CAUSE, "found_by": ELIF} | differs
    return RecordFinding(a_request(), escalation_id, words=words, **facts)


def shown(office: Office, escalation_id: int) -> dict[str, Any]:
    return show(office, escalation_id, by=CASEY, now=LATER)


def test_it_stands_on_the_card_with_who_found_it_and_on_the_timeline(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    record_finding(office, a_finding(escalation_id, found_at=MONDAY + timedelta(minutes=5)), LATER)
    (found,) = shown(office, escalation_id)["findings"]
    at = int(MONDAY.timestamp()) + 300
    assert found == {"kind": "cause", "words": "The session store is full", "by": ELIF, "at": at}
    entry = timeline(office, escalation_id)[-1]
    assert (entry.event, entry.actor, entry.data["found_by"]) == (Event.FINDING_RECORDED, CASEY, ELIF)
    assert len(said(office, "finding_recorded")) == 1
    assert replayed(office, escalation_id) == the_escalation(office, escalation_id).on_timeline


def test_the_latest_of_a_kind_is_shown_and_a_cause_ends_the_way_to_it(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    for kind, words in (
        (FindingKind.PATH, "Only logins by mail fail"),
        (FindingKind.WORKAROUND, "Log in by phone"),
        (FindingKind.WORKAROUND, "Log in by single sign-on"),
    ):
        record_finding(office, a_finding(escalation_id, words, kind=kind), LATER)
    kinds = {row["kind"]: row["words"] for row in shown(office, escalation_id)["findings"]}
    assert kinds == {"path": "Only logins by mail fail", "workaround": "Log in by single sign-on"}
    record_finding(office, a_finding(escalation_id), LATER)
    assert [row["kind"] for row in shown(office, escalation_id)["findings"]] == ["cause", "workaround"]
    assert [entry.event for entry in timeline(office, escalation_id)].count(Event.FINDING_RECORDED) == 4


def test_the_step_goes_on_with_what_is_found_and_told(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    steps = [shown(office, escalation_id)["stage"][:6]]
    is_triaged(office, escalation_id, MONDAY)
    record_finding(office, a_finding(escalation_id), LATER)
    steps.append(shown(office, escalation_id)["stage"][:6])
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told("We know the cause")), LATER)
    steps.append(shown(office, escalation_id)["stage"][:6])
    resolve(office, a_resolution(escalation_id), LATER)
    steps.append(shown(office, escalation_id)["stage"][:6])
    assert steps == ["2 of 5", "3 of 5", "4 of 5", "5 of 5"]


def test_the_same_form_twice_is_one_finding(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    form = a_finding(escalation_id)
    record_finding(office, form, LATER)
    record_finding(office, form, LATER)
    assert len(said(office, "finding_recorded")) == 1


def test_after_the_resolution_causes_are_still_found(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    resolve(office, a_resolution(escalation_id), MONDAY)
    record_finding(office, a_finding(escalation_id, found_by=EMIL), LATER)
    assert shown(office, escalation_id)["findings"][0]["by"] == EMIL


def test_a_finding_says_something_and_not_what_is_to_come(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    wrong = a_finding(escalation_id, " ", found_at=LATER + timedelta(hours=1))
    with pytest.raises(RefusedFields) as refused:
        record_finding(office, wrong, LATER)
    assert set(refused.value.by_field) == {"words", "found_at"}


def test_outsiders_record_nothing(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    with pytest.raises(Refused):
        record_finding(office, a_finding(escalation_id, by=PRIYA), LATER)
