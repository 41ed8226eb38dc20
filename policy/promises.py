"""Plans what is promised by when: the opening, each customer update, each ask, each step of a plan (Rows M2c, Y1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.asking_rows import Asking
from policy.because import Because
from policy.calendar import BusinessCalendar, elapse
from policy.kinds import CalendarKind, DeadlineKind, Mention, Show
from policy.ladder import Again, Step, resolve_again, resolve_steps
from policy.path_rows import PathRule
from policy.schema import Policy, Severity


@dataclass(frozen=True)
class Planned:
    """A deadline to be made, with its ladder already resolved.

    `due_at` is the instant, `due_local` and `zone` the local time it was meant in (no offset, ISO 8601).
    `subject` tells deadlines of one kind apart; it is empty where there is only ever one. Before `opens_at` it
    cannot be kept.
    """

    kind: DeadlineKind
    subject: str
    due_at: datetime
    due_local: str
    zone: str
    steps: tuple[Step, ...]
    again: Again
    because: Because
    opens_at: datetime | None = None

    @property
    def next_at(self) -> datetime:
        """When its first step is to be taken."""
        return self.steps[0].at


def plan_opening(
    policy: Policy, severity: str, *, reached_at: datetime, calendar: BusinessCalendar
) -> tuple[Planned, ...]:
    """Every promise that an escalation of this severity makes, counted from when it reached us (Row M2)."""
    kinds = (DeadlineKind.ACKNOWLEDGE, DeadlineKind.TEAM, DeadlineKind.PLAN, DeadlineKind.RESOLVE)
    promises = [plan_promise(policy, severity, kind, since=reached_at, calendar=calendar) for kind in kinds]
    update = plan_update(policy, severity, told_at=reached_at, calendar=calendar)
    made = [planned for planned in (*promises, update) if planned is not None]
    return tuple(sorted(made, key=lambda planned: planned.due_at))


def plan_promise(
    policy: Policy, severity: str, kind: DeadlineKind, *, since: datetime, calendar: BusinessCalendar
) -> Planned | None:
    """The promise of one kind that a severity makes, counted from `since`; None where it makes none (Row M2)."""
    level = level_of(policy, severity)
    row = level.deadline.of(kind)
    if row is None:
        return None
    counted = row.calendar or level.calendar
    due_at = elapse(counted, since, row.within, calendar)
    because = Because(f"severity.{severity}.deadline.{kind}", row.spec, row.because)
    return planned_for(policy, kind, "", since, due_at, calendar, counted, row.ladder, because)


def cadence_due(
    policy: Policy, severity: str, told_at: datetime, calendar: BusinessCalendar, *, waiting: bool = False
) -> datetime:
    """When the customer is to hear from us next; a promise later than this needs a reason (Row Y1).

    While we wait for them the cadence is another (Row Y8).
    """
    level = level_of(policy, severity)
    row = level.waiting if waiting else level.customer_update
    if row.every is not None:
        return elapse(row.calendar or level.calendar, told_at, row.every, calendar)
    assert row.at is not None, "the schema asks for `every`, or for `on` and `at`"
    return calendar.next_on(told_at + row.at_least_after, row.on, row.at)


def plan_update(
    policy: Policy,
    severity: str,
    *,
    told_at: datetime,
    calendar: BusinessCalendar,
    promised_at: datetime | None = None,
    waiting: bool = False,
) -> Planned:
    """The next customer update: the time promised to the customer, else the cadence (Rows Y1, Y8)."""
    level = level_of(policy, severity)
    row = level.waiting if waiting else level.customer_update
    counted = row.calendar or (level.calendar if row.every is not None else CalendarKind.BUSINESS)
    if promised_at is None:
        due_at = cadence_due(policy, severity, told_at, calendar, waiting=waiting)
        cadence = "waiting" if waiting else "customer_update"
        because = Because(f"severity.{severity}.{cadence}", row.spec, row.because)
    else:
        due_at = promised_at
        because = Because("promise", policy.promise.spec, policy.promise.because)
    kind = DeadlineKind.UPDATE
    return planned_for(policy, kind, "", told_at, due_at, calendar, counted, row.ladder, because)


def waiting_at_most(policy: Policy, since: datetime, calendar: BusinessCalendar) -> datetime:
    """Until when we may wait for the customer before saying so anew (Row Y8)."""
    return elapse(policy.waiting.calendar, since, policy.waiting.at_most, calendar)


def plan_waiting(policy: Policy, *, since: datetime, until: datetime, calendar: BusinessCalendar) -> Planned:
    """The end of a wait, which comes by itself (Row Y8)."""
    row = policy.waiting
    because = Because("waiting", row.spec, row.because)
    kind = DeadlineKind.WAITING
    return planned_for(policy, kind, "", since, until, calendar, row.calendar, row.ladder, because)


def plan_step(
    policy: Policy,
    severity: str,
    *,
    step: int,
    due_at: datetime,
    set_at: datetime,
    calendar: BusinessCalendar,
) -> Planned:
    """A step of the plan by its date: a clock of its own, on the calendar of whoever does it (Row Y3)."""
    level = level_of(policy, severity)
    row = level.plan_step
    because = Because(f"severity.{severity}.plan_step", row.spec, row.because)
    counted = row.calendar or level.calendar
    kind = DeadlineKind.STEP
    return planned_for(policy, kind, str(step), set_at, due_at, calendar, counted, row.ladder, because)


def plan_ask(
    policy: Policy,
    severity: str,
    row: Asking,
    *,
    subject: str,
    asked_at: datetime,
    calendar: BusinessCalendar,
    because: Because,
) -> Planned | None:
    """The answer that a row asks for, on the calendar of who is asked; None for no ask (Row Y9)."""
    if row.within is None or row.ladder is None:
        return None
    counted = row.calendar or level_of(policy, severity).calendar
    due_at = elapse(counted, asked_at, row.within, calendar)
    kind = DeadlineKind.ASK
    return planned_for(policy, kind, subject, asked_at, due_at, calendar, counted, row.ladder, because)


def plan_hand_over(
    policy: Policy, severity: str, *, asked_at: datetime, calendar: BusinessCalendar
) -> Planned:
    """The answer of whoever is asked to take over, on their calendar (Row Y7)."""
    level = level_of(policy, severity)
    row = level.hand_over
    counted = row.calendar or level.calendar
    due_at = elapse(counted, asked_at, row.within, calendar)
    because = Because(f"severity.{severity}.hand_over", row.spec, row.because)
    kind = DeadlineKind.HAND_OVER
    return planned_for(policy, kind, "", asked_at, due_at, calendar, counted, row.ladder, because)


def plan_end_of_cover(
    policy: Policy, *, since: datetime, until: datetime, calendar: BusinessCalendar
) -> Planned:
    """When a stand-in's time is over: Heard ends it itself (Row M11a)."""
    row = policy.cover
    because = Because("cover", row.spec, row.because)
    kind, counted = DeadlineKind.COVER, CalendarKind.WALL
    return planned_for(policy, kind, "", since, until, calendar, counted, row.ladder, because)


def plan_for(
    policy: Policy,
    kind: DeadlineKind,
    *,
    subject: str,
    made_at: datetime,
    due_at: datetime,
    calendar: BusinessCalendar,
    ladder: str,
    because: Because,
) -> Planned:
    """A promise for an instant that somebody set; its ladder counts on the business calendar."""
    return planned_for(
        policy, kind, subject, made_at, due_at, calendar, CalendarKind.BUSINESS, ladder, because
    )


def plan_afterwards(
    policy: Policy, severity: str, *, resolved_at: datetime, calendar: BusinessCalendar, confirmed: bool
) -> tuple[Planned, ...]:
    """What stays promised once it is resolved; nobody is asked to confirm twice (Rows P3d, D5)."""
    level = level_of(policy, severity)
    rows = {
        DeadlineKind.FOLLOW_UP: level.afterwards.follow_up,
        DeadlineKind.CLOSE_OUT: level.afterwards.close_out,
        DeadlineKind.CONFIRMATION: None if confirmed else level.afterwards.confirmation,
    }
    promises = []
    for kind, row in rows.items():
        if row is None:
            continue
        counted = row.calendar or level.calendar
        opens_at = elapse(counted, resolved_at, row.opens_after, calendar) if row.opens_after else None
        due_at = elapse(counted, resolved_at, row.within, calendar)
        because = Because(f"severity.{severity}.afterwards.{kind}", row.spec, row.because)
        planned = planned_for(
            policy, kind, "", opens_at or resolved_at, due_at, calendar, counted, row.ladder, because
        )
        promises.append(_opening_at(planned, opens_at))
    return tuple(promises)


def plan_path_rule(
    policy: Policy, severity: str, rule: PathRule, *, since: datetime, calendar: BusinessCalendar
) -> Planned:
    """When a rule that waits is looked at: Heard does it by itself, once (Row P4)."""
    assert rule.after is not None, "only rules that wait are planned"
    counted = rule.calendar or level_of(policy, severity).calendar
    due_at = elapse(counted, since, rule.after, calendar)
    local = calendar.local(due_at).replace(tzinfo=None).isoformat(timespec="seconds")
    step = Step("due", due_at, Show.ACT, None)
    again = Again(timedelta(days=1), CalendarKind.WALL, Show.MESSAGE, Mention.DRI, False)
    because = Because(f"path_rule.{rule.key}", rule.spec, rule.because)
    kind = DeadlineKind.PATH_RULE
    return Planned(kind, rule.key, due_at, local, calendar.zone, (step,), again, because)


def plan_post_mortem(
    policy: Policy, severity: str, *, demanded_at: datetime, calendar: BusinessCalendar
) -> Planned | None:
    """By when one that is demanded is to be there; None where the policy sets it no time (Row M11d)."""
    row = policy.post_mortem
    if row is None or row.within is None or row.ladder is None:
        return None
    counted = row.calendar or level_of(policy, severity).calendar
    due_at = elapse(counted, demanded_at, row.within, calendar)
    because = Because("post_mortem", row.spec, row.because)
    return planned_for(
        policy, DeadlineKind.POST_MORTEM, "", demanded_at, due_at, calendar, counted, row.ladder, because
    )


def _opening_at(planned: Planned, opens_at: datetime | None) -> Planned:
    """With a step at which the card shows that it can be kept from now on."""
    if opens_at is None:
        return planned
    opens = Step("opens", opens_at, Show.CARD, None)
    return replace(planned, steps=(opens, *planned.steps), opens_at=opens_at)


def level_of(policy: Policy, severity: str) -> Severity:
    """The severity's row; once a policy without it is in force the gravest stands in: better soon than never."""
    return policy.severity.get(severity) or policy.severity[policy.severities()[0]]


def planned_for(
    policy: Policy,
    kind: DeadlineKind,
    subject: str,
    made_at: datetime,
    due_at: datetime,
    calendar: BusinessCalendar,
    counted: CalendarKind,
    ladder: str,
    because: Because,
) -> Planned:
    """A promise for an instant, with its ladder resolved; `counted` is how a step without a calendar counts."""
    rungs = policy.ladder[ladder]
    steps = resolve_steps(
        rungs, made_at=made_at, due_at=due_at, calendar=calendar, kind=counted, limits=policy.limits
    )
    due_local = calendar.local(due_at).replace(tzinfo=None).isoformat(timespec="seconds")
    again = resolve_again(rungs, counted)
    return Planned(kind, subject, due_at, due_local, calendar.zone, steps, again, because)
