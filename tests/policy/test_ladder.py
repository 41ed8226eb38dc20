"""A ladder's steps as moments (Rows X4, M11b)."""

import json
from datetime import timedelta

import pytest

from policy.kinds import CalendarKind, Mention, Show
from policy.ladder import Again, Step, following, resolve_again, resolve_steps
from policy.ladder_rows import Ladder
from policy.promises import plan_update
from policy.schema import Policy
from tests.policy.builders import a_calendar, at, read

UPDATES = {
    "SEV-1: 15 min ahead, then 10, 20 and 40 min after": ("sev1", "2026-11-23 12:00", None, {
        "ahead": "Mon 2026-11-23 12:45",
        "due": "Mon 2026-11-23 13:00",
        "overdue": "Mon 2026-11-23 13:10",
        "next_person": "Mon 2026-11-23 13:20",
        "climb": "Mon 2026-11-23 13:40",
    }),
    "SEV-2: 30 min ahead; 30, 60 min, 2 business hours after": ("sev2", "2026-11-23 12:45", None, {
        "ahead": "Mon 2026-11-23 16:15",
        "due": "Mon 2026-11-23 16:45",
        "overdue": "Mon 2026-11-23 17:15",
        "next_person": "Mon 2026-11-23 17:45",
        "climb": "Tue 2026-11-24 10:15",
    }),
    "SEV-3: that morning, at four, next morning, two days on": ("sev3", "2026-11-20 16:00", None, {
        "ahead": "Mon 2026-11-23 09:30",
        "due": "Mon 2026-11-23 16:00",
        "overdue": "Tue 2026-11-24 09:30",
        "next_person": "Tue 2026-11-24 09:30",
        "climb": "Wed 2026-11-25 16:00",
    }),
    "SEV-4: the digest alone, and never a climb": ("sev4", "2026-11-20 16:00", None, {
        "due": "Tue 2026-11-24 10:00",
    }),
    "a SEV-2 promise for Saturday asks on Saturday": ("sev2", "2026-11-19 16:00", "2026-11-21 12:00", {
        "ahead": "Sat 2026-11-21 11:30",
        "due": "Sat 2026-11-21 12:00",
        "overdue": "Sat 2026-11-21 12:30",
        "next_person": "Sat 2026-11-21 13:00",
        "climb": "Mon 2026-11-23 11:00",
    }),
    "a promise in 20 minutes warns 5 minutes ahead": ("sev1", "2026-11-23 12:00", "2026-11-23 12:20", {
        "ahead": "Mon 2026-11-23 12:15",
        "due": "Mon 2026-11-23 12:20",
        "overdue": "Mon 2026-11-23 12:30",
        "next_person": "Mon 2026-11-23 12:40",
        "climb": "Mon 2026-11-23 13:00",
    }),
    "a promise for early Monday is on Friday's list": ("sev3", "2026-11-19 16:00", "2026-11-23 09:10", {
        "ahead": "Fri 2026-11-20 09:30",
        "due": "Mon 2026-11-23 09:10",
        "overdue": "Tue 2026-11-24 09:30",
        "next_person": "Tue 2026-11-24 09:30",
        "climb": "Wed 2026-11-25 09:10",
    }),
    "a warning that is past when the promise is made is left out": ("sev3", "2026-11-23 11:00", None, {
        "due": "Mon 2026-11-23 16:00",
        "overdue": "Tue 2026-11-24 09:30",
        "next_person": "Tue 2026-11-24 09:30",
        "climb": "Wed 2026-11-25 16:00",
    }),
    "a SEV-3 promise for Saturday asks on Monday": ("sev3", "2026-11-19 16:00", "2026-11-21 12:00", {
        "ahead": "Fri 2026-11-20 09:30",
        "due": "Mon 2026-11-23 09:00",
        "overdue": "Mon 2026-11-23 09:30",
        "next_person": "Mon 2026-11-23 09:30",
        "climb": "Wed 2026-11-25 09:00",
    }),
}  # fmt: skip


@pytest.mark.parametrize(("severity", "told", "promised", "steps"), UPDATES.values(), ids=UPDATES)
def test_an_update_is_asked_for_step_by_step(
    sev: Policy, severity: str, told: str, promised: str | None, steps: dict[str, str]
) -> None:
    planned = plan_update(
        sev,
        severity,
        told_at=at(told),
        calendar=a_calendar(),
        promised_at=at(promised) if promised else None,
    )
    assert {step.name: read(step.at) for step in planned.steps} == steps


def test_every_ladder_of_every_deadline_ends_after_the_deadline_and_goes_in_order(sev: Policy) -> None:
    calendar = a_calendar()
    for ladder in sev.ladder.values():
        for kind in CalendarKind:
            for hours in (1, 3, 30, 300):
                made, due = at("2026-11-23 12:00"), at("2026-11-23 12:00") + timedelta(hours=hours)
                steps = resolve_steps(
                    ladder, made_at=made, due_at=due, calendar=calendar, kind=kind, limits=sev.limits
                )
                moments = [step.at for step in steps]
                assert moments == sorted(moments)
                assert moments[0] > made
                assert moments[-1] >= due


def test_a_step_without_a_calendar_counts_on_that_of_its_deadline(sev: Policy) -> None:
    ladder = Ladder.model_validate(
        {
            "step": [{"name": "overdue", "after": "2h", "show": "message", "to": "dri"}],
            "again": {"every": "4h", "to": "dri"},
        }
    )
    due = at("2026-11-23 16:30")

    def overdue(kind: CalendarKind) -> str:
        steps = resolve_steps(
            ladder,
            made_at=at("2026-11-23 12:00"),
            due_at=due,
            calendar=a_calendar(),
            kind=kind,
            limits=sev.limits,
        )
        return read(steps[0].at)

    assert overdue(CalendarKind.WALL) == "Mon 2026-11-23 18:30"
    assert overdue(CalendarKind.BUSINESS) == "Tue 2026-11-24 10:00"
    assert resolve_again(ladder, CalendarKind.BUSINESS).calendar is CalendarKind.BUSINESS


REPEATS: dict[str, tuple[CalendarKind, str, str, str, str]] = {
    "an hour later": (
        CalendarKind.WALL, "1h", "2026-11-23 13:40", "2026-11-23 13:41", "Mon 2026-11-23 14:40",
    ),
    "a tick that is late does not shift it": (
        CalendarKind.WALL, "1h", "2026-11-23 13:40", "2026-11-23 13:55", "Mon 2026-11-23 14:40",
    ),
    "missed ones are not made up": (
        CalendarKind.WALL, "1h", "2026-11-20 13:40", "2026-11-23 13:41", "Mon 2026-11-23 14:40",
    ),
    "the next business day": (
        CalendarKind.BUSINESS, "1d", "2026-11-25 09:30", "2026-11-25 09:31", "Fri 2026-11-27 09:30",
    ),
    "after a week away, the next morning": (
        CalendarKind.BUSINESS, "1d", "2026-11-16 09:30", "2026-11-23 12:00", "Tue 2026-11-24 09:30",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "every", "last", "now", "next_at"), REPEATS.values(), ids=REPEATS)
def test_what_is_still_open_is_asked_for_again(
    kind: CalendarKind, every: str, last: str, now: str, next_at: str
) -> None:
    ladder = Ladder.model_validate(
        {
            "step": [{"name": "due", "after": "0s", "show": "message", "to": "dri"}],
            "again": {"every": every, "to": "dri"},
        }
    )
    again = resolve_again(ladder, kind)
    assert read(following(again, at(last), at(now), a_calendar())) == next_at


def test_steps_and_repeats_survive_being_kept_as_json() -> None:
    step = Step("overdue", at("2026-11-23 13:10"), Show.MESSAGE, Mention.DRI, also_cover=True)
    card = Step("ahead", at("2026-11-23 12:45"), Show.CARD, None)
    again = Again(timedelta(seconds=5400), CalendarKind.BUSINESS, Show.DIGEST, Mention.OWNER)
    for kept in (step, card):
        assert Step.from_json(json.loads(json.dumps(kept.to_json()))) == kept
    assert Again.from_json(json.loads(json.dumps(again.to_json()))) == again
