"""Two reports of the same customer are noticed before a second escalation opens. Row X3."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from models.timeline import Event
from policy.kinds import Status
from services.lookups.preview_opening import preview_opening
from services.lookups.similar import Way
from services.office import Office
from services.open_escalation import open_escalation
from services.refusal import Refused
from services.report_again import ReportAgain, report_again
from tests.builders.escalations import (
    MONDAY,
    a_request,
    a_resolved,
    an_escalation,
    an_intake,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import BRUNO, CASEY, GONE


def test_what_is_open_and_what_was_resolved_lately_is_shown_and_nobody_elses(office: Office) -> None:
    resolved, live = a_resolved(office), an_escalation(office, problem="Orders fail")
    an_escalation(office, customer="Globex")
    an_escalation(office, drill=True)
    seen = preview_opening(
        office, "outage", MONDAY + timedelta(days=13), customer=" acme LTD ", raised_by=CASEY
    ).similar
    assert [(one.ref, one.live) for one in seen] == [(f"ESC-{live}", True), (f"ESC-{resolved}", False)]
    assert seen[0].problem == "Orders fail"


@pytest.mark.parametrize(("customer", "drill_of"), [(None, None), ("Initech", None), ("Acme Ltd", CASEY)])
def test_nothing_is_shown_without_a_customer_for_a_new_one_or_for_a_drill(
    office: Office, customer: str | None, drill_of: str | None
) -> None:
    an_escalation(office)
    seen = preview_opening(office, "outage", MONDAY, customer=customer, drill_of=drill_of, raised_by=CASEY)
    assert seen.similar == ()


def test_what_was_resolved_long_ago_is_not_the_same(office: Office) -> None:
    a_resolved(office)
    assert (
        preview_opening(
            office, "outage", MONDAY + timedelta(days=15), customer="Acme Ltd", raised_by=CASEY
        ).similar
        == ()
    )


def test_a_second_one_opens_only_for_somebody_who_has_seen_the_first(office: Office) -> None:
    first = an_escalation(office)
    with pytest.raises(Refused, match="ESC-1"):
        open_escalation(office, an_intake(customer="ACME ltd", seen_similar=frozenset()), MONDAY)
    second = open_escalation(office, an_intake(seen_similar=frozenset({first})), MONDAY).escalation_id
    with pytest.raises(Refused, match="ESC-2"):  # which opened while the form showed the first
        open_escalation(office, an_intake(seen_similar=frozenset({first})), MONDAY)
    assert second == first + 1


def test_a_form_sent_twice_does_not_find_its_own_escalation(office: Office) -> None:
    intake = an_intake(seen_similar=frozenset())
    first = open_escalation(office, intake, MONDAY)
    assert open_escalation(office, intake, MONDAY).escalation_id == first.escalation_id


def test_a_drill_opens_whatever_the_customer_has(office: Office) -> None:
    an_escalation(office)
    assert open_escalation(office, an_intake(drill=True, seen_similar=frozenset()), MONDAY).first


def again(escalation_id: int, way: Way, **differs: Any) -> ReportAgain:
    """Bruno hears of it as well."""
    typed: dict[str, Any] = {
        "request_key": a_request(),
        "by": BRUNO,
        "customer": " acme ltd",
        "words": "Orders have stopped as well",
        "dri": BRUNO,
    }
    return ReportAgain(escalation_id=escalation_id, way=way, **(typed | differs))


def test_added_to_the_first_the_words_are_kept_and_its_dri_is_told_once(office: Office) -> None:
    escalation_id = an_escalation(office)
    command = again(escalation_id, Way.ADD)
    for _ in range(2):
        report_again(office, command, MONDAY)
    (told,) = said(office, "reported_again")
    assert (told.context or {})["words"] == "Orders have stopped as well"
    (noted,) = [entry for entry in timeline(office, escalation_id) if entry.event is Event.NOTE_ADDED]
    assert (noted.actor, noted.data["reported_again"]) == (BRUNO, True)


def test_what_is_back_is_opened_again_with_the_dri_that_it_had(office: Office) -> None:
    escalation_id = a_resolved(office)
    command = again(escalation_id, Way.REOPEN)
    for _ in range(2):
        report_again(office, command, MONDAY + timedelta(days=1))
    found = the_escalation(office, escalation_id)
    assert (found.status, found.dri) == (Status.IN_PROGRESS, CASEY)
    assert len(said(office, "escalation_reopened")) == 1


@pytest.mark.parametrize(
    ("way", "differs", "why"),
    [
        pytest.param(Way.ADD, {"customer": "Globex"}, "not of Globex", id="the customer was typed anew"),
        pytest.param(Way.ADD, {"escalation_id": 99}, "no ESC-99", id="there is none"),
        pytest.param(Way.ADD, {"by": GONE}, "Only people", id="somebody who left"),
        pytest.param(Way.REOPEN, {}, "cannot be opened again", id="it is open already"),
    ],
)
def test_what_is_otherwise_than_the_form_showed_is_refused(
    office: Office, way: Way, differs: dict[str, Any], why: str
) -> None:
    escalation_id = an_escalation(office)
    before = len(timeline(office, escalation_id))
    with pytest.raises(Refused, match=why):
        report_again(office, replace(again(escalation_id, way), **differs), MONDAY)
    assert len(timeline(office, escalation_id)) == before


def test_nothing_is_added_to_what_was_resolved_meanwhile(office: Office) -> None:
    with pytest.raises(Refused, match="resolved"):
        report_again(office, again(a_resolved(office), Way.ADD), MONDAY)
