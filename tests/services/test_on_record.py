"""Nothing changes off the record: the timeline, played from its first entry, is the escalation as it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.change import changing
from services.office import Office
from services.record import OffTheRecordError
from services.resolve import resolve
from tests.builders.escalations import (
    MONDAY,
    a_resolution,
    an_acknowledged,
    an_escalation,
    let_pass,
    the_escalation,
)
from tests.builders.office import CASEY
from tests.builders.replay import replayed


def test_from_raising_to_resolving(office: Office) -> None:
    escalation_id = an_acknowledged(office)
    let_pass(office, MONDAY, MONDAY + timedelta(hours=3))  # it climbs
    resolve(
        office,
        a_resolution(escalation_id, summary="The session store was full"),
        MONDAY + timedelta(hours=3),
    )
    escalation = the_escalation(office, escalation_id)
    assert escalation.tier == "executives"
    assert replayed(office, escalation_id) == escalation.on_timeline


def test_a_verb_that_says_nothing_of_what_it_changes_is_a_mistake(office: Office) -> None:
    escalation_id = an_escalation(office)
    with (
        pytest.raises(OffTheRecordError, match="ESC-1: severity changed off the record"),
        changing(office, escalation_id, "change_severity", by=CASEY, now=MONDAY) as change,
    ):
        change.escalation.severity = "sev2"
    assert the_escalation(office, escalation_id).severity == "sev1"
