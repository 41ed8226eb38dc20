"""The ladder of a deadline: its steps as instants, and what a tick takes of all that is due (Row X4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.calendar import BusinessCalendar, elapse
from policy.durations import format_duration, parse_duration
from policy.kinds import CalendarKind, DeadlineKind, Mention, Show
from policy.ladder_rows import Ladder, LadderStep
from policy.schema import Limits

AGAIN = "again"


@dataclass(frozen=True)
class Step:
    """One rung as it is kept with its deadline: `at` is UTC, `to` is None for a step on the card only."""

    name: str
    at: datetime
    show: Show
    to: Mention | None
    also_cover: bool = False

    def to_json(self) -> dict[str, object]:
        """Plain values, for the deadline's row."""
        return {
            "name": self.name,
            "at": self.at.isoformat(),
            "show": self.show.value,
            "to": self.to.value if self.to else None,
            "also_cover": self.also_cover,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> Step:
        """The step that `to_json` kept."""
        to = kept["to"]
        return cls(
            name=str(kept["name"]),
            at=datetime.fromisoformat(str(kept["at"])),
            show=Show(str(kept["show"])),
            to=None if to is None else Mention(str(to)),
            also_cover=bool(kept["also_cover"]),
        )


@dataclass(frozen=True)
class Again:
    """What repeats after the last step until the deadline is settled; kept with it, like its steps."""

    every: timedelta
    calendar: CalendarKind
    show: Show
    to: Mention
    also_cover: bool = False

    def to_json(self) -> dict[str, object]:
        """Plain values, for the deadline's row."""
        return {
            "every": format_duration(self.every),
            "calendar": self.calendar.value,
            "show": self.show.value,
            "to": self.to.value,
            "also_cover": self.also_cover,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> Again:
        """The repeat that `to_json` kept."""
        return cls(
            every=parse_duration(kept["every"]),
            calendar=CalendarKind(str(kept["calendar"])),
            show=Show(str(kept["show"])),
            to=Mention(str(kept["to"])),
            also_cover=bool(kept["also_cover"]),
        )


@dataclass(frozen=True)
class OpenDeadline:
    """An unsettled deadline as a tick sees it.

    `next_at` is when its next step is to be taken: the step's own moment, or a later one after a snooze.
    `round` counts the repeats taken so far; `calendar` is the owner's.
    """

    id: int
    kind: DeadlineKind
    subject: str
    owner: str
    due_at: datetime
    steps: tuple[Step, ...]
    again: Again
    next_step: int
    round: int
    next_at: datetime
    calendar: BusinessCalendar


@dataclass(frozen=True)
class Taken:
    """What a tick takes of one deadline, and where that leaves it.

    `steps` are those that stand now (several only when they share one moment), `skipped` how many earlier
    ones they overtook. `next_step`, `round` and `next_at` are the deadline's new values.
    """

    deadline: OpenDeadline
    steps: tuple[Step, ...]
    skipped: int
    late_by: timedelta
    next_step: int
    round: int
    next_at: datetime

    @property
    def step(self) -> Step:
        """The furthest step that stands now."""
        return self.steps[-1]


@dataclass(frozen=True)
class Asked:
    """One person to mention in this tick, and the deadlines it is about; `owner` is set for to=owner and to=line."""

    to: Mention
    also_cover: bool
    owner: str | None
    deadlines: tuple[int, ...]


@dataclass(frozen=True)
class TickDecision:
    """All that one tick does to one escalation. `climb` is the deadline that makes it climb, at most one.

    `acts` are those whose step is something that Heard does itself.
    """

    taken: tuple[Taken, ...]
    asks: tuple[Asked, ...]
    climb: Taken | None
    card_changed: bool
    digest: tuple[Taken, ...]
    acts: tuple[Taken, ...]
    next_at: datetime | None


def resolve_steps(
    ladder: Ladder,
    *,
    made_at: datetime,
    due_at: datetime,
    calendar: BusinessCalendar,
    kind: CalendarKind,
    limits: Limits,
) -> tuple[Step, ...]:
    """The ladder's steps as instants, in order.

    `kind` is the deadline's own calendar, for steps that name none. A warning that would lie before the
    deadline was made is left out; so is a step that a later rung overtakes.
    """
    ahead_at_most = max((due_at - made_at) / limits.ahead_at_most_one_in, timedelta(0))
    kept: list[Step] = []
    for rung in reversed(ladder.step):
        at = _moment(rung, due_at, ahead_at_most, calendar, kind)
        is_ahead = rung.before is not None or at < due_at
        if (is_ahead and at <= made_at) or (kept and at > kept[-1].at):
            continue
        kept.append(Step(rung.name, at, rung.show, rung.to, rung.also_cover))
    return tuple(reversed(kept))


def resolve_again(ladder: Ladder, kind: CalendarKind) -> Again:
    """The ladder's repeat, with the deadline's own calendar where it names none."""
    again = ladder.again
    return Again(again.every, again.calendar or kind, again.show, again.to, again.also_cover)


def following(again: Again, last_at: datetime, now: datetime, calendar: BusinessCalendar) -> datetime:
    """The first repeat later than `now`, counted on from `last_at` so that repeats do not drift."""
    if again.calendar is CalendarKind.WALL:
        missed = max((now - last_at) // again.every, 0)
        return last_at + again.every * (missed + 1)
    at = calendar.add(last_at, again.every)
    while at <= now:
        at = calendar.add(at, again.every)
    return at


def decide(open_deadlines: Sequence[OpenDeadline], now: datetime) -> TickDecision:
    """Decide together all that is due in one escalation.

    Each deadline takes its furthest step that is due. A climb among the steps it overtakes is not lost, but
    the escalation climbs at most once a tick, for the deadline that is due longest.
    """
    due = sorted((d for d in open_deadlines if d.next_at <= now), key=lambda d: (d.due_at, d.id))
    decided = [_take(deadline, now) for deadline in due]
    taken = tuple(one for one, _ in decided)
    waiting = [d.next_at for d in open_deadlines if d.next_at > now] + [one.next_at for one in taken]
    return TickDecision(
        taken=taken,
        asks=_asks(taken),
        climb=next((one for one, climbs in decided if climbs), None),
        card_changed=bool(taken),
        digest=tuple(one for one in taken if any(step.show is Show.DIGEST for step in one.steps)),
        acts=tuple(one for one in taken if any(step.show is Show.ACT for step in one.steps)),
        next_at=min(waiting, default=None),
    )


def _moment(
    rung: LadderStep,
    due_at: datetime,
    ahead_at_most: timedelta,
    calendar: BusinessCalendar,
    kind: CalendarKind,
) -> datetime:
    if rung.before is not None:
        # Row M11b: a warning comes no earlier than a share of the interval it warns about.
        return due_at - min(rung.before, ahead_at_most)
    if rung.after is not None:
        counted = rung.calendar or kind
        if not rung.after:
            # Quiet outside business hours, where the step counts in them (Row X4).
            return calendar.in_hours(due_at) if counted is CalendarKind.BUSINESS else due_at
        return elapse(counted, due_at, rung.after, calendar)
    assert rung.at is not None, "the schema lets no other rung through"
    return calendar.at_local(rung.day, due_at, rung.at) if rung.day else calendar.last_at(due_at, rung.at)


def _take(deadline: OpenDeadline, now: datetime) -> tuple[Taken, bool]:
    """The step to take of a due deadline, and whether it makes the escalation climb."""
    steps, first, again = deadline.steps, deadline.next_step, deadline.again
    if first >= len(steps):
        repeat = Step(AGAIN, deadline.next_at, again.show, again.to, again.also_cover)
        next_at = following(again, deadline.next_at, now, deadline.calendar)
        late_by = now - deadline.next_at
        return Taken(deadline, (repeat,), 0, late_by, first, deadline.round + 1, next_at), False
    reached = [step for step in steps[first:] if step.at <= now] or [steps[first]]
    standing = tuple(step for step in reached if step.at == reached[-1].at)
    after = first + len(reached)
    last_at = reached[-1].at
    next_at = steps[after].at if after < len(steps) else following(again, last_at, now, deadline.calendar)
    late_by = max(now - max(last_at, deadline.next_at), timedelta(0))
    taken = Taken(deadline, standing, len(reached) - len(standing), late_by, after, deadline.round, next_at)
    return taken, any(step.to is Mention.CLIMB for step in reached)


def _asks(taken: Sequence[Taken]) -> tuple[Asked, ...]:
    """Whom to mention: each person once, however many deadlines speak to them."""
    asks: dict[tuple[Mention, str | None], Asked] = {}
    for one in taken:
        for step in one.steps:
            if step.to is None or step.show is not Show.MESSAGE:
                continue
            owner = one.deadline.owner if step.to in (Mention.OWNER, Mention.LINE) else None
            before = asks.get((step.to, owner), Asked(step.to, False, owner, ()))
            asks[step.to, owner] = Asked(
                step.to, before.also_cover or step.also_cover, owner, (*before.deadlines, one.deadline.id)
            )
    return tuple(asks.values())
