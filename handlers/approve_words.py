"""The button *Approve* under words that somebody reads first: one click. Row Y6."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.payload import Press
from services.approve_words import approve_words


def pressed(desk: Desk, press: Press) -> None:
    """Raises Refused. The message that asked is edited: nothing more is to be said."""
    approve_words(desk.office, press.escalation_id, press.deadline_id or 0, by=press.user, now=desk.clock())
