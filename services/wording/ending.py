"""How an escalation ended, as the card speaks of it; and how the customer's earlier ones did. Rows P3d, X3."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from message_templates import sentence
from models.escalation import Escalation
from models.queries import escalations, resolutions
from policy.schema import Policy
from services.record import unix, unix_or_none
from services.wording.labels import root_cause_label, severity_label

PAST_SHOWN = 3


def of_resolution(session: Session, escalation: Escalation, policy: Policy) -> dict[str, Any] | None:
    """Cause, remedy and what the customer says of it; None where it is not resolved."""
    if escalation.resolved_at is None:
        return None
    kept = resolutions.latest(session, escalation.id)
    return {
        "by": kept.resolved_by if kept else escalation.dri,
        "at": unix(escalation.resolved_at),
        "summary": escalation.resolution or "",
        "root_cause": root_cause_label(policy, kept.root_cause) if kept else None,
        "cause_words": kept.cause if kept else None,
        "prevention": kept.prevention if kept else None,
        "confirmed_by": kept.confirmed_by if kept else None,
        "confirmed_at": unix_or_none(kept.confirmed_at) if kept else None,
        "unconfirmed_at": unix_or_none(kept.unconfirmed_at) if kept else None,
        "standing": kept.standing.value if kept and kept.standing else None,
        "score": kept.satisfaction if kept else None,
        "post_mortem_because": kept.post_mortem_because if kept else None,
        "post_mortem": kept.post_mortem if kept else None,
    }


def of_end(escalation: Escalation) -> dict[str, Any] | None:
    """That it is closed, cancelled or merged, when, and into which other; None where it is not."""
    if escalation.ended_at is None:
        return None
    return {
        "status": escalation.status.value,
        "at": unix(escalation.ended_at),
        "into": f"ESC-{escalation.merged_into}" if escalation.merged_into else None,
    }


def past_of_customer(session: Session, escalation: Escalation, policy: Policy) -> dict[str, Any]:
    """The customer's latest earlier escalations and how they ended, and how many there are."""
    found, total = escalations.past_of_customer(session, escalation, PAST_SHOWN)
    return {"rows": [of_past(session, row, policy) for row in found], "total": total}


def of_past(session: Session, escalation: Escalation, policy: Policy) -> dict[str, Any]:
    """One earlier escalation in a line; of what is restricted only its reference, for whoever reads the line."""
    if escalation.restricted:
        return {"ref": escalation.ref, "opened_at": unix(escalation.opened_at), "restricted": True}
    kept = resolutions.latest(session, escalation.id)
    return {
        "ref": escalation.ref,
        "restricted": False,
        "severity": severity_label(policy, escalation.severity),
        "opened_at": unix(escalation.opened_at),
        "status": sentence(f"status_{escalation.status.value}"),
        "root_cause": root_cause_label(policy, kept.root_cause) if kept else None,
        "problem": escalation.problem,
    }
