"""Recovery: begun by a resolution, stood down by a reopening; what of it closing needs. Rows M9, P8, D6."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.appointment import Appointment
from models.deadline import Deadline, Outcome
from models.escalation import Escalation
from models.outbox import Priority
from models.queries import recovery as found
from models.queries.insert_once import insert_once
from models.queries.recovery import OpenStep
from models.recovery import RecoveryStep, StepOutcome
from models.timeline import Event
from policy.path import in_line
from policy.recovery import due_of, owner_of, plan_step, steps_for
from policy.recovery_rows import Recovery
from policy.recovery_rows import RecoveryStep as Row
from services import promises
from services.change import Change
from services.channels.places import dm
from services.office import Rules
from services.outbox import say, show_all_anew
from services.record import unix

WEEK = "recovery_week"
"""The appointment of the weekly line."""


def begin(change: Change) -> None:
    """What a resolution at this severity begins; nothing for a drill. Each owner hears of all their steps at once."""
    recovery = change.rules.policy.recovery
    escalation = change.escalation
    if recovery is None or escalation.drill:
        return
    rows = steps_for(change.rules.policy, escalation.severity, _done(change.session, escalation))
    begun = [_begin(change, recovery, row) for row in rows]
    if not begun:
        return
    change.session.add_all(one.step for one in begun)
    change.session.flush()
    last = max(one.deadline.due_at for one in begun)
    change.note(Event.RECOVERY_BEGUN, steps=len(begun), until=unix(last))
    for owner in dict.fromkeys(one.deadline.owner for one in begun):
        _tell(change, owner, [one for one in begun if one.deadline.owner == owner])
    if recovery.week is not None:
        team = change.rules.roster.calendar
        next_at = team.next_on(change.now, recovery.week.on, recovery.week.at)
        insert_once(change.session, Appointment, {"name": WEEK, "next_at": next_at})


def _done(session: Session, escalation: Escalation) -> set[str]:
    """Keys of the steps that need not be taken again."""
    return {step.key for step in found.steps_of(session, escalation.id) if step.outcome is not None}


def _begin(change: Change, recovery: Recovery, row: Row) -> OpenStep:
    escalation, rules, now = change.escalation, change.rules, change.now
    owner = owner_of(rules.roster, row.role, escalation.dri, now) or escalation.dri
    calendar = rules.roster.person(owner).calendar
    due_at = due_of(row, recovery, now, calendar)
    planned = plan_step(rules.policy, recovery, row, made_at=now, due_at=due_at, calendar=calendar)
    deadline = promises.make(
        change.session,
        escalation,
        planned,
        owner=owner,
        now=now,
        rules=rules,
        subject=row.key,
        what=row.date_asked or row.label,
    )
    step = RecoveryStep(
        escalation_id=escalation.id,
        deadline_id=deadline.id,
        key=row.key,
        phase=row.phase,
        label=row.label,
        button=row.button,
        role=row.role,
        ladder=row.ladder or recovery.ladder,
        closes=row.closes,
        spoken=row.spoken,
        doubtful=row.doubtful,
        date_asked=row.date_asked,
        begun_at=now,
    )
    return OpenStep(step, deadline)


def _tell(change: Change, owner: str, begun: Sequence[OpenStep]) -> None:
    escalation = change.escalation
    say(
        change.session,
        f"recovery_begun:{escalation.ref}:{begun[0].step.id}:{owner}",
        lane=dm(owner),
        template="recovery_begun",
        now=change.now,
        escalation=escalation,
        context={
            "person": owner,
            "steps": [
                {
                    "deadline_id": one.deadline.id,
                    "phase": one.step.phase,
                    "label": one.deadline.what,
                    "due": unix(one.deadline.due_at),
                }
                for one in sorted(begun, key=lambda one: one.deadline.due_at)
            ],
        },
        priority=Priority.DIGEST,
        else_lanes=(escalation.home_channel,),
        editable=True,
    )


def stand_down(change: Change) -> None:
    """It is open again: what was still to be done for its recovery need not be; resolving it begins anew."""
    still = found.open_steps(change.session, change.escalation.id)
    for one in still:
        promises.settle(
            change.session, one.deadline, by=change.by, now=change.now, outcome=Outcome.STOOD_DOWN
        )
    if still:
        change.note(Event.RECOVERY_STOOD_DOWN, steps=len(still))
        show_all_anew(change.session, found.told_of(change.session, change.escalation.id))


def end(
    change: Change,
    one: OpenStep,
    outcome: StepOutcome,
    *,
    channel: str | None = None,
    words: str | None = None,
) -> None:
    """How a step ended; settling its promise is left to who says so."""
    one.step.ended_at = change.now
    one.step.ended_by = change.by
    one.step.outcome = outcome
    one.step.channel = channel
    one.step.words = words


def open_closing_steps(session: Session, escalation: Escalation) -> list[OpenStep]:
    """What must still be done, or waived with a reason, before this escalation may be closed. Row D6."""
    return [one for one in found.open_steps(session, escalation.id) if one.step.closes]


def next_owner(
    session: Session, escalation: Escalation, deadline: Deadline, rules: Rules, now: datetime
) -> str:
    """Who takes a step whose owner has left: the role's next, for a step of no role the DRI, else whoever is over them.

    There is always somebody: at last the DRI, whoever that is.
    """
    step = found.step_promised_by(session, deadline.id)
    gone = {deadline.owner}
    role = step.role if step is not None else None
    taken = owner_of(rules.roster, role, escalation.dri, now, gone=gone)
    if taken is None:
        taken = owner_of(rules.roster, None, escalation.dri, now, gone=gone)
    if taken is None:
        held = in_line(rules.policy, rules.roster, deadline.owner, escalation.dri, now)
        taken = held.person.user_id if held else None
    return taken or escalation.dri
