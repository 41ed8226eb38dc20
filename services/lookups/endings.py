"""What the forms at the end of an escalation start with: a draft of its close-out, what is owed, what it may join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.escalation import CustomerContact, Escalation, PlanStep
from models.queries import deadlines, escalations, findings, resolutions, waiting
from models.resolution import Resolution
from models.waiting import WaitingPeriod
from policy.kinds import DeadlineKind, FindingKind
from policy.lifecycle import after
from services.close import refuse_what_must_be_done
from services.close_out import needed_parts
from services.ended import OVER
from services.lookups.obligations import open_obligations
from services.office import Office, Rules
from services.readers import Reader, to_be_read
from services.record import unix
from services.refusal import Refused
from services.wording.labels import cause_row, impact_label

FOR_THE_CUSTOMER = frozenset({FindingKind.CAUSE, FindingKind.WORKAROUND})
"""What was found that belongs into a close-out; the way there and estimates are of no use afterwards."""


@dataclass(frozen=True)
class EndStart:
    """What a form after the end starts with. `follow_up_opens_at` is None where it is open, or not owed."""

    escalation_id: int
    ref: str
    customer: str
    dri: str
    recipients: str | None
    score: int | None
    score_words: str | None
    follow_up_opens_at: datetime | None


@dataclass(frozen=True)
class CloseOutStart:
    """What the record says already, for a close-out. Moments are in the DRI's local time.

    `done` are moment and words; so is what was `found`, with its kind. `waited` is how long we waited for the customer.
    """

    escalation_id: int
    ref: str
    problem: str
    impact: str
    contact: str | None
    began_at: datetime
    resolved_at: datetime
    cause: str
    own_process: bool
    defect: bool
    done: tuple[tuple[datetime, str], ...]
    found: tuple[tuple[datetime, FindingKind, str], ...]
    waited: timedelta
    prevention: str
    follow_up_by: datetime | None
    link: str | None
    needed: tuple[str, ...]


@dataclass(frozen=True)
class MergeStart:
    """Which other open escalations of the customer it may join: id, reference and problem."""

    escalation_id: int
    ref: str
    customer: str
    others: tuple[tuple[int, str, str], ...]


def end_start(office: Office, escalation_id: int, *, by: str) -> EndStart:
    """Raises Refused for outsiders, and where it is not resolved."""
    with office.database.read() as session:
        escalation, resolution = _resolved(session, escalation_id, by, office.rulebook.current)
        contact = escalations.last_contact(session, escalation_id)
        owed = deadlines.open_of_kind(session, escalation_id, DeadlineKind.FOLLOW_UP)
        return EndStart(
            escalation_id=escalation_id,
            ref=escalation.ref,
            customer=escalation.customer,
            dri=escalation.dri,
            recipients=contact.recipients if contact else escalation.contact,
            score=resolution.satisfaction,
            score_words=resolution.satisfaction_words,
            follow_up_opens_at=owed.opens_at if owed and not owed.opened else None,
        )


def reopen_start(office: Office, escalation_id: int, *, by: str) -> EndStart:
    """Raises Refused for outsiders, and where the policy does not let it be opened again."""
    policy = office.rulebook.current.policy
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        if after(policy, escalation.status, "reopen") is None:
            raise Refused("not_to_be_reopened", ref=escalation.ref, status=escalation.status.value)
        return EndStart(
            escalation_id, escalation.ref, escalation.customer, escalation.dri, None, None, None, None
        )


def close_start(office: Office, escalation_id: int, *, by: str) -> tuple[EndStart, list[str]]:
    """With what is left that may be waived. Raises Refused where it cannot be closed yet, and says why."""
    policy = office.rulebook.current.policy
    start = end_start(office, escalation_id, by=by)
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        if after(policy, escalation.status, "close") is None:
            raise Refused("not_to_be_closed", ref=escalation.ref, status=escalation.status.value)
        owed = open_obligations(session, escalation, policy)
        refuse_what_must_be_done(escalation.ref, [row.words for row in owed if not row.may_be_waived])
        return start, [row.words for row in owed]


def merge_start(office: Office, escalation_id: int, *, by: str) -> MergeStart:
    """Raises Refused where it is over, or the customer has no other that is open."""
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, office.rulebook.current)
        if not escalation.live:
            raise Refused("already_over", ref=escalation.ref, status=escalation.status.value)
        reader = Reader(by, office.rulebook.current)
        others = tuple(
            (other.id, other.ref, other.problem)
            for other in escalations.live_of_customer(session, escalation)
            if reader.may_read(other) and not (escalation.restricted and not other.restricted)
        )
        if not others:
            raise Refused("nothing_to_merge_into", ref=escalation.ref, customer=escalation.customer)
        return MergeStart(escalation_id, escalation.ref, escalation.customer, others)


def close_out_start(office: Office, escalation_id: int, *, by: str) -> CloseOutStart:
    """Raises Refused where it is not resolved, or the close-out is there already."""
    rules = office.rulebook.current
    with office.database.read() as session:
        escalation, resolution = _resolved(session, escalation_id, by, office.rulebook.current)
        written = resolutions.close_out_of(session, resolution)
        if written is not None:
            at = unix(written.written_at)
            raise Refused("already_closed_out", ref=escalation.ref, by=written.written_by, at=at)
        local = rules.roster.person(escalation.dri).calendar.local
        cause = cause_row(rules.policy, resolution.root_cause)
        done = _done(
            escalations.contacts_of(session, escalation_id), escalations.plan_of(session, escalation_id)
        )
        owed = deadlines.open_of_kind(session, escalation_id, DeadlineKind.FOLLOW_UP)
        return CloseOutStart(
            escalation_id=escalation_id,
            ref=escalation.ref,
            problem=escalation.problem,
            impact=impact_label(rules.policy, escalation.impact),
            contact=escalation.contact,
            began_at=local(escalation.reached_at),
            resolved_at=local(resolution.resolved_at),
            cause=resolution.cause,
            own_process=cause is not None and cause.own_process,
            defect=cause is not None and cause.defect,
            done=tuple((local(at), words) for at, words in (*done, (resolution.resolved_at, resolution.fix))),
            found=tuple(
                (local(row.found_at), row.kind, row.words)
                for row in findings.all_of(session, escalation_id)
                if row.kind in FOR_THE_CUSTOMER
            ),
            waited=_waited(
                waiting.all_of(session, escalation_id), escalation.reached_at, resolution.resolved_at
            ),
            prevention=resolution.prevention,
            follow_up_by=local(owed.due_at) if owed else None,
            link=None,
            needed=needed_parts(rules.policy, escalation.severity),
        )


def _waited(waits: Sequence[WaitingPeriod], since: datetime, until: datetime) -> timedelta:
    """How much of this time we waited for the customer. Row Y8."""
    spans = [min(wait.ended_at or until, until) - max(wait.since, since) for wait in waits]
    return sum((span for span in spans if span > timedelta(0)), timedelta(0))


def _done(contacts: Sequence[CustomerContact], plan: Sequence[PlanStep]) -> list[tuple[datetime, str]]:
    """What we did, in order: what the customer was told, and steps that were finished."""
    steps = [(step.done_at, step.what) for step in plan if step.done_at is not None]
    return sorted([*((contact.told_at, contact.words) for contact in contacts), *steps])


def _resolved(session: Session, escalation_id: int, by: str, rules: Rules) -> tuple[Escalation, Resolution]:
    escalation = to_be_read(session, escalation_id, by, rules)
    resolution = resolutions.latest(session, escalation_id)
    if resolution is None or escalation.status not in OVER:
        raise Refused("not_resolved", ref=escalation.ref, status=escalation.status.value)
    return escalation, resolution
