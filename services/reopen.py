"""*Reopen*: it is back. Promises are made anew from now, the DRI and the path are told again. Rows M8a, X7."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from models.deadline import Deadline
from models.outbox import Priority
from models.queries import escalations, resolutions
from models.timeline import Event
from policy.kinds import DeadlineKind
from policy.lifecycle import after
from policy.path import opening_notices
from policy.promises import plan_opening
from services import notices, promises
from services.afterwards import STILL_OWED, stand_down_all
from services.authorise import unfit_dri
from services.change import Change, changing
from services.channels.archive import archived_name
from services.notices import Call
from services.office import Office
from services.outbox import say
from services.path.follow import begin_waiting
from services.plan_steps import promise_step
from services.record import unix, unix_or_none
from services.recovery import course as recovery
from services.refusal import Refused, refuse_all

AGAIN = frozenset({DeadlineKind.UPDATE, DeadlineKind.RESOLVE})
"""What is promised anew; that the customer is acknowledged and a team is there stays as it was."""


@dataclass(frozen=True)
class Reopen:
    """The form's content; `request_key` is its view id. `dri` owns it from now on."""

    request_key: str
    escalation_id: int
    by: str
    reason: str
    dri: str


def reopen(office: Office, command: Reopen, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing kept."""
    request = (command.request_key, asdict(command))
    with changing(office, command.escalation_id, "reopen", by=command.by, now=now, request=request) as change:
        if change.repeated:
            return
        escalation, reason = change.escalation, command.reason.strip()
        next_status = after(change.rules.policy, escalation.status, "reopen")
        if next_status is None:
            raise Refused("not_to_be_reopened", ref=escalation.ref, status=escalation.status.value)
        wrong = [] if reason else [Refused("reopen_reason_missing", field="reason")]
        unfit = unfit_dri(change.session, command.dri)
        refuse_all([*wrong, *([unfit] if unfit else [])])
        reopen_within(change, reason, command.dri)


def reopen_within(change: Change, reason: str, dri: str) -> None:
    """Open it again, within a change that is under way: the policy lets it, and the DRI may own it."""
    escalation, now = change.escalation, change.now
    next_status = after(change.rules.policy, escalation.status, "reopen")
    assert next_status is not None, "whoever calls has looked"
    resolution = resolutions.latest(change.session, escalation.id)
    if resolution is not None:
        resolution.reopened_at = now
    recovery.stand_down(change)
    stand_down_all(change, but=STILL_OWED)
    escalation.status = next_status
    escalation.dri = dri
    escalation.accepted_at = escalation.resolved_at = escalation.resolution = escalation.ended_at = None
    made = _promise(change)
    for step in escalations.open_steps_of(change.session, escalation.id):
        promise_step(change, step)
    escalation.target_at = made[DeadlineKind.RESOLVE].due_at
    change.note(Event.REOPENED, reason=reason, dri=dri, target_at=unix_or_none(escalation.target_at))
    begin_waiting(change.session, escalation, change.rules, now, since=now)
    _announce(change, reason, made[DeadlineKind.UPDATE])


def _promise(change: Change) -> dict[DeadlineKind, Deadline]:
    """The update and the resolution, counted from now."""
    escalation, rules = change.escalation, change.rules
    severity = escalation.severity
    if severity not in rules.policy.severity:  # a policy without it is in force: the gravest stands in
        severity = rules.policy.severities()[0]
    calendar = rules.roster.person(escalation.dri).calendar
    return {
        planned.kind: promises.make(
            change.session, escalation, planned, owner=escalation.dri, now=change.now, rules=rules
        )
        for planned in plan_opening(rules.policy, severity, reached_at=change.now, calendar=calendar)
        if planned.kind in AGAIN
    }


def _announce(change: Change, reason: str, update: Deadline) -> None:
    """The DRI by name under the card, and once more everybody whom the severity's row calls in."""
    escalation, rules = change.escalation, change.rules
    number = resolutions.next_number(change.session, escalation.id)
    say(
        change.session,
        f"reopened:{escalation.ref}:{number}",
        lane=escalation.home_channel,
        thread_of=escalation.card_id,
        template="escalation_reopened",
        now=change.now,
        escalation=escalation,
        context={
            "by": change.by,
            "reason": reason,
            "dri": escalation.dri,
            "update_by": unix(update.due_at),
            "archived": archived_name(change.session, escalation.id),
        },
        priority=Priority.URGENT,
    )
    if escalation.severity not in rules.policy.severity:
        return
    for notice in opening_notices(rules.policy, escalation.severity, rules.roster, change.now):
        call = Call.of_notice(notice)
        if call.person is None:  # a channel that only reads of it was never stood down
            continue
        again = replace(call, cause=f"{call.cause}:again{number}")
        notices.tell(change.session, escalation, again, now=change.now, rules=rules, actor=change.by)
