"""Whatever happens to a restricted escalation, nobody whom it does not name reads a word of it. Row X17.

Every column and context in which anybody's words are kept is marked: by what erases them, which must know them all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from message_templates import render
from models.escalation import Escalation
from models.outbox import OutboxMessage, Surface
from models.timeline import Event
from services import erase
from services.list_recovery import list_recovery, week_of_recovery
from services.lookups.check_words import checked_words
from services.lookups.contact import contact_to_correct
from services.lookups.digest import digest_of
from services.lookups.documents import document_for
from services.lookups.drafts import draft_of
from services.lookups.endings import close_out_start, close_start, end_start, merge_start, reopen_start
from services.lookups.escalations import Filters, ask_to_answer, form_start, list_live, show
from services.lookups.fields import record_start
from services.lookups.guide import guide
from services.lookups.home import home
from services.lookups.people import cover_start, hand_over_start, question_to
from services.lookups.places import offered_for
from services.lookups.plan import open_plan
from services.lookups.preview_opening import preview_opening
from services.lookups.preview_path import path_start
from services.lookups.preview_severity import severity_start
from services.lookups.show_account import account_called, show_account
from services.lookups.snooze import snooze_start
from services.lookups.sponsor import sponsor_start
from services.lookups.waiting import wait_start
from services.lookups.why import why
from services.office import Office
from services.recovery.steps import recovery_start
from services.refusal import NotNamed, Refused, RefusedFields
from services.undo_offers import end_offers
from services.wording.contexts import Wording
from tests.builders.escalations import MONDAY, an_escalation, time_passes, timeline
from tests.builders.office import BRUNO, CASEY, COLLEAGUES, VERA
from tests.lifecycle.act import seen
from tests.lifecycle.channels import CHANNELS
from tests.lifecycle.invariants import faults
from tests.lifecycle.people import ACTS

MARK = "Quasar"
LOOKS: tuple[Callable[[Office, int, str, datetime], object], ...] = (
    lambda office, of, by, now: show(office, of, by=by, now=now),
    lambda office, of, by, now: form_start(office, of, by=by, now=now),
    lambda office, of, by, now: ask_to_answer(office, of, 1, by=by, now=now),
    lambda office, of, by, now: why(office, of, by=by, now=now),
    lambda office, of, by, _now: guide(office, of, by=by),
    lambda office, of, by, now: document_for(office, of, "tracking", by=by, now=now),
    lambda office, of, by, now: draft_of(office, of, "update", by=by, now=now),
    lambda office, of, by, _now: checked_words(
        office, of, verb="post_update", words="So", channel="email", by=by
    ),
    lambda office, of, by, _now: record_start(office, of, by=by),
    lambda office, of, by, _now: contact_to_correct(office, of, None, by=by),
    lambda office, of, by, _now: hand_over_start(office, of, by=by),
    lambda office, of, by, now: cover_start(office, of, by=by, now=now),
    lambda office, of, by, _now: question_to(office, of, 1, by=by),
    lambda office, of, by, _now: open_plan(office, of, by=by),
    lambda office, of, by, now: path_start(office, of, by=by, now=now),
    lambda office, of, by, _now: severity_start(office, of, by=by),
    lambda office, of, by, _now: snooze_start(office, of, 1, by=by),
    lambda office, of, by, now: wait_start(office, of, by=by, now=now),
    lambda office, of, by, now: sponsor_start(office, of, by=by, now=now),
    lambda office, of, by, _now: recovery_start(office, of, None, by=by),
    lambda office, of, by, _now: end_start(office, of, by=by),
    lambda office, of, by, _now: reopen_start(office, of, by=by),
    lambda office, of, by, _now: close_start(office, of, by=by),
    lambda office, of, by, _now: merge_start(office, of, by=by),
    lambda office, of, by, _now: close_out_start(office, of, by=by),
)
"""Everything that looks at one escalation for somebody."""

IN_ANOTHERS_NAME = ("accept_hand_over", "decline_hand_over")
"""Acts that are mostly done by who was asked, whoever does them here."""


@pytest.mark.parametrize("seed", range(3))
def test_a_life_of_which_only_people_by_name_read(
    office: Office, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, now = Random(seed), MONDAY
    of = an_escalation(office, by=CASEY, dri=CASEY, restricted=True)
    for _ in range(45):
        by = chance.choice(_named(office, of))
        with suppress(Refused, RefusedFields):
            ACTS[chance.choice(sorted(ACTS.keys() - {"lift_restriction"}))](office, of, by, now, chance)
        then = now + timedelta(minutes=chance.choice((0, 5, 40, 300)))
        for _ in time_passes(office, now, then):
            pass
        now = then
        end_offers(office, now)
    assert faults(office) == []
    _mark_all_words(office, of, monkeypatch)
    said = list(_said(office, now))
    readers = _readers(office, of)
    assert any(MARK in words for _, _, words in said), "nothing was marked"
    outside = [(lane, template, words) for lane, template, words in said if not _is_inside(lane, readers)]
    assert outside
    for lane, template, words in outside:
        assert MARK not in words, (lane, template)
        assert "SEV-1" not in words, (lane, template)
    for stranger in [person for person in COLLEAGUES if person not in readers]:
        _reads_nothing(office, of, stranger, now)


def _named(office: Office, of: int) -> list[str]:
    """By the timeline alone: who raised it, who ever was DRI, stand-in or in the team, and whoever was let in."""
    named = {seen(office, of).raised_by}
    for entry in timeline(office, of):
        changed = entry.data.get("changed", {})
        named |= {changed.get("dri"), changed.get("cover"), *(changed.get("team") or ())}
        if entry.event in (Event.PEOPLE_ADDED, Event.RESTRICTED):
            named |= set(changed.get("named") or ())
    still = seen(office, of)
    now_named = {still.dri, still.raised_by, still.cover, *still.team, *still.named}
    return sorted(person for person in now_named & named if person)


def _mark_all_words(office: Office, of: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase, "TOMBSTONE", MARK)
    with office.database.write() as session:
        erase._erase(session, [session.get_one(Escalation, of)], erase.Cause.REQUEST, MONDAY)


def _said(office: Office, now: datetime) -> Iterator[tuple[str, str, str]]:
    """Everything that was ever said or shown: its lane, its template, and how it reads now."""
    word = Wording(office.rulebook, lambda: now)
    with office.database.read() as session:
        for row in (*session.scalars(select(OutboxMessage)), *session.scalars(select(Surface))):
            worded = word(session, row)
            yield _lane(session, row), row.template, worded.text + json.dumps(worded.blocks)


def _lane(session: Session, row: OutboxMessage | Surface) -> str:
    return row.lane if isinstance(row, OutboxMessage) else session.get_one(OutboxMessage, row.message_id).lane


def _readers(office: Office, of: int) -> set[str]:
    """Whom it names, the admin, and Bruno, who usually stands in for Casey."""
    by_role = {VERA, BRUNO} if seen(office, of).dri == CASEY else {VERA}
    return {*_named(office, of), *by_role}


def _is_inside(lane: str, readers: set[str]) -> bool:
    return lane.endswith(":private") or (lane.startswith("dm:") and lane.removeprefix("dm:") in readers)


def _reads_nothing(office: Office, of: int, stranger: str, now: datetime) -> None:
    seen_by_them: list[Any] = []
    for filters in (
        Filters(),
        Filters(customer="acme"),
        Filters(severity="sev1"),
        Filters(overdue=True),
        Filters(waiting=True),
        Filters(dri=seen(office, of).dri),
    ):
        found = list_live(office, filters, by=stranger, now=now)
        rendered = render("list", {**found, "mine": False, "earlier": None, "later": None})
        seen_by_them.append(rendered.blocks)
        if filters.severity or filters.overdue or filters.waiting:
            assert found["total"] == 0, "what a filter selects by tells something"
    recovery = list_recovery(office, by=stranger, everybody=True, now=now)
    seen_by_them.append(render("recovery", {**recovery, "command": "/escalate"}).blocks)
    seen_by_them.append(render("home", home(office, by=stranger, now=now)).blocks)
    with office.database.read() as session:
        digest = digest_of(session, stranger, office.rulebook.current, now)
        seen_by_them.append(render("digest", {"person": stranger, "late_minutes": None, **digest}).blocks)
        seen_by_them.append(week_of_recovery(session, now))
    preview = preview_opening(office, "outage", now, customer="Acme Ltd", raised_by=stranger)
    assert [one.way for one in preview.similar] == [None] * len(preview.similar)
    seen_by_them.append([one.problem for one in preview.similar])
    assert offered_for(office, "CHOME", None, by=stranger).choices == ()
    account = account_called(office, "Acme Ltd")
    assert account is not None
    seen_by_them.append(render("account", show_account(office, account, by=stranger, now=now)).blocks)
    for words in map(str, seen_by_them):
        assert MARK not in words
        assert "SEV-1" not in words.replace("1 SEV-1", "")  # how much somebody has tells of no one escalation
    for look in LOOKS:
        with pytest.raises(NotNamed) as refused:
            look(office, of, stranger, now)
        assert MARK not in refused.value.sentence
    before = len(timeline(office, of))
    for name in sorted(ACTS.keys() - {*IN_ANOTHERS_NAME, *CHANNELS}):
        with suppress(Refused, RefusedFields):
            ACTS[name](office, of, stranger, now, Random(1))
    assert len(timeline(office, of)) == before
