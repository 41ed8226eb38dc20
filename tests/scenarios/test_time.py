"""Time goes wrong, or is only unusual: outages, clocks that are set or changed, holidays, a policy exchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models.database import Database
from models.outbox import OutboxMessage
from policy.kinds import DeadlineKind, Weekday
from services.follow_paths import follow_paths
from services.office import Office, Rulebook
from services.post_update import PostUpdate, post_update
from services.take_due_steps import take_due_steps
from tests.builders.escalations import (
    MONDAY,
    a_request,
    an_acknowledged,
    an_escalation,
    let_pass,
    open_kinds,
    said,
    the_escalation,
    told,
)
from tests.builders.office import CASEY, TEAM, an_office, the_rules
from tests.scenarios.story import Story

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def nudges(office: Office, kind: str) -> list[tuple[datetime, str]]:
    """When, and for which step, a kind of promise was asked for."""
    return [
        (row.created_at, item["step"])
        for row in said(office, "nudge")
        for item in (row.context or {})["items"]
        if item["kind"] == kind
    ]


def what_was_said(office: Office) -> list[tuple[str, datetime]]:
    """Every message by its key, and when it was decided."""
    return [(row.key, row.created_at) for row in said(office)]


def in_thread(rows: Sequence[OutboxMessage]) -> list[dict[str, Any]]:
    """The nudges that speak of the DRI's own promises."""
    contexts = [row.context or {} for row in rows if row.template == "nudge"]
    return [context for context in contexts if context["items"][0]["kind"] != "ask"]


def a_dri_in(
    database_url: str, folder: Path, zone: str, holidays: str, hours: Mapping[Weekday, str] | None = None
) -> Office:
    """An office where Casey works in this zone, by its holidays, as does Maya, who is next; `hours` of Casey's own."""
    team = folder / "team.toml"
    there = f'timezone = "{zone}"\nholidays = "{holidays}"'
    entry = f'[people."maya@heard.example"]\n{there}\n\n[people."casey@heard.example"]\n{there}'
    if hours:
        days = ", ".join(f'{day} = "{span}"' for day, span in hours.items())
        entry += f"\nbusiness_hours = {{ {days} }}"
    team.write_text(TEAM.read_text().replace('[people."casey@heard.example"]', entry))
    return an_office(database_url, team_file=team)


def local(zone: str, text: str) -> datetime:
    """A local time as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


# ------------------------------------------------------------------ the bot was away, or a clock was set


def test_after_three_hours_away_the_thread_has_one_message_that_says_so(story: Story) -> None:
    card = story.raised(impact="outage")
    story.settle()
    before = len(story.talk(card))
    story.was_away(hours=3)
    new = story.talk(card)[before:]
    (asking,) = [message for message in new if message.mentions]
    assert asking.mentions == ["casey"]
    assert "Heard was away and asks" in asking.all_text
    for owed in ("Customer told", "Team assembled", "Customer update"):
        assert owed in asking.all_text
    assert "min ago" in asking.all_text or "h ago" in asking.all_text
    story.was_away(minutes=1)
    assert len(story.talk(card)) == before + len(new)


def test_after_three_hours_away_the_escalation_is_one_tier_further_and_not_four(database_url: str) -> None:
    office = an_office(database_url)
    escalation_id = an_escalation(office, severity="sev2")
    take_due_steps(office, MONDAY + 3 * HOUR)
    assert the_escalation(office, escalation_id).tier == "directors"
    (context,) = in_thread(said(office))
    assert context["late_minutes"] == 60  # the climb that is the furthest was due at noon
    take_due_steps(office, MONDAY + 3 * HOUR + timedelta(minutes=1))
    assert the_escalation(office, escalation_id).tier == "directors"


def test_a_clock_set_back_an_hour_says_nothing_twice_and_forgets_nothing(
    postgres_url: str, sqlite_url: str
) -> None:
    office, straight = an_office(postgres_url), an_office(sqlite_url)
    for one in (office, straight):
        an_escalation(one)
        let_pass(one, MONDAY, MONDAY + HOUR)
    for minutes in range(0, 60, 5):  # the same hour once more
        take_due_steps(office, MONDAY + timedelta(minutes=minutes))
    for one in (office, straight):
        let_pass(one, MONDAY + HOUR, MONDAY + 4 * HOUR)
    assert what_was_said(office) == what_was_said(straight)


def test_what_is_done_while_the_clock_is_back_is_done(database_url: str) -> None:
    office = an_office(database_url)
    escalation_id = an_acknowledged(office)
    let_pass(office, MONDAY, MONDAY + HOUR)
    earlier = MONDAY + timedelta(minutes=5)
    post_update(office, PostUpdate(a_request(), escalation_id, CASEY, told()), earlier)
    assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].due_at == earlier + HOUR
    let_pass(office, earlier, earlier + HOUR)
    assert nudges(office, "update")[-1] == (earlier + HOUR, "due")


def test_two_workers_whose_clocks_are_ninety_seconds_apart_say_what_one_would(
    postgres_url: str, sqlite_url: str
) -> None:
    ahead, behind, alone = (
        an_office(postgres_url),
        Office(Database(postgres_url), Rulebook(the_rules())),
        an_office(sqlite_url),
    )
    for severity in ("sev1", "sev2", "sev3"):
        an_escalation(ahead, severity=severity)
        an_escalation(alone, severity=severity)
    for minute in range(151):
        for worker, seconds in ((ahead, 0), (behind, -90)):
            take_due_steps(worker, MONDAY + timedelta(minutes=minute, seconds=seconds))
            follow_paths(worker, MONDAY + timedelta(minutes=minute, seconds=seconds))
    let_pass(alone, MONDAY, MONDAY + timedelta(minutes=150))
    assert sorted(row.key for row in said(ahead)) == sorted(row.key for row in said(alone))
    assert [row.template for row in said(ahead)].count("tier_climbed") == 2
    behind.database.close()


# ------------------------------------------------------------------ changes of clocks


@pytest.mark.parametrize(
    ("zone", "friday", "monday"),
    [
        pytest.param("America/New_York", "2027-03-12", "2027-03-15", id="New York, spring"),
        pytest.param("America/New_York", "2026-10-30", "2026-11-02", id="New York, autumn"),
        pytest.param("Europe/Berlin", "2027-03-19", "2027-03-22", id="Berlin, no change, to compare"),
        pytest.param("Europe/Berlin", "2026-10-23", "2026-10-26", id="Berlin, autumn"),
        pytest.param("Australia/Adelaide", "2027-04-02", "2027-04-05", id="Adelaide, autumn"),
        pytest.param("America/Santiago", "2027-04-02", "2027-04-05", id="Santiago, autumn"),
        pytest.param("America/Santiago", "2026-09-04", "2026-09-07", id="Santiago, no midnight on Sunday"),
        pytest.param("Africa/Cairo", "2027-04-30", "2027-05-03", id="Cairo, no midnight on Friday"),
    ],
)
def test_a_daily_update_is_asked_for_at_four_on_both_sides_of_a_change_of_clocks(
    sqlite_url: str, tmp_path: Path, zone: str, friday: str, monday: str
) -> None:
    office = a_dri_in(sqlite_url, tmp_path, zone, "CL")
    raised_at = local(zone, f"{friday}T10:00")
    an_acknowledged(office, raised_at, "sev3")
    let_pass(office, raised_at, raised_at + timedelta(days=3, hours=20))
    asked = [
        (at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M"), step)
        for at, step in nudges(office, "update")
    ]
    assert asked[:3] == [
        (f"{friday} 16:00", "due"),
        (f"{monday} 09:30", "overdue"),
        (f"{monday} 09:30", "next_person"),
    ]


@pytest.mark.parametrize(
    ("zone", "holidays", "saturday", "sunday", "hours"),
    [
        pytest.param("Europe/Berlin", "DE", "2027-03-27T10:00", "2027-03-28T10:00", 23, id="23 hours"),
        pytest.param("Europe/Berlin", "DE", "2026-10-24T10:00", "2026-10-25T10:00", 25, id="25 hours"),
        pytest.param(
            "Australia/Adelaide", "AU-SA", "2026-10-03T10:00", "2026-10-04T10:00", 23, id="half an hour off"
        ),
        pytest.param(
            "America/Santiago", "CL", "2026-09-05T00:30", "2026-09-06T01:00", 23.5, id="at a time that is not"
        ),
    ],
)
def test_a_day_is_the_same_time_tomorrow_however_long_it_is(
    sqlite_url: str, tmp_path: Path, zone: str, holidays: str, saturday: str, sunday: str, hours: float
) -> None:
    office = a_dri_in(sqlite_url, tmp_path, zone, holidays, dict.fromkeys(Weekday, "00:00-24:00"))
    raised_at, due_at = local(zone, saturday), local(zone, sunday)
    escalation_id = an_escalation(office, raised_at, "sev4")
    owed = open_kinds(office, escalation_id)[DeadlineKind.ACKNOWLEDGE]
    assert (owed.due_at, owed.due_at - raised_at) == (due_at, timedelta(hours=hours))
    assert (owed.due_local, owed.next_step_at) == (f"{sunday}:00", due_at)


@pytest.mark.parametrize(
    ("severity", "zone", "holidays", "raised", "due", "asked"),
    [
        pytest.param(
            "sev3",
            "Europe/London",
            "GB-ENG",
            "2026-12-24T17:00",
            "2026-12-29T16:00",
            "16:00",
            id="over Christmas",
        ),
        pytest.param(
            "sev4",
            "America/New_York",
            "US",
            "2026-11-25T10:00",
            "2026-11-27T10:00",
            "09:30",
            id="Thanksgiving",
        ),
        pytest.param(
            "sev3",
            "Australia/Adelaide",
            "AU-SA",
            "2027-03-05T17:00",
            "2027-03-09T16:00",
            "16:00",
            id="Adelaide Cup",
        ),
    ],
)
def test_what_is_due_on_a_holiday_is_asked_for_on_the_next_working_day(
    database_url: str,
    tmp_path: Path,
    severity: str,
    zone: str,
    holidays: str,
    raised: str,
    due: str,
    asked: str,
) -> None:
    office = a_dri_in(database_url, tmp_path, zone, holidays)
    raised_at, due_at, asked_at = (local(zone, at) for at in (raised, due, f"{due[:10]}T{asked}"))
    escalation_id = an_acknowledged(office, raised_at, severity)
    assert open_kinds(office, escalation_id)[DeadlineKind.UPDATE].due_at == due_at
    let_pass(office, raised_at, due_at)
    rows = [row for row in said(office) if row.template in ("nudge", "digest")]
    days = {
        row.created_at.astimezone(ZoneInfo(zone)).date()
        for row in rows
        if (row.context or {})["person"] == CASEY
    }
    assert days == {asked_at.astimezone(ZoneInfo(zone)).date()}
    assert rows[-1].created_at == asked_at
