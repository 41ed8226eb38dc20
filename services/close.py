"""*Close*: nothing is owed any more, or what is left is waived, with a reason. Rows M8a, D6."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from models.deadline import Outcome
from models.queries import deadlines
from models.recovery import StepOutcome
from models.timeline import Event
from policy.kinds import DeadlineKind
from policy.lifecycle import after
from services import promises
from services.change import changing
from services.ended import resolution_of
from services.lookups.obligations import open_obligations
from services.office import Office
from services.record import unix
from services.recovery import course as recovery
from services.refusal import Refused


@dataclass(frozen=True)
class Close:
    """The form's content; `request_key` is its view id."""

    request_key: str
    escalation_id: int
    by: str
    waived_because: str | None = None


def close(office: Office, command: Close, now: datetime) -> None:
    """Raises Refused, with nothing kept, where something is owed that nobody waived or that may not be waived."""
    request = (command.request_key, asdict(command))
    with changing(office, command.escalation_id, "close", by=command.by, now=now, request=request) as change:
        if change.repeated:
            return
        escalation, policy = change.escalation, change.rules.policy
        next_status = after(policy, escalation.status, "close")
        if next_status is None:
            raise Refused("not_to_be_closed", ref=escalation.ref, status=escalation.status.value)
        resolution = resolution_of(change)
        owed = open_obligations(change.session, escalation, policy)
        refuse_what_must_be_done(escalation.ref, [row.words for row in owed if not row.may_be_waived])
        reason = (command.waived_because or "").strip() or None
        if owed and reason is None:
            raise Refused("waiver_missing", field="waived_because")
        for row in owed:
            if row.step is not None:
                recovery.end(change, row.step, StepOutcome.WAIVED, words=reason)
            if row.deadline is not None:
                promises.settle(
                    change.session, row.deadline, by=command.by, now=now, outcome=Outcome.STOOD_DOWN
                )
        for review in deadlines.open_of(change.session, escalation.id):
            if review.kind is DeadlineKind.REVIEW:  # of words that nobody needs any more
                promises.settle(change.session, review, by=command.by, now=now, outcome=Outcome.STOOD_DOWN)
        escalation.status = next_status
        escalation.ended_at = now
        waived = [row.words for row in owed]
        resolution.waived_because = reason if waived else None
        said = {"waived": waived, "reason": resolution.waived_because}
        change.note(Event.CLOSED, **said)
        recovering = any(
            row.kind is DeadlineKind.RECOVERY for row in deadlines.open_of(change.session, escalation.id)
        )
        change.thread(
            f"closed:{escalation.ref}:{resolution.number}",
            "escalation_closed",
            at=unix(now),
            recovering=recovering,
            **said,
        )


def refuse_what_must_be_done(ref: str, words: list[str]) -> None:
    """Raises Refused that names what must be done first."""
    if words:
        raise Refused("not_closable_yet", ref=ref, owed=words)
