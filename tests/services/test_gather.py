"""A burst in one channel: one message a person in place of many nudges, and each item settles by itself. Row X12."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from models.outbox import OutboxMessage
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.office import Office
from services.post_update import PostUpdate, post_update
from services.take_due_steps import take_due_steps
from services.wording.contexts import Wording
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import BRUNO, CASEY, SAM, an_office

LIMIT = 8
"""What the shipped policy lets come one by one."""


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    found = an_office(database_url)
    yield found
    found.database.close()


def raised(office: Office, count: int, *people: str) -> list[int]:
    """So many SEV-3, all at one moment, to these people in turn."""
    return [
        an_acknowledged(
            office, severity="sev3", dri=people[number % len(people)], customer=f"Customer {number}"
        )
        for number in range(count)
    ]


def due_at(office: Office, ids: list[int]) -> datetime:
    """When the DRI is first asked for the update of the day."""
    return open_kinds(office, ids[0])[DeadlineKind.UPDATE].due_at


def asked_then(office: Office, ids: list[int], *, batch: int = 50) -> list[OutboxMessage]:
    """What is said to DRIs at the moment when all their updates are due."""
    due = due_at(office, ids)
    let_pass(office, MONDAY, due - timedelta(minutes=1))
    before = max(row.id for row in said(office))
    while take_due_steps(office, due, batch=batch) == batch:
        pass
    return [row for row in said(office) if row.id > before and of(row).get("for_whom") in (None, "dri")]


def of(row: OutboxMessage) -> dict[str, Any]:
    return row.context or {}


def reads(office: Office, row: OutboxMessage, now: datetime) -> str:
    """All the words of a message as it would be shown at `now`."""
    with office.database.read() as session:
        worded = Wording(office.rulebook, lambda: now)(session, session.get_one(OutboxMessage, row.id))
    return str(worded.blocks)


def test_a_burst_is_one_message_for_each_person(office: Office) -> None:
    ids = raised(office, 12, CASEY, BRUNO, SAM)
    rows = asked_then(office, ids)
    assert {row.template for row in rows} == {"nudges_gathered"}
    assert Counter(of(row)["person"] for row in rows) == Counter((CASEY, BRUNO, SAM))
    assert {row.thread_of for row in rows} == {None}
    assert [len({item["escalation_id"] for item in of(row)["items"]}) for row in rows] == [4, 4, 4]


def test_the_timeline_of_each_tells_that_it_was_asked(office: Office) -> None:
    ids = raised(office, 12, CASEY)
    asked_then(office, ids)
    for escalation_id in ids:
        assert any(entry.event is Event.NUDGED for entry in timeline(office, escalation_id))


def test_up_to_the_limit_all_come_by_themselves(office: Office) -> None:
    rows = asked_then(office, raised(office, LIMIT, CASEY))
    assert [row.template for row in rows] == ["nudge"] * LIMIT


def test_what_is_never_gathered_comes_by_itself(office: Office) -> None:
    ids = raised(office, 12, CASEY)
    let_pass(office, MONDAY, due_at(office, ids) - timedelta(hours=1))
    grave = an_acknowledged(office, now=due_at(office, ids) - timedelta(hours=1))
    take_due_steps(office, due_at(office, ids))
    alone = [row for row in said(office, "nudge") if row.escalation_id == grave]
    assert alone, "its hourly update is due"
    together = said(office, "nudges_gathered")
    assert together
    assert grave not in {item["escalation_id"] for row in together for item in of(row)["items"]}


def test_each_item_settles_by_itself_and_the_message_says_so(office: Office) -> None:
    ids = raised(office, 9, CASEY)
    (row,) = asked_then(office, ids)
    due = due_at(office, ids)
    assert "9 escalations need" in reads(office, row, due)
    post_update(office, PostUpdate(a_request(), ids[0], CASEY, told()), due)
    after = reads(office, row, due)
    assert "8 escalations need" in after
    assert "done by" in after
    for escalation_id in ids[1:]:
        post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told()), due)
    assert "Nothing here is asked of" in reads(office, row, due)


def test_what_is_asked_again_by_itself_is_asked_there_no_more(office: Office) -> None:
    ids = raised(office, 9, CASEY)
    (row,) = asked_then(office, ids)
    due = due_at(office, ids)
    for escalation_id in ids[1:]:
        post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told()), due)
    let_pass(office, due, due + timedelta(days=2))
    after = reads(office, row, due + timedelta(days=2))
    assert "asked again further down" in after
    assert the_escalation(office, ids[0]).live


def test_no_part_of_a_moment_is_lost_when_it_is_taken_in_parts(office: Office) -> None:
    ids = raised(office, 20, CASEY)
    rows = asked_then(office, ids, batch=10)
    assert [row.template for row in rows] == ["nudges_gathered"] * 2
    assert sorted(item["escalation_id"] for row in rows for item in of(row)["items"]) == ids
    assert len({row.key for row in rows}) == 2


def test_what_a_channel_gets_in_one_minute_counts_however_it_is_taken(office: Office) -> None:
    ids = raised(office, 12, CASEY)
    rows = asked_then(office, ids, batch=4)
    assert [row.template for row in rows] == ["nudge"] * LIMIT + ["nudges_gathered"]
    assert len(of(rows[-1])["items"]) == 4


@pytest.mark.parametrize(("seconds", "templates"), [(59, ["nudges_gathered"]), (60, ["nudge", "nudge"])])
def test_a_minute_later_it_can_be_read_again(office: Office, seconds: int, templates: list[str]) -> None:
    ids = raised(office, LIMIT + 2, CASEY)
    due = due_at(office, ids)
    let_pass(office, MONDAY, due - timedelta(minutes=1))
    take_due_steps(office, due, batch=LIMIT)
    before = max(row.id for row in said(office))
    take_due_steps(office, due + timedelta(seconds=seconds))
    assert [row.template for row in said(office) if row.id > before] == templates
