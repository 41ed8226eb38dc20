"""Change the severity: what is promised, at which tier, who must know and who may go. Rows M2b, M2e, M3d, X15.

1. Refuse what is no change, has no reason, or was changed by somebody else while the form was open.
2. Decide: `policy.replan` for the promises, `policy.regroup` for tier and people.
3. Write: promises end and are made; whoever is needed no longer may go; whoever must know is told; the thread hears.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.deadline import Outcome
from models.outbox import OutboxMessage
from models.queries import deadlines
from models.timeline import Event
from policy.kinds import SEVERAL_AT_ONCE, DeadlineKind
from policy.regroup import Regrouping, graver
from policy.replan import Replan
from services import notices, promises
from services.again import key_again
from services.change import Change, changing
from services.channels.own import give_if_wanted
from services.channels.places import person_or_author
from services.notices import Call
from services.office import Office
from services.outbox import show_anew
from services.record import unix, unix_or_none
from services.refusal import Refused, refuse_all
from services.severity_plan import regrouped, replanned
from services.stand_down import end_asks, withdraw
from services.undoable import undoable
from services.wording.labels import severity_label, tier_label


@dataclass(frozen=True)
class ChangeSeverity:
    """The form's content; `request_key` is its view id, `seen` the severity that it showed as the present one."""

    request_key: str
    escalation_id: int
    by: str
    severity: str
    reason: str
    seen: str


def change_severity(office: Office, command: ChangeSeverity, now: datetime) -> None:
    """Raises Refused or RefusedFields, with nothing changed."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "change_severity", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        change.require_live()
        _check(change, command)
        was, tier_was = change.escalation.severity, change.escalation.tier
        plan = replanned(change.session, change.escalation, command.severity, change.rules, now)
        people = regrouped(change.session, change.escalation, command.severity, change.rules, now)
        with undoable(change, "change_severity") as offer:
            _record(change, command, people, plan)
            give_if_wanted(change.session, change.escalation, change.rules, now)
            _promise_anew(change, plan)
            gone = _regroup(change, people)
            offer.stands_in(_tell_thread(change, command, was, tier_was, people, gone))


def _check(change: Change, command: ChangeSeverity) -> None:
    escalation, policy = change.escalation, change.rules.policy
    label = severity_label(policy, escalation.severity)
    if escalation.severity != command.seen:
        raise Refused("severity_changed_meanwhile", ref=escalation.ref, severity=label)
    wrong = []
    if command.severity not in policy.severity:
        wrong.append(Refused("severity_unknown", field="severity"))
    elif command.severity == escalation.severity:
        wrong.append(Refused("severity_already", field="severity", ref=escalation.ref, severity=label))
    if not command.reason.strip():
        wrong.append(Refused("change_reason_missing", field="reason"))
    refuse_all(wrong)


def _record(change: Change, command: ChangeSeverity, people: Regrouping, plan: Replan) -> None:
    escalation, policy = change.escalation, change.rules.policy
    was = severity_label(policy, escalation.severity)
    escalation.severity = command.severity
    escalation.severity_reason = command.reason.strip()
    escalation.target_at = plan.due(DeadlineKind.RESOLVE) or escalation.target_at
    if people.tier != escalation.tier:
        escalation.tier = people.tier
        escalation.tier_held_by = None
    change.note(
        Event.SEVERITY_CHANGED,
        was=was,
        severity=severity_label(policy, command.severity),
        severity_proposed=severity_label(policy, escalation.severity_proposed),
        reason=command.reason.strip(),
        tier=tier_label(policy, escalation.tier),
        target_at=unix_or_none(escalation.target_at),
    )


def _promise_anew(change: Change, plan: Replan) -> None:
    session, escalation, now = change.session, change.escalation, change.now
    for row in deadlines.open_of(session, escalation.id):
        if row.kind in plan.ended and row.kind not in SEVERAL_AT_ONCE:
            promises.settle(session, row, by=change.by, now=now, outcome=Outcome.REPLACED)
    for planned in plan.made:
        promised = plan.keeps_word and planned.kind is DeadlineKind.UPDATE
        promises.make(
            session,
            escalation,
            planned,
            owner=escalation.dri,
            now=now,
            rules=change.rules,
            promised=promised,
        )
    show_anew(session, escalation.dri_message_id)


def _regroup(change: Change, people: Regrouping) -> list[str]:
    """Who was sent away. Calls that are over ask nothing any more, whoever they called."""
    over = [one.message_id for one in people.over]
    if people.released:
        gone = withdraw(change, why="severity_changed", calls=over, stay=people.stay)
    else:
        end_asks(change, over)
        gone = []
    for notice in people.told:
        notices.tell(
            change.session, change.escalation, Call.of_notice(notice), now=change.now, rules=change.rules
        )
    return gone


def _tell_thread(
    change: Change, command: ChangeSeverity, was: str, tier_was: str, people: Regrouping, gone: list[str]
) -> OutboxMessage:
    escalation, policy = change.escalation, change.rules.policy
    update = deadlines.open_of_kind(change.session, escalation.id, DeadlineKind.UPDATE)
    called = [person_or_author(escalation, one.person.user_id) for one in people.told if one.person]
    return change.thread_kept_true(
        key_again(change.session, escalation, f"severity_changed:{escalation.ref}:{command.severity}"),
        "severity_changed",
        severity=severity_label(policy, command.severity),
        was=severity_label(policy, was),
        graver=graver(policy, command.severity, was),
        tier=tier_label(policy, escalation.tier) if escalation.tier != tier_was else None,
        reason=command.reason.strip(),
        told=list(dict.fromkeys(called)),
        gone=gone,
        update_by=unix(update.due_at) if update else None,
        resolve_by=unix_or_none(escalation.target_at),
    )
