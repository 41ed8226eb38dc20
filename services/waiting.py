"""A wait for the customer and its end: the update follows the slower cadence, then the usual one again. Row Y8."""

from __future__ import annotations

from datetime import datetime

from models.deadline import Deadline, Outcome
from models.queries import deadlines, waiting
from models.waiting import WaitEnd, WaitingPeriod
from policy.kinds import DeadlineKind
from policy.promises import plan_update, plan_waiting
from services import promises
from services.change import Change


def begin(change: Change, until: datetime, reason: str) -> Deadline | None:
    """From now on we wait. The update that is owed then; a time that the customer was told stands."""
    session, escalation, rules, now = change.session, change.escalation, change.rules, change.now
    calendar = rules.roster.person(escalation.dri).calendar
    session.add(
        WaitingPeriod(escalation_id=escalation.id, since=now, until=until, reason=reason, by=change.by)
    )
    escalation.waiting_until = until
    planned = plan_waiting(rules.policy, since=now, until=until, calendar=calendar)
    promises.make(session, escalation, planned, owner=escalation.dri, now=now, rules=rules)
    return _replan(change, only_earlier=False)


def end(change: Change, why: WaitEnd) -> Deadline | None:
    """It is over, where we waited. The update that is owed then: by the usual cadence from now, where that is earlier.

    Whoever records what the customer was told, or ends the escalation, sees to the update themselves.
    """
    session, escalation = change.session, change.escalation
    period = waiting.latest(session, escalation.id)
    if escalation.waiting_until is None or period is None:
        return None
    period.ended_at, period.ended_by, period.ended_why = change.now, change.by, why
    escalation.waiting_until = None
    promises.settle_kind(session, escalation, DeadlineKind.WAITING, by=change.by, now=change.now)
    return None if why in (WaitEnd.TOLD, WaitEnd.OVER) else _replan(change, only_earlier=True)


def _replan(change: Change, *, only_earlier: bool) -> Deadline | None:
    """Nothing that is overdue is put off, and no time that the customer was told."""
    session, escalation, rules, now = change.session, change.escalation, change.rules, change.now
    owed = deadlines.open_of_kind(session, escalation.id, DeadlineKind.UPDATE)
    if owed is None or owed.due_at <= now or (owed.promised and not only_earlier):
        return owed
    planned = plan_update(
        rules.policy,
        escalation.severity,
        told_at=now,
        calendar=rules.roster.person(escalation.dri).calendar,
        waiting=escalation.waiting_until is not None,
    )
    if only_earlier and planned.due_at >= owed.due_at:
        return owed
    promises.settle(session, owed, by=change.by, now=now, outcome=Outcome.REPLACED)
    return promises.make(session, escalation, planned, owner=escalation.dri, now=now, rules=rules)
