"""Escalations as tests need them: raised, acknowledged, told; and what stands in the database afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from models.deadline import Deadline
from models.escalation import Escalation
from models.outbox import OutboxMessage
from models.queries import deadlines
from models.queries.escalations import next_step_after
from models.timeline import TimelineEntry
from policy.kinds import DeadlineKind, Remedy
from services.acknowledge import Acknowledge, acknowledge
from services.follow_paths import follow_paths
from services.lookups.fields import record_start
from services.office import Office
from services.open_escalation import OpenEscalation, open_escalation
from services.resolve import Resolve, resolve
from services.send_digests import next_morning, send_digests
from services.take_due_steps import take_due_steps
from services.tell_customer import Told
from services.triage import Answers, SaveTriage, triage
from tests.builders.office import CASEY

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday morning in London, at work."""

_requests = count(1)


def a_request(prefix: str = "V") -> str:
    """A view id that no other form had."""
    return f"{prefix}{next(_requests)}"


INTAKE = OpenEscalation(
    request_key="",
    by=CASEY,
    customer="Acme Ltd",
    problem="Nobody can log in and orders have stopped",
    impact="outage",
    severity="sev1",
    dri=CASEY,
)


def an_intake(**differs: Any) -> OpenEscalation:
    """A form as Casey would fill it, but for what differs."""
    return replace(INTAKE, **({"request_key": a_request()} | differs))


IMPACT_OF = {"sev1": "outage", "sev2": "major_function", "sev3": "workaround", "sev4": "cosmetic"}


def an_escalation(office: Office, now: datetime = MONDAY, severity: str = "sev1", **differs: Any) -> int:
    """Raise one and return its id."""
    intake = an_intake(severity=severity, impact=IMPACT_OF[severity], **differs)
    return open_escalation(office, intake, now).escalation_id


def told(words: str = "We have found the cause", **differs: Any) -> Told:
    """What a customer may be told."""
    return replace(Told(words=words, channel="call", recipients="Priya Raman"), **differs)


def an_acknowledged(office: Office, now: datetime = MONDAY, severity: str = "sev1", **differs: Any) -> int:
    """Raise one and tell the customer in the same minute."""
    escalation_id = an_escalation(office, now, severity, **differs)
    acknowledge(office, Acknowledge(a_request(), escalation_id, CASEY, told("We have it")), now)
    return escalation_id


RESOLVING = {
    "root_cause": "code_defect",
    "cause": "The index was corrupt",
    "summary": "The index was rebuilt",
    "prevention": "It is checked every night",
    "unconfirmed_because": "They try it out until Thursday",
}
"""What somebody types into the form *Resolve*, besides what the customer was told."""


def a_resolution(escalation_id: int, **differs: Any) -> Resolve:
    """The form as Casey would fill it, but for what differs; the customer knows and has not confirmed it."""
    typed: dict[str, Any] = {
        "request_key": a_request(),
        "by": CASEY,
        "summary": "The index was rebuilt",
        "told": told("It is solved"),
        "root_cause": "code_defect",
        "cause": "The index was corrupt",
        "remedy": Remedy.FIX,
        "prevention": "It is checked every night",
        "unconfirmed_because": "They try it out until Thursday",
    }
    return Resolve(escalation_id=escalation_id, **(typed | differs))


def a_resolved(office: Office, now: datetime = MONDAY, severity: str = "sev1", **differs: Any) -> int:
    """Raised, acknowledged and resolved in the same minute; what differs is the resolution's."""
    escalation_id = an_acknowledged(office, now, severity)
    resolve(office, a_resolution(escalation_id, **differs), now)
    return escalation_id


TRIAGE = Answers(problem="Orders stop at the till", impact="outage", cause_type="unknown", outcome="fix")
"""What triage needs."""


def is_triaged(office: Office, escalation_id: int, now: datetime = MONDAY, **differs: Any) -> None:
    """Triage is done, as its DRI would do it but for what differs."""
    dri = the_escalation(office, escalation_id).dri
    seen = record_start(office, escalation_id, by=dri).marks
    triage(office, SaveTriage(escalation_id, dri, replace(TRIAGE, **differs), seen), now)


def time_passes(office: Office, since: datetime, until: datetime) -> Iterator[datetime]:
    """Tick at every moment from `since` (not included) to `until` at which a step comes, or somebody's morning."""
    now = since
    while True:
        with office.database.read() as session:
            moments = (next_step_after(session, now), next_morning(office, now))
        following = min((at for at in moments if at is not None), default=None)
        if following is None or following > until:
            return
        now = following
        take_due_steps(office, now)
        follow_paths(office, now)
        send_digests(office, now)
        yield now


def let_pass(office: Office, since: datetime, until: datetime) -> None:
    """Let time pass, whatever is said meanwhile."""
    for _ in time_passes(office, since, until):
        pass


def the_escalation(office: Office, escalation_id: int) -> Escalation:
    """It, as it stands."""
    with office.database.read() as session:
        return session.get_one(Escalation, escalation_id)


def open_kinds(office: Office, escalation_id: int) -> dict[DeadlineKind, Deadline]:
    """Open promises by kind, asks left out."""
    with office.database.read() as session:
        rows = deadlines.open_of(session, escalation_id)
    return {row.kind: row for row in rows if row.kind is not DeadlineKind.ASK}


def said(office: Office, template: str | None = None) -> list[OutboxMessage]:
    """Outbox rows in order, of one template where it is named."""
    query = select(OutboxMessage).order_by(OutboxMessage.id)
    if template is not None:
        query = query.where(OutboxMessage.template == template)
    with office.database.read() as session:
        return list(session.scalars(query))


def timeline(office: Office, escalation_id: int) -> list[TimelineEntry]:
    """What happened, in order."""
    query = (
        select(TimelineEntry).where(TimelineEntry.escalation_id == escalation_id).order_by(TimelineEntry.id)
    )
    with office.database.read() as session:
        return list(session.scalars(query))
