"""The button *Withdraw* under a question to take over: one click. Row Y7."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.payload import Press
from services.withdraw_hand_over import withdraw_hand_over


def pressed(desk: Desk, press: Press) -> None:
    """Raises Refused. The message that asked is edited: nothing more is to be said."""
    withdraw_hand_over(
        desk.office, press.escalation_id, press.deadline_id or 0, by=press.user, now=desk.clock()
    )
