"""What the timeline alone says an escalation is: its entries played one after the other."""

from __future__ import annotations

from typing import Any

from services.office import Office
from tests.builders.escalations import timeline


def replayed(office: Office, escalation_id: int) -> dict[str, Any]:
    """Column → value, as `Escalation.on_timeline` has it."""
    known: dict[str, Any] = {}
    for entry in timeline(office, escalation_id):
        known |= entry.data.get("changed", {})
    return known
