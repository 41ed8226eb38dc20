"""The fields that people fill in about an escalation: as they stand, as a form showed them, as they are told. Row X7.

Two people may have the same form open. Each form carries a mark of what it showed in every field; what somebody left as
shown is not theirs, and where another changed the same field meanwhile they are told before they write over it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from message_templates import sentence
from message_templates.markup import cut
from models.escalation import Escalation
from models.queries.escalations import last_change_of
from models.triage import Triage
from policy.schema import Choice, Impact, Policy
from policy.triage_rows import CauseType
from services.record import unix
from services.refusal import Refused
from services.wording.labels import cause_type_label, impact_label, outcome_label, trigger_label

OF_ESCALATION = ("customer", "problem", "impact", "contact", "link", "needs_by", "trigger", "outcome")
OF_TRIAGE = (
    "cause_type",
    "effect",
    "began_at",
    "happened_before",
    "most_affected",
    "customers_affected",
    "arr",
    "revenue_at_risk",
    "renewal_on",
    "tried",
)
LONGEST = 3000
"""Characters that Slack takes in one text field."""
MARK = 8
"""Characters of a mark: all that a form carries unseen has 3000."""

Values = Mapping[str, Any]


def standing(escalation: Escalation, triage: Triage | None) -> dict[str, Any]:
    """Field → value, as it is on record now."""
    found = {name: getattr(escalation, name) for name in OF_ESCALATION}
    return found | {name: getattr(triage, name) if triage else None for name in OF_TRIAGE}


def marks(values: Values) -> dict[str, str]:
    """Field → mark, for a form to carry: whether a value is the same as this one."""
    return {name: mark(value) for name, value in values.items()}


def mark(value: Any) -> str:
    """Tells one value from another, as far as a form can show it."""
    if isinstance(value, str):
        value = cut(value, LONGEST)
    return hashlib.sha256(json.dumps(value, default=_plain).encode()).hexdigest()[:MARK]


def _plain(value: Any) -> Any:
    return unix(value) // 60 if isinstance(value, datetime) else str(value)


def changed(typed: Values, seen: Mapping[str, str], now: Values) -> dict[str, Any]:
    """What somebody typed into a form that showed `seen`, where it is not what stands now anyway."""
    return {
        name: value
        for name, value in typed.items()
        if mark(value) != seen.get(name) and mark(value) != mark(now[name])
    }


def marks_to_send_again(typed: Values, seen: Mapping[str, str], now: Values) -> dict[str, str]:
    """For a form that is shown once more as it was sent: what was typed may now stand in place of what is on record."""
    return {
        name: mark(now[name]) if name in typed and mark(typed[name]) != shown else shown
        for name, shown in seen.items()
    }


def refuse_overtaken(
    session: Session,
    escalation: Escalation,
    changes: Values,
    seen: Mapping[str, str],
    now: Values,
    policy: Policy,
) -> None:
    """Raises Refused where somebody else changed one of these fields after the form was opened."""
    overtaken = [name for name in changes if name in seen and mark(now[name]) != seen[name]]
    if not overtaken:
        return
    last = last_change_of(session, escalation.id, overtaken)
    raise Refused(
        "changed_meanwhile",
        ref=escalation.ref,
        by=last.actor if last else None,
        at=unix(last.at) if last else None,
        changes=[{"field": name, "new": said(policy, name, now[name])} for name in overtaken],
    )


def write(
    changes: Values, escalation: Escalation, triage: Triage | None, policy: Policy
) -> list[dict[str, Any]]:
    """Put them on the record; old and new of each in words, for the timeline."""
    before = standing(escalation, triage)
    for name, value in changes.items():
        setattr(escalation if name in OF_ESCALATION else triage, name, value)
    escalation.customer_key = escalation.customer.casefold()
    return [
        {"field": name, "old": said(policy, name, before[name]), "new": said(policy, name, value)}
        for name, value in changes.items()
    ]


def said(policy: Policy, name: str, value: Any) -> str | int | None:
    """A value as people read it: text, or unix seconds for a moment; None where nothing is known."""
    if value is None:
        return None
    labelled = _LABELS.get(name)
    if labelled is not None:
        return labelled(policy, value)
    if isinstance(value, bool):
        return sentence("said_yes" if value else "said_no")
    if isinstance(value, datetime):
        return unix(value)
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:,}" if isinstance(value, int) else str(value)


_LABELS = {
    "impact": impact_label,
    "trigger": trigger_label,
    "outcome": outcome_label,
    "cause_type": cause_type_label,
}


def offered(policy: Policy, name: str, key: str) -> bool:
    """Whether the policy in force offers this answer to a question with a list of answers."""
    rows: Mapping[str, Sequence[Impact | Choice | CauseType]] = {
        "impact": policy.impact,
        "trigger": policy.trigger,
        "outcome": policy.outcome,
        "cause_type": policy.cause_type,
    }
    return any(row.key == key for row in rows[name])
