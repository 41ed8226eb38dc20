"""What a close-out starts with: the record's own words, in order, and on whose side the time went. Rows D5, Y8."""

from datetime import timedelta

from handlers.modals.close_out import build
from policy.kinds import FindingKind
from services.lookups.endings import close_out_start
from services.office import Office
from services.record_finding import RecordFinding, record_finding
from services.resolve import resolve
from services.wait_for_customer import WaitForCustomer, wait_for_customer
from tests.builders.escalations import MONDAY, a_request, a_resolution, a_resolved, an_acknowledged
from tests.builders.office import CASEY
from tests.handlers.door import standing_in

HOUR = timedelta(hours=1)


def test_what_was_found_stands_in_the_draft_where_it_belongs(office: Office) -> None:
    of = an_acknowledged(office)
    for kind, words in (
        (FindingKind.PATH, "Look at the logs"),
        (FindingKind.WORKAROUND, "Log in by the old page"),
        (FindingKind.CAUSE, "The index is corrupt"),
    ):
        record_finding(office, RecordFinding(a_request(), of, CASEY, kind, words, CASEY), MONDAY + HOUR)
    resolve(office, a_resolution(of), MONDAY + 2 * HOUR)
    drafted = standing_in(build(close_out_start(office, of, by=CASEY)))["actions"].splitlines()
    assert [line.partition(": ")[2] for line in drafted] == [
        "We have it",
        "there was a workaround: Log in by the old page",
        "the cause was found: The index is corrupt",
        "It is solved",
        "The index was rebuilt",
    ]


def test_how_much_of_the_time_we_waited_for_the_customer_is_one_line(office: Office) -> None:
    of = an_acknowledged(office)
    wait_for_customer(office, WaitForCustomer(a_request(), of, CASEY, "They send logs"), MONDAY + HOUR)
    resolve(office, a_resolution(of), MONDAY + 4 * HOUR)
    drafted = standing_in(build(close_out_start(office, of, by=CASEY)))["actions"].splitlines()
    assert drafted[-1] == "Of the whole time, 25 % was with us; for 75 % we waited to hear from you."


def test_where_nobody_waited_nothing_is_said_of_it(office: Office) -> None:
    start = close_out_start(office, a_resolved(office), by=CASEY)
    assert "waited" not in standing_in(build(start))["actions"]
