"""Two reports of the same customer are noticed before a second escalation opens. Row X3."""

from datetime import timedelta

import pytest

from services.preview_opening import preview_opening
from tests.builders.escalations import MONDAY, a_resolved, an_escalation
from tests.builders.office import CASEY, an_office


def test_what_is_open_and_what_was_resolved_lately_is_shown_and_nobody_elses(database_url: str) -> None:
    office = an_office(database_url)
    resolved, live = a_resolved(office), an_escalation(office, problem="Orders fail")
    an_escalation(office, customer="Globex")
    an_escalation(office, drill=True)
    seen = preview_opening(office, "outage", MONDAY + timedelta(days=13), customer=" acme LTD ").similar
    assert [(one.ref, one.live) for one in seen] == [(f"ESC-{live}", True), (f"ESC-{resolved}", False)]
    assert seen[0].problem == "Orders fail"


@pytest.mark.parametrize(("customer", "drill_of"), [(None, None), ("Initech", None), ("Acme Ltd", CASEY)])
def test_nothing_is_shown_without_a_customer_for_a_new_one_or_for_a_drill(
    database_url: str, customer: str | None, drill_of: str | None
) -> None:
    office = an_office(database_url)
    an_escalation(office)
    seen = preview_opening(office, "outage", MONDAY, customer=customer, drill_of=drill_of)
    assert seen.similar == ()


def test_what_was_resolved_long_ago_is_not_the_same(database_url: str) -> None:
    office = an_office(database_url)
    a_resolved(office)
    assert preview_opening(office, "outage", MONDAY + timedelta(days=15), customer="Acme Ltd").similar == ()
