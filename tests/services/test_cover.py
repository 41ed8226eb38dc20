"""A stand-in for the DRI: asked for what is due, ends by itself; the DRI stays the DRI. Row M11a."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from models.timeline import Event
from policy.kinds import DeadlineKind
from services.end_cover import end_cover
from services.office import Office
from services.refusal import Refused, RefusedFields
from services.set_cover import SetCover, set_cover
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    timeline,
)
from tests.builders.office import CASEY, DANA, GONE, MAYA
from tests.builders.replay import replayed

TONIGHT = MONDAY.replace(hour=22)
HOUR = timedelta(hours=1)


def covers(
    office: Office, escalation_id: int, until: datetime | None = TONIGHT, person: str | None = MAYA
) -> None:
    """Casey names somebody."""
    set_cover(
        office, SetCover(a_request(), escalation_id, CASEY, person, until, "Call, do not write"), MONDAY
    )


def asked(office: Office) -> set[str]:
    """Who was asked, as the DRI or in their place, for the customer's update."""
    nudges = [row.context for row in said(office, "nudge") if row.context]
    return {
        nudge["person"]
        for nudge in nudges
        if nudge["for_whom"] in ("dri", "cover") and "update" in [item["kind"] for item in nudge["items"]]
    }


def test_the_stand_in_is_asked_and_the_dri_stays_the_dri(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    covers(office, escalation_id)
    let_pass(office, MONDAY, MONDAY + HOUR)
    assert asked(office) == {MAYA}
    escalation = the_escalation(office, escalation_id)
    assert (escalation.dri, escalation.cover, escalation.cover_until) == (CASEY, MAYA, TONIGHT)
    assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].owner == CASEY


def test_it_ends_by_itself_and_the_dri_is_asked_again(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    covers(office, escalation_id, until=MONDAY + HOUR / 2)
    let_pass(office, MONDAY, MONDAY + HOUR)
    assert the_escalation(office, escalation_id).cover is None
    assert DeadlineKind.COVER not in open_kinds(office, escalation_id)
    assert asked(office) == {CASEY}
    assert replayed(office, escalation_id) == the_escalation(office, escalation_id).on_timeline


def test_the_moment_it_ends_belongs_to_the_dri(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    covers(office, escalation_id, until=MONDAY + HOUR)
    let_pass(office, MONDAY, MONDAY + HOUR)
    assert asked(office) == {CASEY}


def test_it_is_ended_by_hand_once(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    covers(office, escalation_id)
    end_cover(office, escalation_id, by=CASEY, now=MONDAY)
    assert the_escalation(office, escalation_id).cover is None
    with pytest.raises(Refused) as refusal:
        end_cover(office, escalation_id, by=CASEY, now=MONDAY)
    assert refusal.value.key == "cover_missing"


def test_another_takes_the_place_of_the_first(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    covers(office, escalation_id)
    covers(office, escalation_id, person=DANA)
    assert the_escalation(office, escalation_id).cover == DANA
    told = [row.context["person"] for row in said(office, "cover_set") if row.context]
    assert told == [MAYA, DANA]
    assert [
        entry.data["person"] for entry in timeline(office, escalation_id) if entry.event is Event.COVER_SET
    ] == told


@pytest.mark.parametrize(
    ("person", "until", "keys"),
    [
        (None, None, ["cover_to_missing", "cover_until_missing"]),
        (CASEY, TONIGHT, ["cover_is_dri"]),
        (GONE, TONIGHT, ["dri_deactivated"]),
        (MAYA, MONDAY, ["cover_until_in_past"]),
        (MAYA, MONDAY + timedelta(weeks=9), ["cover_too_long"]),
    ],
)
def test_what_is_wrong_stands_under_its_field(
    office: Office, person: str | None, until: datetime | None, keys: list[str]
) -> None:
    escalation_id = an_acknowledged(office)
    with pytest.raises(RefusedFields) as refusal:
        covers(office, escalation_id, until=until, person=person)
    assert [row.key for row in refusal.value.refusals] == keys
