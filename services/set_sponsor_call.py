"""*I call them on …*: the sponsor says when they speak with the customer's executive, and is held to it. Row Y9."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.deadline import Outcome
from models.timeline import Event
from policy.because import Because
from policy.kinds import DeadlineKind
from policy.sponsor import plan_sponsor
from services import promises
from services.change import changing
from services.office import Office
from services.outbox import show_anew
from services.record import unix
from services.refusal import Refused, refuse_all
from services.sponsor.ask import rows_of
from services.sponsor.steps import owed_of


@dataclass(frozen=True)
class SetSponsorCall:
    """The form's content; `request_key` is its view id. Later than asked needs a reason."""

    request_key: str
    escalation_id: int
    by: str
    call_at: datetime | None
    reason: str | None = None


def set_sponsor_call(office: Office, command: SetSponsorCall, now: datetime) -> None:
    """Raises Refused where nobody is asked any more, RefusedFields for what is wrong in the form."""
    request = (command.request_key, asdict(command))
    with changing(
        office, command.escalation_id, "set_sponsor_call", by=command.by, now=now, request=request
    ) as change:
        if change.repeated:
            return
        escalation, rules = change.escalation, change.rules
        asked, at = owed_of(change, DeadlineKind.SPONSOR_CALL), command.call_at
        reason = (command.reason or "").strip() or None
        wrong = []
        if at is None or at <= now:
            wrong.append(Refused("sponsor_call_in_past", field="call_at"))
        elif at > asked.due_at and reason is None:
            wrong.append(Refused("sponsor_later_reason_missing", field="reason"))
        refuse_all(wrong)
        assert at is not None
        planned = plan_sponsor(
            rules.policy,
            escalation.severity,
            DeadlineKind.SPONSOR_CALL,
            rows_of(rules).call,
            since=now,
            calendar=rules.roster.person(asked.owner).calendar,
            because=Because(asked.because_row, asked.because_spec, asked.because),
            due_at=at,
        )
        promises.settle(change.session, asked, by=command.by, now=now, outcome=Outcome.REPLACED)
        made = promises.make(change.session, escalation, planned, owner=asked.owner, now=now, rules=rules)
        made.subject = "said"  # their own word: the card says "calls them", not "asked to call"
        made.ask_role, made.ask_message_id = asked.ask_role, asked.ask_message_id
        show_anew(change.session, made.ask_message_id)
        change.note(
            Event.SPONSOR_DATE_SET,
            person=asked.owner,
            call_at=unix(made.due_at),
            asked_by=unix(asked.due_at),
            reason=reason,
        )
