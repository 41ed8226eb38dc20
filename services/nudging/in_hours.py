"""A step that waits until whoever it names is at work, by their own hours and zone. Rows X4, X5."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import Escalation
from models.queries import deadlines
from policy.due import Asked, OpenDeadline, held, standing
from policy.kinds import Mention, Show
from policy.ladder import Step
from policy.path import climb, tier_above
from services.nudging import asking
from services.office import Rules
from services.path.up import facts_of


def waiting(
    session: Session,
    escalation: Escalation,
    due: Sequence[tuple[OpenDeadline, Deadline]],
    rules: Rules,
    now: datetime,
) -> list[OpenDeadline]:
    """The due deadlines of one escalation, each step that would ring outside somebody's hours put off until then."""
    told: Collection[str] | None = None
    seen: list[OpenDeadline] = []
    for deadline, row in due:
        quiet = [one for one in standing(deadline, now) if one.in_their_hours and one.show is Show.MESSAGE]
        if told is None and any(step.to is Mention.CLIMB for step in quiet):
            told = deadlines.called_in(session, escalation.id)
        until = {
            step.name: at
            for step in quiet
            if (at := _at_work(escalation, step, row, told or (), rules, now)) > now
        }
        seen.append(held(deadline, until) if until else deadline)
    return seen


def _at_work(
    escalation: Escalation, step: Step, row: Deadline, told: Collection[str], rules: Rules, now: datetime
) -> datetime:
    """When whoever it names is at work: `now`, or the opening to come. Who is on leave has a stand-in already."""
    person = _whom(escalation, step, row, told, rules, now)
    return rules.roster.person(person).calendar.in_hours(now)


def _whom(
    escalation: Escalation, step: Step, row: Deadline, told: Collection[str], rules: Rules, now: datetime
) -> str:
    assert step.to is not None
    policy = rules.policy
    if step.to is Mention.CLIMB and escalation.tier in policy.tier and tier_above(policy, escalation.tier):
        reached = climb(policy, facts_of(escalation, now), rules.roster, now, told)
        return reached.person.user_id if reached and reached.person else escalation.dri
    owner = row.owner if step.to in (Mention.OWNER, Mention.LINE) else None
    return asking.person(escalation, Asked(step.to, step.also_cover, owner, ()), row.owner, rules, now)
