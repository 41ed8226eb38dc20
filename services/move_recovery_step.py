"""*A step of the recovery, later or by somebody else*: a date with its reason, a colleague who is told. Row M9."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from models.deadline import Deadline, Outcome
from models.outbox import Priority
from models.queries.recovery import OpenStep
from models.timeline import Event
from policy.because import Because
from policy.kinds import DeadlineKind
from policy.promises import plan_for
from services import promises
from services.change import Change, changing
from services.channels.places import dm
from services.office import Office
from services.outbox import say
from services.record import unix
from services.recovery.steps import open_step
from services.refusal import Refused, refuse_all

A_MINUTE = timedelta(minutes=1)
"""What pickers know; less is no change."""


@dataclass(frozen=True)
class MoveRecoveryStep:
    """The form's content; `request_key` is its view id. `owner` of None: it stays whose it is.

    A step whose date was only asked for needs no reason.
    """

    request_key: str
    escalation_id: int
    by: str
    step_id: int
    due_at: datetime
    owner: str | None = None
    reason: str | None = None


def move_recovery_step(office: Office, command: MoveRecoveryStep, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept. The promise is made anew: nudges go by the new date."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "move_recovery_step", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        one = open_step(change, command.step_id)
        before = one.deadline
        later = abs(command.due_at - before.due_at) >= A_MINUTE
        reason = (command.reason or "").strip() or None
        refuse_all(_faults(change, one, command, moved=later, reason=reason))
        promises.settle(change.session, before, by=command.by, now=now, outcome=Outcome.REPLACED)
        made = _made_anew(change, one, command)
        one.step.deadline_id = made.id
        one.step.date_asked = None
        change.note(
            Event.RECOVERY_STEP_MOVED,
            step=one.step.label,
            due=unix(made.due_at),
            owner=made.owner,
            reason=reason,
        )
        if made.owner not in (before.owner, command.by):
            _tell(change, one, made, reason)


def _faults(
    change: Change, one: OpenStep, command: MoveRecoveryStep, *, moved: bool, reason: str | None
) -> list[Refused]:
    wrong = []
    if command.due_at <= change.now:
        wrong.append(Refused("step_in_past", field="due_at"))
    dated = one.step.date_asked is None
    handed = command.owner not in (None, one.deadline.owner)
    if dated and not moved and not handed:
        wrong.append(Refused("step_not_moved", field="due_at"))
    elif dated and moved and reason is None:
        wrong.append(Refused("move_reason_missing", field="reason"))
    return wrong


def _made_anew(change: Change, one: OpenStep, command: MoveRecoveryStep) -> Deadline:
    policy, roster = change.rules.policy, change.rules.roster
    ladder = one.step.ladder
    if ladder not in policy.ladder:  # a policy that no longer has it: whatever it asks by now
        if policy.recovery is None:
            raise Refused("recovery_not_in_policy")
        ladder = policy.recovery.ladder
    before = one.deadline
    owner = command.owner or before.owner
    planned = plan_for(
        policy,
        DeadlineKind.RECOVERY,
        subject=one.step.key,
        made_at=change.now,
        due_at=command.due_at,
        calendar=roster.person(owner).calendar,
        ladder=ladder,
        because=Because(before.because_row, before.because_spec, before.because),
    )
    return promises.make(
        change.session,
        change.escalation,
        planned,
        owner=owner,
        now=change.now,
        rules=change.rules,
        subject=one.step.key,
        what=one.step.label,
    )


def _tell(change: Change, one: OpenStep, made: Deadline, reason: str | None) -> None:
    escalation = change.escalation
    say(
        change.session,
        f"recovery_step_moved:{escalation.ref}:{made.id}",
        lane=dm(made.owner),
        template="recovery_step_moved",
        now=change.now,
        escalation=escalation,
        context={
            "person": made.owner,
            "by": change.by,
            "step": one.step.label,
            "due": unix(made.due_at),
            "note": reason,
        },
        priority=Priority.ROUTINE,
        else_lanes=(escalation.home_channel,),
    )
