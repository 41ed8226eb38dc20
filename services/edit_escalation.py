"""*Edit details*: the record put right, old words and new on the timeline. Row X7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.timeline import Event
from models.triage import Triage
from policy.severity import propose
from services import fields_of_record as fields
from services.accounts.of_customer import of_typed
from services.change import Change, changing
from services.office import Office
from services.refusal import Refused, refuse_all
from services.restrict import restrict_as_proposed
from services.wording.labels import severity_label

OFFERED = ("impact", "trigger", "outcome")
NEEDED = ("customer", "problem", "impact")


@dataclass(frozen=True)
class Details:
    """What the form says; None is nothing."""

    customer: str | None = None
    problem: str | None = None
    impact: str | None = None
    outcome: str | None = None
    trigger: str | None = None
    contact: str | None = None
    link: str | None = None
    needs_by: datetime | None = None


@dataclass(frozen=True)
class EditEscalation:
    """The form's content. `seen` are the marks of what it showed (`fields_of_record.marks`)."""

    escalation_id: int
    by: str
    details: Details
    seen: Mapping[str, str]


def edit_escalation(office: Office, command: EditEscalation, now: datetime) -> None:
    """Raises Refused where it is over for good, or where somebody else changed the same field meanwhile; RefusedFields.

    What was left as shown is left as it is; the same again changes nothing.
    """
    with changing(office, command.escalation_id, "edit_escalation", by=command.by, now=now) as change:
        escalation, policy = change.escalation, change.rules.policy
        if escalation.over_for_good:
            change.require_live()
        triage = change.session.get(Triage, escalation.id)
        before = fields.standing(escalation, triage)
        changes = fields.changed(vars(command.details), command.seen, before)
        refuse_all(_faults(change, changes))
        fields.refuse_overtaken(change.session, escalation, changes, command.seen, before, policy)
        if not changes:
            return
        told = fields.write(changes, escalation, triage, policy)
        if "customer" in changes and not escalation.drill:
            escalation.account_id = of_typed(change.session, escalation.customer, now).id
        proposed = None
        if "impact" in changes:
            proposal = propose(policy, escalation.impact)
            escalation.severity_proposed = proposal.severity
            proposed = severity_label(policy, proposal.severity)
        severity = severity_label(policy, escalation.severity)
        change.note(Event.EDITED, changes=told)
        restrict_as_proposed(change, changes.keys())
        change.thread(
            f"edited:{escalation.ref}:{escalation.version}",
            "escalation_edited",
            changes=told,
            severity=severity,
            severity_proposed=proposed or severity,
        )


def _faults(change: Change, changes: Mapping[str, Any]) -> list[Refused]:
    policy = change.rules.policy
    wrong = [
        Refused(f"{name}_missing", field=name) for name in NEEDED if name in changes and not changes[name]
    ]
    wrong += [
        Refused(f"{name}_unknown", field=name)
        for name in OFFERED
        if changes.get(name) and not fields.offered(policy, name, changes[name])
    ]
    needs_by = changes.get("needs_by")
    if needs_by is not None and needs_by <= change.now:
        wrong.append(Refused("needs_by_in_past", field="needs_by"))
    return wrong
