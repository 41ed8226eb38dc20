"""The button *I take it over*: one click. Row Y7."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.payload import Press
from services.accept_hand_over import accept_hand_over


def pressed(desk: Desk, press: Press) -> None:
    """Raises Refused. The message that asked is edited: nothing more is to be said."""
    accept_hand_over(
        desk.office, press.escalation_id, press.deadline_id or 0, by=press.user, now=desk.clock()
    )
