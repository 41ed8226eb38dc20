"""*Restrict*, *Lift the restriction*, *Add people*: who may read it, on the record. Row X17."""

from dataclasses import replace

import pytest

from models.outbox import MessageState, OutboxMessage
from models.timeline import Event
from services.acknowledge import Acknowledge, acknowledge
from services.add_people import AddPeople, add_people
from services.edit_escalation import Details, EditEscalation, edit_escalation
from services.follow import follow
from services.lift_restriction import LiftRestriction, lift_restriction
from services.lookups.fields import record_start
from services.merge import Merge, merge
from services.office import Office
from services.refusal import NotNamed, Refused, RefusedFields
from services.restrict import Restrict, restrict
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_escalation,
    is_triaged,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import BRUNO, CASEY, GUEST, MAYA, NORA, ROSA, SAM, TOMAS, VERA, VIKTOR

SECRET = "Two million rows were read"


def is_restricted(office: Office, of: int, *people: str, by: str = CASEY) -> None:
    """From Monday on."""
    restrict(office, Restrict(a_request(), of, by, SECRET, people), MONDAY)


def happened(office: Office, of: int, event: Event) -> list[dict[str, object]]:
    """The data of each such entry."""
    return [entry.data for entry in timeline(office, of) if entry.event is event]


def all_is_sent(office: Office) -> None:
    """As if Slack had taken everything."""
    with office.database.write() as session:
        for message in session.query(OutboxMessage):
            message.state, message.ts, message.channel_id = MessageState.SENT, f"{message.id}.0", message.lane


def test_whoever_has_to_do_with_it_is_named_and_so_is_who_restricts_it(office: Office) -> None:
    of = an_escalation(office)
    is_restricted(office, of, SAM, by=MAYA)
    escalation = the_escalation(office, of)
    assert escalation.restricted
    assert {MAYA, SAM, VERA, VIKTOR, TOMAS} <= set(escalation.named)
    assert [entry["reason"] for entry in happened(office, of, Event.RESTRICTED)] == [SECRET]
    with pytest.raises(NotNamed):
        acknowledge(office, Acknowledge(a_request(), of, NORA, told()), MONDAY)
    acknowledge(office, Acknowledge(a_request(), of, SAM, told()), MONDAY)


@pytest.mark.parametrize("severity", ["sev1", "sev3"])
def test_what_waits_goes_along_and_what_was_said_is_edited(office: Office, severity: str) -> None:
    of = an_escalation(office, severity=severity)
    before = {row.id for row in said(office) if row.template not in ("home_line", "restricted_line")}
    all_is_sent(office)
    acknowledge(office, Acknowledge(a_request(), of, CASEY, told()), MONDAY)  # waits
    is_restricted(office, of)
    home = the_escalation(office, of).home_channel
    assert home == "own:1:private"
    with office.database.read() as session:
        rows = {row.id: row for row in session.query(OutboxMessage)}
    outside = [row for row in rows.values() if row.lane != home]
    assert {row.id for row in outside} - before == {the_escalation(office, of).line_id} - before
    assert all(row.state in (MessageState.SENT,) for row in outside)
    assert {row.template for row in rows.values() if row.lane == home} >= {"card", "customer_acknowledged"}


def test_an_impact_that_the_policy_restricts_restricts_it(office: Office) -> None:
    of = an_escalation(office, severity="sev3")
    start = record_start(office, of, by=CASEY)
    details = Details(**{name: start.values[name] for name in vars(Details())})
    edit_escalation(office, EditEscalation(of, CASEY, replace(details, impact="breach"), start.marks), MONDAY)
    assert the_escalation(office, of).restricted
    assert [entry.because for entry in timeline(office, of) if entry.event is Event.RESTRICTED] == [
        "impact.breach"
    ]


def test_so_does_one_that_triage_finds(office: Office) -> None:
    of = an_escalation(office, severity="sev3")
    is_triaged(office, of, impact="breach")
    assert the_escalation(office, of).restricted


def test_lifted_anybody_reads_it_again_and_it_stays_where_it_lives(office: Office) -> None:
    of = an_escalation(office, restricted=True)
    lift_restriction(office, LiftRestriction(a_request(), of, CASEY, "No data was read"), MONDAY)
    escalation = the_escalation(office, of)
    assert (escalation.restricted, escalation.home_channel) == (False, "own:1:private")
    acknowledge(office, Acknowledge(a_request(), of, ROSA, told()), MONDAY)
    assert [entry["reason"] for entry in happened(office, of, Event.RESTRICTION_LIFTED)] == [
        "No data was read"
    ]


def test_added_people_are_on_the_timeline_and_hear_by_direct_message(office: Office) -> None:
    of = an_escalation(office, restricted=True)
    add_people(office, AddPeople(a_request(), of, CASEY, (NORA, CASEY, GUEST), "Read the log"), MONDAY)
    assert happened(office, of, Event.PEOPLE_ADDED)[-1]["people"] == [NORA]
    assert [(row.lane, row.context) for row in said(office, "people_added")] == [
        (f"dm:{NORA}", {"person": NORA, "by": CASEY, "note": "Read the log"})
    ]
    follow(office, of, by=NORA, now=MONDAY)


def test_whoever_reads_by_role_and_follows_is_named(office: Office) -> None:
    of = an_escalation(office, restricted=True, severity="sev4")
    assert VERA not in the_escalation(office, of).named
    follow(office, of, by=VERA, now=MONDAY)
    assert the_escalation(office, of).named == [VERA]
    follow(office, of, by=BRUNO, now=MONDAY)  # who usually stands in for Casey


def test_it_is_not_merged_into_what_anybody_reads(office: Office) -> None:
    stays, of = an_escalation(office), an_escalation(office, restricted=True)
    with pytest.raises(Refused) as refused:
        merge(office, Merge(a_request(), of, CASEY, stays, "The same"), MONDAY)
    assert refused.value.key == "merge_into_open"
    is_restricted(office, stays)
    merge(office, Merge(a_request(), of, CASEY, stays, "The same"), MONDAY)


@pytest.mark.parametrize(
    ("restricted", "verb", "key"),
    [
        (True, lambda office, of: is_restricted(office, of), "restricted_already"),
        (
            False,
            lambda office, of: lift_restriction(office, LiftRestriction("V", of, CASEY, "So"), MONDAY),
            "not_restricted",
        ),
        (
            False,
            lambda office, of: add_people(office, AddPeople("V", of, CASEY, (NORA,)), MONDAY),
            "not_restricted",
        ),
        (
            True,
            lambda office, of: add_people(office, AddPeople("V", of, CASEY, (CASEY,)), MONDAY),
            "named_already",
        ),
    ],
)
def test_what_is_so_already_is_refused(office: Office, restricted: bool, verb, key: str) -> None:  # type: ignore[no-untyped-def]
    of = an_escalation(office, restricted=restricted)
    before = len(timeline(office, of))
    with pytest.raises(Refused) as refused:
        verb(office, of)
    assert refused.value.key == key
    assert len(timeline(office, of)) == before


def test_a_reason_is_needed_and_the_same_form_twice_is_harmless(office: Office) -> None:
    of = an_escalation(office)
    with pytest.raises(RefusedFields):
        restrict(office, Restrict("V1", of, CASEY, " "), MONDAY)
    for _ in range(2):
        restrict(office, Restrict("V2", of, CASEY, SECRET), MONDAY)
    assert len(happened(office, of, Event.RESTRICTED)) == 1


def test_a_drill_is_its_authors_alone_anyway(office: Office) -> None:
    of = an_escalation(office, drill=True)
    with pytest.raises(Refused):
        is_restricted(office, of)
    assert not the_escalation(office, of).restricted
