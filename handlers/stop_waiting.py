"""What stands in the menu as *They came back*: one click."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.payload import Press
from services.stop_waiting import stop_waiting


def pressed(desk: Desk, press: Press) -> None:
    """Raises Refused where nobody waits any more."""
    stop_waiting(desk.office, press.escalation_id, by=press.user, now=desk.clock())
