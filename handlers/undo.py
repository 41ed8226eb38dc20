"""The button *Take it back*: one click, for a minute. Row X7."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.payload import Press
from services.undo import undo


def pressed(desk: Desk, press: Press) -> None:
    """Raises Refused. The number behind the escalation's is that of what was done."""
    undo(desk.office, press.escalation_id, press.deadline_id or 0, by=press.user, now=desk.clock())
