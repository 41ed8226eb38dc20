"""Plans recovery: which steps a resolution begins, when each is due, and whose it is (Rows M9, P8, D6)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime, timedelta

from policy.because import Because
from policy.calendar import BusinessCalendar, elapse
from policy.kinds import DeadlineKind
from policy.promises import Planned, plan_for
from policy.recovery_rows import Recovery, RecoveryStep
from policy.roster import Roster
from policy.schema import Policy


def steps_for(policy: Policy, severity: str, done: Collection[str] = ()) -> tuple[RecoveryStep, ...]:
    """The steps that a resolution at this severity begins, in the policy's order.

    What was done after an earlier resolution (`done`, keys) is not done again, but for what asks whether it holds: it
    has not held.
    """
    if policy.recovery is None:
        return ()
    return tuple(
        step
        for step in policy.recovery.step
        if severity in step.severity and (step.doubtful or step.key not in done)
    )


def step_named(policy: Policy, key: str) -> RecoveryStep | None:
    """The policy's row; None once the policy no longer has it."""
    return next((step for step in policy.recovery.step if step.key == key), None) if policy.recovery else None


def due_of(
    step: RecoveryStep, recovery: Recovery, resolved_at: datetime, calendar: BusinessCalendar
) -> datetime:
    """When a step is due: on its day, or the open day before it, but always after the resolution."""
    if step.months is not None:
        day = months_later(calendar.local(resolved_at).date(), step.months)
    else:
        assert step.after is not None, "the schema asks for `after` or `months`"
        day = calendar.local(elapse(step.calendar, resolved_at, step.after, calendar)).date()
    due_at = calendar.on_or_before(day, recovery.at)
    return due_at if due_at > resolved_at else calendar.at_local(1, resolved_at, recovery.at)


def plan_step(
    policy: Policy,
    recovery: Recovery,
    step: RecoveryStep,
    *,
    made_at: datetime,
    due_at: datetime,
    calendar: BusinessCalendar,
) -> Planned:
    """The promise to take a step by an instant."""
    number = recovery.step.index(step)
    return plan_for(
        policy,
        DeadlineKind.RECOVERY,
        subject=step.key,
        made_at=made_at,
        due_at=due_at,
        calendar=calendar,
        ladder=step.ladder or recovery.ladder,
        because=Because(f"recovery.step[{number}]", step.spec, step.because),
    )


def in_todays_digest(policy: Policy, calendar: BusinessCalendar, now: datetime) -> bool:
    """Whether somebody's morning digest speaks of recovery today: once a week, else nobody would read it any more."""
    week = policy.recovery.week if policy.recovery else None
    if week is None:
        return True
    today = calendar.local(now).date()
    yesterday = calendar.local(now).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(seconds=1)
    return calendar.local(calendar.next_on(yesterday, week.on, week.at)).date() == today


def months_later(day: date, months: int) -> date:
    """The same day so many months on; where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def owner_of(
    roster: Roster, role: str | None, dri: str, now: datetime, *, gone: Collection[str] = ()
) -> str | None:
    """Whose a step is: the first who can answer for its role, else the DRI. None where nobody of these is left.

    `gone` are people who cannot be asked any more, whatever the roster still says of them.
    """
    if role is not None and role in roster.chains:
        held = (one.person.user_id for one in roster.holders(role, now))
        return next((user_id for user_id in held if user_id not in gone), None)
    return dri if dri not in gone and roster.person(dri).one_of_us else None
