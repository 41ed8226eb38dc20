"""Everything that the database holds of escalations, as plain values for other programs: facts, timeline, log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from models.deadline import Deadline
from models.escalation import CustomerContact, Escalation, PlanStep
from models.finding import Finding
from models.follower import Follower
from models.hand_over import HandOver
from models.note import Note
from models.prepared_update import PreparedUpdate
from models.proposal import Proposal
from models.recovery import RecoveryStep
from models.resolution import CloseOut, Resolution
from models.review import Review
from models.sending import Sending
from models.timeline import TimelineEntry
from models.triage import Triage
from models.waiting import WaitingPeriod
from policy.schema import Policy
from services.wording.labels import severity_label

TABLES: dict[str, type[Any]] = {
    "triage": Triage,
    "timeline": TimelineEntry,
    "deadlines": Deadline,
    "contacts": CustomerContact,
    "findings": Finding,
    "notes": Note,
    "prepared_updates": PreparedUpdate,
    "plan_steps": PlanStep,
    "waiting_periods": WaitingPeriod,
    "hand_overs": HandOver,
    "followers": Follower,
    "resolutions": Resolution,
    "close_outs": CloseOut,
    "recovery_steps": RecoveryStep,
    "proposals": Proposal,
    "reviews": Review,
    "sendings": Sending,
}
"""What is kept of an escalation besides itself, by the name under which it is exported."""


def whole_record(session: Session, escalation: Escalation) -> dict[str, Any]:
    """JSON values; moments are ISO 8601 in UTC, people are Slack's user ids."""
    return {
        "ref": escalation.ref,
        **_values(escalation),
        **{
            name: [_values(row) for row in _rows(session, table, escalation.id)]
            for name, table in TABLES.items()
        },
    }


def every_escalation(session: Session) -> Iterator[Escalation]:
    """Oldest first, drills as well: they are marked."""
    yield from session.scalars(select(Escalation).order_by(Escalation.id).execution_options(yield_per=100))


def _rows(session: Session, table: type[Any], escalation_id: int) -> Iterable[Any]:
    order = inspect(table).primary_key
    return session.scalars(select(table).where(table.escalation_id == escalation_id).order_by(*order)).all()


def _values(row: Any) -> dict[str, Any]:
    return {column.key: _plain(getattr(row, column.key)) for column in inspect(type(row)).column_attrs}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, (datetime, date)) else value


# fmt: off
TABLE_COLUMNS = (
    "ref", "customer", "severity", "status", "dri", "problem", "opened_at", "reached_at", "acknowledged_at",
    "target_at", "resolved_at", "ended_at", "drill",
)
# fmt: on
"""A row of the table of all escalations."""


def table_row(escalation: Escalation, policy: Policy) -> list[str]:
    """As text; what there is none of is empty."""
    said = {"severity": severity_label(policy, escalation.severity), "ref": escalation.ref}
    values = (said.get(name, _plain(getattr(escalation, name))) for name in TABLE_COLUMNS)
    return ["" if value is None else str(value) for value in values]
