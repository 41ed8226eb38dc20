"""What one person owes today, read at the moment their digest leaves. Row X18."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.queries import deadlines
from services import facts
from services.labels import severity_label
from services.office import Rules
from services.record import unix


def digest_lines(session: Session, person: str, rules: Rules, now: datetime) -> list[dict[str, Any]]:
    """One line a promise that is due before the person's day ends, the earliest first."""
    local = rules.roster.person(person).calendar.local(now)
    tomorrow = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return [
        {
            "ref": escalation.ref,
            "severity": severity_label(rules.policy, escalation.severity),
            "customer": escalation.customer,
            "label": facts.deadline_label(deadline, rules.policy),
            "due": unix(deadline.due_at),
            "overdue": deadline.due_at <= now,
            "permalink": facts.permalink_of(session, escalation.card_id),
        }
        for deadline, escalation in deadlines.owed_by(session, person, tomorrow)
    ]
