"""How far finding out has come, as messages speak of it: the step, what triage said, what was found. Rows D2, P3."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from message_templates import sentence
from models.escalation import CustomerContact, Escalation
from models.finding import Finding
from models.queries import findings
from models.triage import Triage
from policy.kinds import FindingKind
from policy.schema import Policy
from policy.stage import Progress, stage
from services.fields_of_record import OF_TRIAGE, said
from services.record import unix

NEWS = (FindingKind.CAUSE, FindingKind.WORKAROUND, FindingKind.ESTIMATE)
"""What the customer ought to hear of."""


def of_finding_out(
    session: Session, escalation: Escalation, contact: CustomerContact | None, policy: Policy
) -> dict[str, Any]:
    """`stage` in words, or None; `findings`, the latest of each kind; `triage`, field → value in words, what is known.

    `contact` is the last word to the customer.
    """
    triage = session.get(Triage, escalation.id)
    found = findings.all_of(session, escalation.id)
    latest = {row.kind: row for row in found}
    if FindingKind.CAUSE in latest:
        latest.pop(FindingKind.PATH, None)  # it has led there
    news = [row.found_at for row in found if row.kind in NEWS]
    at = stage(
        Progress(
            status=escalation.status,
            acknowledged=escalation.acknowledged_at is not None,
            triaged=triage is not None and triage.completed_at is not None,
            cause_known=FindingKind.CAUSE in latest,
            news_at=max(news, default=None),
            told_at=contact.told_at if contact else None,
        )
    )
    return {
        "stage": sentence(f"stage_{at.value}") if at else None,
        "findings": [_plain(latest[kind]) for kind in FindingKind if kind in latest],
        "triage": [
            {"field": name, "value": value}
            for name in OF_TRIAGE
            if triage is not None and (value := said(policy, name, getattr(triage, name))) is not None
        ],
    }


def _plain(row: Finding) -> dict[str, Any]:
    return {"kind": row.kind.value, "words": row.words, "by": row.found_by, "at": unix(row.found_at)}
