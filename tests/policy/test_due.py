"""What one tick takes of all that is due in an escalation (Rows X4, X6, Y3)."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from policy.due import OpenDeadline, Taken, decide, held, standing
from policy.kinds import CalendarKind, DeadlineKind, Mention, Show
from policy.ladder import Again, Step
from tests.policy.builders import a_calendar, at

NOON = at("2026-11-23 12:00")
MINUTE = timedelta(minutes=1)
HOURLY = Again(timedelta(hours=1), CalendarKind.WALL, Show.MESSAGE, Mention.DRI)
CALENDAR = a_calendar()


def a_deadline(
    number: int = 1,
    kind: DeadlineKind = DeadlineKind.UPDATE,
    due_at: datetime = NOON,
    owner: str = "U_DRI",
    **more: object,
) -> OpenDeadline:
    """An update due at noon: card at 11:45, DRI at 12:00 and 12:10, next person at 12:20, climb at 12:40."""
    steps = (
        Step("ahead", due_at - 15 * MINUTE, Show.CARD, None),
        Step("due", due_at, Show.MESSAGE, Mention.DRI),
        Step("overdue", due_at + 10 * MINUTE, Show.MESSAGE, Mention.DRI, also_cover=True),
        Step("next_person", due_at + 20 * MINUTE, Show.MESSAGE, Mention.NEXT_PERSON),
        Step("climb", due_at + 40 * MINUTE, Show.MESSAGE, Mention.CLIMB),
    )
    values: dict[str, object] = {
        "id": number,
        "kind": kind,
        "subject": "",
        "owner": owner,
        "due_at": due_at,
        "steps": steps,
        "again": HOURLY,
        "next_step": 0,
        "round": 0,
        "next_at": steps[0].at,
        "calendar": CALENDAR,
    }
    return OpenDeadline(**(values | more))  # type: ignore[arg-type]


def left_by(taken: Taken) -> OpenDeadline:
    """The deadline as the tick leaves it."""
    before = taken.deadline
    return a_deadline(
        before.id,
        before.kind,
        before.due_at,
        steps=before.steps,
        next_step=taken.next_step,
        round=taken.round,
        next_at=taken.next_at,
    )


def test_nothing_is_taken_before_its_time() -> None:
    decision = decide([a_deadline()], NOON - 16 * MINUTE)
    assert (decision.taken, decision.asks, decision.climb, decision.card_changed) == ((), (), None, False)
    assert decision.next_at == NOON - 15 * MINUTE


def test_a_warning_changes_the_card_and_mentions_nobody() -> None:
    decision = decide([a_deadline()], NOON - 15 * MINUTE)
    assert [one.step.name for one in decision.taken] == ["ahead"]
    assert decision.card_changed
    assert decision.asks == ()
    assert decision.next_at == NOON


def test_a_deadline_walks_its_ladder_one_step_at_a_time_and_then_repeats() -> None:
    deadline, walked = a_deadline(), []
    for minutes in (-15, 0, 10, 20, 40, 100, 160):
        decision = decide([deadline], NOON + minutes * MINUTE)
        (taken,) = decision.taken
        walked.append((taken.step.name, taken.round, taken.skipped, decision.climb is not None))
        deadline = left_by(taken)
    assert walked == [
        ("ahead", 0, 0, False),
        ("due", 0, 0, False),
        ("overdue", 0, 0, False),
        ("next_person", 0, 0, False),
        ("climb", 0, 0, True),
        ("again", 1, 0, False),
        ("again", 2, 0, False),
    ]


def test_what_fell_due_during_an_outage_is_one_step_the_furthest() -> None:
    (taken,) = decide([a_deadline()], NOON + 25 * MINUTE).taken
    assert (taken.step.name, taken.skipped) == ("next_person", 3)
    assert taken.late_by == 5 * MINUTE
    assert taken.next_at == NOON + 40 * MINUTE


def test_after_a_night_away_it_climbs_once_and_repeats_from_now_on() -> None:
    decision = decide([a_deadline()], NOON + timedelta(hours=10))
    (taken,) = decision.taken
    assert (taken.step.name, taken.skipped) == ("climb", 4)
    assert decision.climb == taken
    assert taken.next_at == NOON + timedelta(hours=10, minutes=40)
    assert decide([left_by(taken)], NOON + timedelta(hours=10)).taken == ()


def test_an_escalation_climbs_once_a_tick_for_what_is_due_longest() -> None:
    update = a_deadline(1, DeadlineKind.UPDATE, NOON)
    acknowledge = a_deadline(2, DeadlineKind.ACKNOWLEDGE, NOON - 30 * MINUTE)
    decision = decide([update, acknowledge], NOON + timedelta(hours=2))
    assert [one.step.name for one in decision.taken] == ["climb", "climb"]
    assert decision.climb is not None
    assert decision.climb.deadline.kind is DeadlineKind.ACKNOWLEDGE
    later = [left_by(one) for one in decision.taken]
    assert decide(later, NOON + timedelta(hours=5)).climb is None


def test_a_climb_that_a_later_step_overtook_is_not_lost() -> None:
    steps = (
        Step("climb", NOON, Show.MESSAGE, Mention.CLIMB),
        Step("overdue", NOON + 10 * MINUTE, Show.MESSAGE, Mention.DRI),
    )
    decision = decide([a_deadline(steps=steps, next_at=NOON)], NOON + 30 * MINUTE)
    assert decision.climb is not None
    assert [asked.to for asked in decision.asks] == [Mention.DRI]


def test_two_steps_of_one_moment_both_stand() -> None:
    steps = (
        Step("due", NOON, Show.MESSAGE, Mention.DRI),
        Step("overdue", NOON + 30 * MINUTE, Show.MESSAGE, Mention.DRI, also_cover=True),
        Step("next_person", NOON + 30 * MINUTE, Show.MESSAGE, Mention.NEXT_PERSON),
    )
    decision = decide([a_deadline(steps=steps, next_at=NOON)], NOON + 31 * MINUTE)
    assert [step.name for step in decision.taken[0].steps] == ["overdue", "next_person"]
    assert decision.taken[0].skipped == 1
    assert [(asked.to, asked.also_cover) for asked in decision.asks] == [
        (Mention.DRI, True),
        (Mention.NEXT_PERSON, False),
    ]


def test_one_person_is_mentioned_once_for_two_deadlines() -> None:
    decision = decide([a_deadline(1), a_deadline(2, DeadlineKind.TEAM)], NOON)
    (asked,) = decision.asks
    assert (asked.to, asked.deadlines) == (Mention.DRI, (1, 2))


def test_owners_of_different_asks_are_mentioned_apart() -> None:
    steps = (Step("due", NOON, Show.MESSAGE, Mention.OWNER),)
    vera = a_deadline(1, DeadlineKind.ASK, owner="U_VERA", steps=steps, next_at=NOON)
    tomas = a_deadline(2, DeadlineKind.ASK, owner="U_TOMAS", steps=steps, next_at=NOON)
    assert [(asked.owner, asked.deadlines) for asked in decide([vera, tomas], NOON).asks] == [
        ("U_VERA", (1,)),
        ("U_TOMAS", (2,)),
    ]


def test_a_digest_step_is_a_line_and_no_mention() -> None:
    steps = (Step("due", NOON, Show.DIGEST, Mention.DRI),)
    decision = decide([a_deadline(steps=steps, next_at=NOON)], NOON)
    assert decision.asks == ()
    assert [one.deadline.id for one in decision.digest] == [1]


def test_a_snooze_moves_the_nudge_and_says_nothing_of_being_late() -> None:
    snoozed = a_deadline(next_step=1, next_at=NOON + 15 * MINUTE)
    assert decide([snoozed], NOON + 14 * MINUTE).taken == ()
    (taken,) = decide([snoozed], NOON + 15 * MINUTE).taken
    assert (taken.step.name, taken.late_by) == ("overdue", timedelta(0))


def test_a_step_that_is_called_sooner_is_taken_as_it_is() -> None:
    (taken,) = decide([a_deadline(next_step=3, next_at=NOON + 11 * MINUTE)], NOON + 11 * MINUTE).taken
    assert (taken.step.name, taken.late_by, taken.next_at) == (
        "next_person",
        timedelta(0),
        NOON + 40 * MINUTE,
    )


def test_of_two_steps_of_one_moment_one_is_held_and_the_other_taken() -> None:
    steps = (
        Step("overdue", NOON, Show.MESSAGE, Mention.DRI),
        Step("next_person", NOON, Show.MESSAGE, Mention.NEXT_PERSON),
        Step("climb", NOON + 10 * MINUTE, Show.MESSAGE, Mention.CLIMB),
    )
    deadline = a_deadline(steps=steps, next_at=NOON)
    assert [step.name for step in standing(deadline, NOON)] == ["overdue", "next_person"]
    put_off = held(deadline, {"next_person": NOON + 60 * MINUTE})
    decision = decide([put_off], NOON)
    assert [one.step.name for one in decision.taken] == ["overdue"]
    assert decision.next_at == NOON + 60 * MINUTE, "the climb does not overtake who is next"


def test_a_repeat_that_is_held_comes_then_and_counts_on_from_there() -> None:
    repeats = a_deadline(next_step=5, round=2, next_at=NOON)
    assert [step.name for step in standing(repeats, NOON)] == ["again"]
    put_off = held(repeats, {"again": NOON + 90 * MINUTE})
    assert decide([put_off], NOON).taken == ()
    (taken,) = decide([put_off], NOON + 90 * MINUTE).taken
    assert (taken.round, taken.next_at) == (3, NOON + 150 * MINUTE)


def test_a_step_that_the_release_before_kept_waits_for_nobody() -> None:
    kept = Step("due", NOON, Show.MESSAGE, Mention.DRI).to_json()
    del kept["in_their_hours"]
    assert not Step.from_json(kept).in_their_hours


def test_the_next_moment_is_the_earliest_of_all_deadlines() -> None:
    decision = decide([a_deadline(1), a_deadline(2, due_at=NOON + 20 * MINUTE)], NOON)
    assert decision.next_at == NOON + 5 * MINUTE
    assert decide([], NOON).next_at is None


@given(st.lists(st.integers(0, 600), min_size=1, max_size=40))
def test_however_the_clock_is_read_no_open_deadline_ever_goes_silent_or_speaks_twice(
    minutes: list[int],
) -> None:
    deadline, said = a_deadline(), []
    for minute in sorted(minutes):
        now = NOON + minute * MINUTE
        decision = decide([deadline], now)
        assert decision.next_at is not None
        assert decision.next_at > now
        for taken in decision.taken:
            said.append((taken.step.name, taken.round))
            deadline = left_by(taken)
    assert len(said) == len(set(said))
    assert sum(name == "climb" for name, _ in said) <= 1
