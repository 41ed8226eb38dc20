"""What a draft for the customer is made from: what the record knows that the customer may read. Rows P6, D1, D4.

Severity, tier, revenue and names of rules are no part of it: a draft cannot say what it is not given (row X8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy.orm import Session

from message_templates.drafts import DraftWords, draft
from models.escalation import CustomerContact, Escalation, PlanStep
from models.prepared_update import PreparedUpdate
from models.queries import contacts, escalations, findings, resolutions, waiting
from models.triage import Triage
from policy.draft import bears_no_repeating
from policy.kinds import DraftKind, FindingKind
from policy.schema import Policy
from services.drafting.customers_clock import zone_of_customer
from services.office import Office
from services.readers import to_be_read
from services.refusal import Refused
from services.tell_customer import next_due
from services.wording.names import NameBook


def draft_of(
    office: Office,
    escalation_id: int,
    kind: str,
    *,
    by: str,
    now: datetime,
    typed: Mapping[str, str | None] | None = None,
    known: Mapping[str, str] | None = None,
) -> DraftWords:
    """The draft `kind`, written for whoever asks.

    `typed` is what a form that is open says already: cause, fix, prevention, remedy; `known` goes before the record.

    Raises Refused for outsiders and unknown references.
    """
    rules = office.rulebook.current
    with office.database.read() as session:
        escalation = to_be_read(session, escalation_id, by, rules)
        zone = zone_of_customer(session, escalation, rules.roster)
        context = {
            **_known(session, escalation, rules.policy, by, zone, now),
            **(known or {}),
            "next_update": next_due(escalation, rules, now).astimezone(zone),
            "now": now.astimezone(zone),
        }
        context["resolution"] |= {key: value for key, value in (typed or {}).items() if value}
        context["remedy"] = context["resolution"].get("remedy") or context["remedy"]
        return draft(kind, context)


def prepared_draft(
    office: Office, escalation_id: int, prepared_id: int, *, by: str, now: datetime
) -> DraftWords:
    """The update made of what somebody wrote for all customers of one cause, and of this record alone. Row Y5.

    Raises Refused as `draft_of` does, and where there are no such words any more.
    """
    with office.database.read() as session:
        prepared = session.get(PreparedUpdate, prepared_id)
        if prepared is None or prepared.escalation_id != escalation_id:
            raise Refused("no_such_prepared")
        words = prepared.words
    return draft_of(office, escalation_id, DraftKind.UPDATE, by=by, now=now, known={"cause": words})


def _known(
    session: Session,
    escalation: Escalation,
    policy: Policy,
    by: str,
    zone: tzinfo,
    now: datetime,
) -> dict[str, Any]:
    names, triage = NameBook(session), session.get(Triage, escalation.id)
    told = contacts.as_they_stand(session, escalation.id)
    latest = {row.kind: row.words for row in findings.all_of(session, escalation.id)}
    steps = [
        {"what": step.what, "owner": _called(names, step.owner), "due": step.due_at.astimezone(zone)}
        for step in escalations.plan_of(session, escalation.id)
        if step.open
    ]
    wait = waiting.latest_of_many(session, [escalation.id]).get(escalation.id)
    resolution = resolutions.latest(session, escalation.id)
    return {
        "customer": escalation.customer,
        "contact": told[-1].recipients if told else escalation.contact,
        "dri": _called(names, escalation.dri),
        "me": _called(names, by),
        "problem": escalation.problem,
        "effect": triage.effect if triage else None,
        "cause": latest.get(FindingKind.CAUSE),
        "path": latest.get(FindingKind.PATH),
        "workaround": latest.get(FindingKind.WORKAROUND),
        "estimate": latest.get(FindingKind.ESTIMATE),
        "steps": steps,
        "next_step": steps[0] if steps else None,
        "today": _today(escalations.plan_of(session, escalation.id), zone, now),
        "waiting": wait.reason if wait is not None and escalation.waiting_until is not None else None,
        "apologised": _apologised(policy, told),
        "remedy": resolution.remedy.value if resolution else None,
        "resolution": {
            "cause": resolution.cause if resolution else None,
            "fix": resolution.fix if resolution else None,
            "prevention": resolution.prevention if resolution else None,
            "at": resolution.resolved_at.astimezone(zone) if resolution else None,
        },
    }


def _called(names: NameBook, user_id: str) -> str:
    return names.get(user_id, user_id)


def _today(plan: Sequence[PlanStep], zone: tzinfo, now: datetime) -> list[str]:
    """Steps that were finished since midnight at the customer."""
    day = now.astimezone(zone).date()
    return [
        step.what for step in plan if step.done_at is not None and step.done_at.astimezone(zone).date() == day
    ]


def _apologised(policy: Policy, told: Sequence[CustomerContact]) -> bool:
    return policy.draft is not None and any(bears_no_repeating(policy.draft, row.words) for row in told)
