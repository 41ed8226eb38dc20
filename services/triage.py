"""*Triage*: eight questions, saved as far as they got; what they speak for is proposed, a person decides. Row D2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.timeline import Event
from models.triage import Triage
from policy.kinds import DeadlineKind
from policy.severity import propose
from policy.triage import REQUIRED, Proposals, missing, speak_for
from services import fields_of_record as fields
from services import promises
from services.change import Change, changing
from services.office import Office
from services.refusal import Refused, refuse_all
from services.restrict import restrict_as_proposed
from services.wording.labels import role_label, severity_label

OFFERED = ("impact", "cause_type", "outcome")
MANY = 1_000_000
"""More customers than anybody has are a slip."""


@dataclass(frozen=True)
class Answers:
    """What was typed; None is unknown yet."""

    problem: str | None = None
    impact: str | None = None
    cause_type: str | None = None
    outcome: str | None = None
    effect: str | None = None
    began_at: datetime | None = None
    happened_before: bool | None = None
    most_affected: str | None = None
    customers_affected: int | None = None
    arr: int | None = None
    revenue_at_risk: int | None = None
    renewal_on: date | None = None
    tried: str | None = None


@dataclass(frozen=True)
class SaveTriage:
    """The form's content. `seen` are the marks of what it showed (`fields_of_record.marks`).

    `keeps_because` is why the severity stays where another is proposed; None where nobody decided that.
    """

    escalation_id: int
    by: str
    answers: Answers
    seen: Mapping[str, str]
    keeps_because: str | None = None


def triage(office: Office, command: SaveTriage, now: datetime) -> tuple[str, ...]:
    """Keep what was answered; the required answers that are missing still, by field, empty where triage is done.

    Raises Refused where it is over, or where somebody else changed the same answer meanwhile; RefusedFields. The same
    again changes nothing.
    """
    with changing(office, command.escalation_id, "triage", by=command.by, now=now) as change:
        change.require_live()
        escalation = change.escalation
        found = change.session.get(Triage, escalation.id)
        still_missing = missing(vars(command.answers))
        before = fields.standing(escalation, found)
        typed = {
            name: value
            for name, value in vars(command.answers).items()
            if value is not None
            or name not in REQUIRED  # left empty it was not answered, and what stood stands
        }
        changes = fields.changed(typed, command.seen, before)
        done_now = not still_missing and (found is None or found.completed_at is None)
        policy = change.rules.policy
        keeps = _keeps(change, command, changes)
        if not changes and not done_now and keeps is None:
            return still_missing
        fields.refuse_overtaken(change.session, escalation, changes, command.seen, before, policy)
        wrong = [Refused("keeps_reason_missing", field="severity_reason")] if keeps == "" else []
        refuse_all([*_faults(change, changes), *wrong])
        if found is None:
            found = Triage(escalation_id=escalation.id, saved_at=now, saved_by=command.by)
            change.session.add(found)
        found.saved_at, found.saved_by = now, command.by
        told = fields.write(changes, escalation, found, policy)
        if keeps is not None:
            escalation.severity_reason = keeps
        _record(change, found, told, still_missing, keeps)
        restrict_as_proposed(change, changes.keys())
        return still_missing


def _keeps(change: Change, command: SaveTriage, changes: Mapping[str, Any]) -> str | None:
    """Why the severity stays, where somebody says so against what is proposed now; None where that is on record."""
    impact = changes.get("impact", change.escalation.impact)
    offered = fields.offered(change.rules.policy, "impact", impact)
    if command.keeps_because is None or not offered:
        return None
    reason = command.keeps_because.strip()
    agrees = propose(change.rules.policy, impact).severity == change.escalation.severity
    return None if agrees or reason == change.escalation.severity_reason else reason


def _faults(change: Change, changes: Mapping[str, Any]) -> list[Refused]:
    policy = change.rules.policy
    wrong = [
        Refused(f"{name}_unknown", field=name)
        for name in OFFERED
        if name in changes and not fields.offered(policy, name, changes[name])
    ]
    began_at = changes.get("began_at")
    if began_at is not None and began_at > change.now:
        wrong.append(Refused("began_in_future", field="began_at"))
    wrong += [
        Refused("arr_not_a_number", field=name)
        for name in ("arr", "revenue_at_risk")
        if (changes.get(name) or 0) < 0
    ]
    affected = changes.get("customers_affected")
    if affected is not None and not 1 <= affected <= MANY:
        wrong.append(Refused("customers_not_a_number", field="customers_affected"))
    return wrong


def _record(
    change: Change,
    found: Triage,
    told: list[dict[str, Any]],
    still_missing: tuple[str, ...],
    keeps: str | None,
) -> None:
    escalation, rules, now = change.escalation, change.rules, change.now
    proposed = speak_for(
        rules.policy,
        rules.roster,
        impact=escalation.impact,
        cause_type=found.cause_type,
        severity=escalation.severity,
        dri=escalation.dri,
        now=now,
    )
    escalation.severity_proposed = proposed.severity
    if still_missing:
        change.note(Event.TRIAGE_SAVED, changes=told, missing=list(still_missing), severity_reason=keeps)
        return
    if found.completed_at is None:
        found.completed_at, found.completed_by = now, change.by
    settled = promises.settle_kind(change.session, escalation, DeadlineKind.TRIAGE, by=change.by, now=now)
    change.move("triage")
    said = _said(change, proposed)
    outcome = settled.outcome.value if settled is not None and settled.outcome else None
    change.note(Event.TRIAGED, changes=told, outcome=outcome, severity_reason=keeps, **said)
    change.thread(
        f"triaged:{escalation.ref}:{escalation.version}",
        "escalation_triaged",
        changes=told,
        cause_type=fields.said(rules.policy, "cause_type", found.cause_type),
        severity_reason=keeps,
        **said,
    )


def _said(change: Change, proposed: Proposals) -> dict[str, Any]:
    """Both what stands and what is proposed, with reasons: a person decides."""
    policy, escalation = change.rules.policy, change.escalation
    dri, works = proposed.dri, proposed.works_on_it
    return {
        "severity": severity_label(policy, escalation.severity),
        "severity_proposed": severity_label(policy, proposed.severity),
        "because_sentence": proposed.severity_because.sentence,
        "dri": escalation.dri,
        "dri_proposed": dri.person.user_id if dri else None,
        "dri_because": dri.because.sentence if dri else None,
        "works_on_it": works.person.user_id if works else None,
        "works_on_it_role": role_label(policy, works.role) if works else None,
        "works_on_it_because": works.because.sentence if works else None,
    }
