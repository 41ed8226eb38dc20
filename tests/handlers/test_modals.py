"""Forms as views: within Slack's limits whatever is in them, and back to what was typed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.modals import (
    acknowledge,
    add_people,
    answer_ask,
    assemble_team,
    lift_restriction,
    open_escalation,
    post_update,
    resolve,
    restrict,
    set_plan,
)
from handlers.modals.refused import refused
from handlers.modals.view import again_with, typed_in
from policy.kinds import AskKind
from sandbox.block_kit import check_view
from services.lookups.escalations import AskToAnswer, FormStart
from services.lookups.preview_opening import Preview, WillBeTold
from services.lookups.similar import Similar, Way
from services.refusal import Refused
from tests.builders.escalations import MONDAY
from tests.builders.office import BRUNO, CASEY, ELIF, VERA, the_rules
from tests.handlers.door import fill, options_of, standing_in

POLICY = the_rules().policy

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
PEOPLE = st.sampled_from([CASEY, BRUNO, ELIF])
TEXTS = st.one_of(st.text(max_size=200), st.text(alphabet="<>&*_~`👩‍🚒é\n ", min_size=1, max_size=5000))

STARTS = st.builds(
    FormStart,
    escalation_id=st.integers(1, 10**9),
    ref=st.just("ESC-1"),
    customer=TEXTS,
    severity=st.just("SEV-1"),
    dri=PEOPLE,
    live=st.booleans(),
    acknowledged=st.booleans(),
    team=st.lists(PEOPLE, unique=True, max_size=3),
    seen_deadline=st.one_of(st.none(), st.integers(1, 10**9)),
    channel=st.sampled_from([None, "call", "email", "a way of former times"]),
    recipients=st.one_of(st.none(), TEXTS),
    next_update_at=MOMENTS,
)
ASKS = st.builds(
    AskToAnswer,
    escalation_id=st.integers(1, 10**9),
    deadline_id=st.integers(1, 10**9),
    ref=st.just("ESC-1"),
    asked=TEXTS,
    button=st.text(max_size=75),
    kind=st.sampled_from([AskKind.PERSON, AskKind.OWNER, AskKind.NOTE]).map(str),
)
PREVIEWS = st.builds(
    Preview,
    proposed=st.sampled_from(POLICY.severities()),
    because=TEXTS,
    severity=st.sampled_from(POLICY.severities()),
    told=st.lists(
        st.builds(
            WillBeTold,
            channel=st.just("CTIER3"),
            person=st.sampled_from([None, VERA]),
            role=st.one_of(st.none(), TEXTS),
            asked=st.one_of(st.none(), TEXTS),
        ),
        max_size=20,
    ).map(tuple),
    acknowledge_by=MOMENTS,
    dri_fault=st.one_of(st.none(), st.just("Robot is a bot.")),
    dri_advice=st.one_of(st.none(), TEXTS),
    similar=st.lists(
        st.builds(
            Similar,
            escalation_id=st.integers(1, 10**9),
            ref=st.just("ESC-1000000000"),
            problem=TEXTS,
            live=st.booleans(),
            dri=PEOPLE,
            way=st.sampled_from([None, *Way]),
        ),
        max_size=3,
        unique_by=lambda one: one.escalation_id,
    ).map(tuple),
)
INTAKES = st.fixed_dictionaries(
    {"dri": PEOPLE, "impact": st.sampled_from([row.key for row in POLICY.impact])},
    optional={
        "customer": TEXTS,
        "problem": TEXTS,
        "severity_reason": TEXTS,
        "contact": TEXTS,
        "outcome": st.sampled_from([row.key for row in POLICY.outcome]),
        "similar": st.just("new"),
        "trigger": st.sampled_from([row.key for row in POLICY.trigger]),
        "link": st.just("https://tickets.example/7"),
        "reached_at": MOMENTS.map(lambda at: int(at.timestamp())),
        "needs_by": MOMENTS.map(lambda at: int(at.timestamp())),
    },
)


def texts_in(node: Any) -> Iterator[tuple[str, int]]:
    """Every text of a view and how long Slack lets it be, counted as a browser counts."""
    if isinstance(node, list):
        for each in node:
            yield from texts_in(each)
    elif isinstance(node, dict):
        if node.get("type") in ("mrkdwn", "plain_text"):
            yield node["text"], 3000
        if "initial_value" in node:
            yield node["initial_value"], node.get("max_length", 3000)
        if {"text", "value"} <= node.keys() and isinstance(node["text"], dict):
            yield node["text"]["text"], 75
        for name, most in (("title", 24), ("submit", 24), ("close", 24), ("placeholder", 150)):
            if isinstance(node.get(name), dict):
                yield node[name]["text"], most
        for each in node.values():
            yield from texts_in(each)


def is_taken_by_slack(view: dict[str, Any]) -> None:
    assert [str(problem) for problem in check_view(view)] == []
    for text, most in texts_in(view):
        assert 0 < len(text.encode("utf-16-le")) // 2 <= most, text
    assert len(json.dumps(view).encode()) < 250_000
    assert len(view["private_metadata"]) <= 3000
    ids = [block["block_id"] for block in view["blocks"]]
    assert len(ids) == len(set(ids)) <= 100


@given(INTAKES, st.one_of(st.none(), PREVIEWS), st.booleans())
def test_the_intake_form_is_taken_whatever_was_typed(
    typed: dict[str, Any], preview: Preview | None, drill: bool
) -> None:
    about = {"drill": True} if drill else {"source_permalink": "https://x.test/" + "p" * 500, "reached_at": 1}
    is_taken_by_slack(open_escalation.build(POLICY, typed, about, preview))


@given(STARTS, MOMENTS)
def test_every_form_on_an_escalation_is_taken(start: FormStart, now: datetime) -> None:
    for view in (
        acknowledge.build(start, now),
        post_update.build(start, now, "A word at the top"),
        resolve.build(POLICY, start, now),
        assemble_team.build(start),
        add_people.build(start),
        restrict.build(start),
        lift_restriction.build(start),
        set_plan.build(start),
    ):
        is_taken_by_slack(view)


@given(ASKS)
def test_every_answer_form_is_taken(ask: AskToAnswer) -> None:
    is_taken_by_slack(answer_ask.build(ask))


@given(INTAKES, PREVIEWS, TEXTS.filter(str.strip))
def test_a_form_shown_again_with_a_word_at_the_top_keeps_everything(
    typed: dict[str, Any], preview: Preview, word: str
) -> None:
    view = open_escalation.build(POLICY, typed, {"drill": True}, preview)
    again = again_with(fill(view), word)
    assert standing_in(again) == standing_in(view)
    assert again["private_metadata"] == view["private_metadata"]
    assert [block["block_id"] for block in again["blocks"]][1:] == [
        block["block_id"] for block in view["blocks"]
    ]
    twice = again_with(fill(again), word)
    assert len(twice["blocks"]) == len(again["blocks"])
    assert check_view(again) == []


def a_start(**differs: Any) -> FormStart:
    facts: dict[str, Any] = {
        "escalation_id": 7,
        "ref": "ESC-7",
        "customer": "Acme Ltd",
        "severity": "SEV-1",
        "dri": CASEY,
        "live": True,
        "acknowledged": True,
        "team": [],
        "seen_deadline": 3,
        "channel": "call",
        "recipients": "Priya Raman",
        "next_update_at": MONDAY + timedelta(hours=1),
        "waiting": False,
    }
    return FormStart(**(facts | differs))


def test_an_update_comes_back_as_it_was_typed() -> None:
    view = post_update.build(a_start(), MONDAY)
    later = MONDAY + timedelta(hours=3)
    sent = fill(view, words="  Vendor ships a fix ", next_update_at=int(later.timestamp()))
    command = post_update.parse(
        typed_in(sent), json.loads(view["private_metadata"]), by=CASEY, request_key="V1"
    )
    assert (command.escalation_id, command.by, command.seen_deadline) == (7, CASEY, 3)
    assert command.told.words == "Vendor ships a fix"
    assert (command.told.channel, command.told.recipients) == ("call", "Priya Raman")
    assert (command.told.told_at, command.told.next_update_at) == (MONDAY, later)


def test_a_way_of_telling_that_is_no_longer_offered_is_left_to_choose() -> None:
    assert standing_in(post_update.build(a_start(channel="fax"), MONDAY))["channel"] is None


def test_a_remembered_text_that_is_too_long_is_cut() -> None:
    shown = standing_in(post_update.build(a_start(recipients="👩‍🚒 " * 500), MONDAY))["recipients"]
    assert shown.endswith("…")


def test_a_refusal_of_a_field_stands_under_it_and_any_other_at_the_top() -> None:
    view = fill(post_update.build(a_start(), MONDAY), words="Kept")
    under = refused(view, [Refused("words_missing", field="words")])
    assert list(under["errors"]) == ["words"]
    above = refused(view, [Refused("words_missing", field="words"), Refused("team_empty", field="people")])
    assert above["response_action"] == "update"
    assert standing_in(above["view"])["words"] == "Kept"


def test_a_refusal_under_a_field_is_plain_text() -> None:
    view = fill(open_escalation.build(POLICY, {"dri": CASEY}, {}))
    answer = refused(view, [Refused("dri_bot", field="dri", name="R&D <bot>")])
    assert answer["errors"]["dri"].startswith("R&D <bot> is a bot")


@pytest.mark.parametrize("key", [row.key for row in POLICY.impact])
def test_every_impact_shows_its_own_severity(key: str) -> None:
    proposed = next(row.severity for row in POLICY.impact if row.key == key)
    preview = Preview(proposed, "because", proposed, (), MONDAY, None, None)
    view = open_escalation.build(POLICY, {"impact": key, "dri": CASEY}, {}, preview)
    assert standing_in(view)["severity"] == proposed
    block = next(block for block in view["blocks"] if block["block_id"] == f"severity~{key}")
    assert [row["value"] for row in options_of(block["element"])] == list(POLICY.severities())
