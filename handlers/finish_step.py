"""The button *Step done* on the nudge that asks for a step of the plan."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.payload import Press
from services.finish_step import finish_step


def pressed(desk: Desk, press: Press) -> None:
    """One click. Raises Refused where it was done, dropped or changed before."""
    deadline_id = press.deadline_id or 0
    finish_step(desk.office, press.escalation_id, deadline_id, by=press.user, now=desk.clock())
