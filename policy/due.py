"""What a tick takes of all that is due in one escalation: decided together, and at most one climb (Row X4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.calendar import BusinessCalendar
from policy.kinds import DeadlineKind, Mention, Show
from policy.ladder import AGAIN, Again, Step, following


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


def standing(deadline: OpenDeadline, now: datetime) -> tuple[Step, ...]:
    """The steps that a due deadline takes at `now`: the furthest, and those that share its moment."""
    if deadline.next_step >= len(deadline.steps):
        return (deadline.again.as_step(deadline.next_at),)
    first = deadline.steps[deadline.next_step]
    reached = [step for step in deadline.steps[deadline.next_step :] if step.at <= now] or [first]
    return _of_one_moment(reached)


def held(deadline: OpenDeadline, until: Mapping[str, datetime]) -> OpenDeadline:
    """As if those of its steps that are named in `until` came only then; what follows them comes no earlier."""
    if deadline.next_step >= len(deadline.steps):
        return replace(deadline, next_at=until.get(AGAIN, deadline.next_at))
    later: list[Step] = []
    for step in deadline.steps:
        at = max(until.get(step.name, step.at), later[-1].at if later else step.at)
        later.append(step if at == step.at else replace(step, at=at))
    first = later[deadline.next_step]
    next_at = max(deadline.next_at, first.at) if first.name in until else deadline.next_at
    return replace(deadline, steps=tuple(later), next_at=next_at)


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


def _take(deadline: OpenDeadline, now: datetime) -> tuple[Taken, bool]:
    """The step to take of a due deadline, and whether it makes the escalation climb."""
    steps, first, again = deadline.steps, deadline.next_step, deadline.again
    if first >= len(steps):
        repeat = again.as_step(deadline.next_at)
        next_at = following(again, deadline.next_at, now, deadline.calendar)
        late_by = now - deadline.next_at
        return Taken(deadline, (repeat,), 0, late_by, first, deadline.round + 1, next_at), False
    reached = [step for step in steps[first:] if step.at <= now] or [steps[first]]
    stand = _of_one_moment(reached)
    after = first + len(reached)
    last_at = reached[-1].at
    next_at = steps[after].at if after < len(steps) else following(again, last_at, now, deadline.calendar)
    late_by = max(now - max(last_at, deadline.next_at), timedelta(0))
    taken = Taken(deadline, stand, len(reached) - len(stand), late_by, after, deadline.round, next_at)
    return taken, any(step.to is Mention.CLIMB for step in reached)


def _of_one_moment(reached: Sequence[Step]) -> tuple[Step, ...]:
    return tuple(step for step in reached if step.at == reached[-1].at)


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
