"""*Snooze*: the nudge comes later, the promise stays due when it was due. Row X6."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from models.deadline import Deadline
from models.escalation import Escalation
from models.queries import deadlines
from models.timeline import Event
from policy.kinds import HEARDS_OWN
from policy.schema import Policy
from policy.snoozing import bound, snoozed_until
from services.change import changing
from services.office import Office
from services.outbox import show_all_anew
from services.record import unix
from services.refusal import Refused, refuse_all
from services.wording import facts
from services.wording.labels import severity_label


@dataclass(frozen=True)
class Snooze:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    deadline_id: int
    length: timedelta
    because: str


def snooze(office: Office, command: Snooze, now: datetime) -> None:
    """Raises Refused or RefusedFields beyond what the severity allows, saying what is possible."""
    request = (command.request_key, asdict(command))
    with changing(office, command.escalation_id, "snooze", by=command.by, now=now, request=request) as change:
        if change.repeated:
            return
        escalation, policy = change.escalation, change.rules.policy
        row = change.session.get(Deadline, command.deadline_id)
        if row is None or row.escalation_id != escalation.id:
            raise Refused("snooze_of_nothing", ref=escalation.ref)
        refuse_snooze(row, escalation, policy)
        allowed = bound(policy, escalation.severity)
        because = command.because.strip()
        wrong = [] if because else [Refused("snooze_reason_missing", field="because")]
        if command.length not in allowed.lengths:
            wrong.append(Refused("snooze_too_long", field="length"))
        refuse_all(wrong)
        calendar = change.rules.roster.person(row.owner).calendar
        until = snoozed_until(policy, escalation.severity, command.length, now, calendar)
        assert row.next_step_at is not None
        row.next_step_at = max(row.next_step_at, until)
        row.snoozed_until, row.snoozed_by, row.snoozed_because = until, command.by, because
        row.snoozes += 1
        assert row.nudge_message_id is not None
        show_all_anew(change.session, deadlines.nudges_since(change.session, [row.nudge_message_id]))
        change.note(
            Event.SNOOZED,
            kind=row.kind.value,
            label=facts.deadline_label(row, policy),
            until=unix(until),
            because_of=because,
        )


def refuse_snooze(row: Deadline, escalation: Escalation, policy: Policy) -> None:
    """Raises Refused where this promise's nudge cannot be put off, or not again."""
    if row.settled_at is not None:
        raise Refused("snooze_settled", by=row.settled_by, at=unix(row.settled_at))
    if row.kind in HEARDS_OWN or row.nudge_message_id is None:
        raise Refused("snooze_of_nothing", ref=escalation.ref)
    if row.snoozes >= bound(policy, escalation.severity).times:
        severity = severity_label(policy, escalation.severity)
        raise Refused("snoozed_enough", severity=severity, by=row.snoozed_by, times=row.snoozes)
