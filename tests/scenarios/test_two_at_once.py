"""Two at once on PostgreSQL: workers that race for one escalation, and buttons pressed while they tick."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

from models.database import Database
from models.timeline import Event
from policy.kinds import DeadlineKind
from services.office import Office, Rulebook
from services.post_update import PostUpdate, post_update
from services.send_digests import send_digests
from services.take_due_steps import take_due_steps
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    an_escalation,
    open_kinds,
    said,
    the_escalation,
    timeline,
    told,
)
from tests.builders.office import CASEY, MAYA, SAM, an_office, the_rules

HOUR = timedelta(hours=1)


def test_two_workers_at_the_same_moment_make_one_message_and_one_tier_of_four_promises(
    postgres_url: str,
) -> None:
    office, other = an_office(postgres_url), Office(Database(postgres_url), Rulebook(the_rules()))
    ids = [an_escalation(office) for _ in range(20)]
    at = MONDAY + 3 * HOUR
    at_once(lambda: take_due_steps(office, at, batch=1), lambda: take_due_steps(other, at, batch=1), times=40)
    other.database.close()
    for escalation_id in ids:
        rows = [row for row in said(office) if row.escalation_id == escalation_id]
        nudges = [(row.context or {})["items"] for row in rows if row.template == "nudge"]
        (items,) = [items for items in nudges if items[0]["kind"] != "ask"]
        assert {item["kind"] for item in items} == {"acknowledge", "team", "update"}
        assert [row.template for row in rows].count("tier_climbed") == 1
        assert the_escalation(office, escalation_id).tier == "executives"


def test_two_workers_that_share_digests_write_each_person_one(postgres_url: str) -> None:
    office, other = an_office(postgres_url), Office(Database(postgres_url), Rulebook(the_rules()))
    people = (CASEY, SAM, MAYA)
    for number in range(30):
        an_acknowledged(office, severity="sev4", dri=people[number % 3])
    send_digests(office, MONDAY)
    tuesday = MONDAY.replace(hour=9, minute=30) + timedelta(days=1)
    at_once(lambda: send_digests(office, tuesday), lambda: send_digests(other, tuesday), times=6)
    other.database.close()
    theirs = [person for row in said(office, "digest") if (person := (row.context or {})["person"]) in people]
    assert sorted(theirs) == sorted(people)


def test_two_hundred_updates_are_posted_while_two_workers_tick_and_none_is_lost(postgres_url: str) -> None:
    office, other = an_office(postgres_url, threads=12), Office(Database(postgres_url), Rulebook(the_rules()))
    ids = [an_acknowledged(office) for _ in range(4)]
    pressed = count()
    presses = 200

    def press() -> None:
        number = next(pressed)
        at = MONDAY + timedelta(minutes=number)
        command = PostUpdate(a_request(), ids[number % 4], CASEY, told(f"Update {number}"))
        post_update(office, command, at)

    def tick() -> None:
        take_due_steps(other, MONDAY + timedelta(minutes=next(ticked)) + HOUR)

    ticked = count()
    at_once(press, press, tick, tick, times=presses // 2)
    other.database.close()
    posted = [
        entry.data["words"]
        for escalation_id in ids
        for entry in timeline(office, escalation_id)
        if entry.event is Event.UPDATE_POSTED
    ]
    assert sorted(posted) == sorted(f"Update {number}" for number in range(presses))
    for escalation_id in ids:
        assert the_escalation(office, escalation_id).next_step_at is not None
        assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].number == presses // 4 + 2
    keys = [row.key for row in said(office)]
    assert len(keys) == len(set(keys))


def at_once(*work: Callable[[], object], times: int) -> None:
    """Each in a thread of its own, so many times, all starting together; raises what any of them raised."""
    start = threading.Barrier(len(work))

    def again(one: Callable[[], object]) -> None:
        start.wait()
        for _ in range(times):
            one()

    with ThreadPoolExecutor(len(work)) as threads:
        for done in [threads.submit(again, one) for one in work]:
            done.result()
