"""The button *I have it*: one click."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.payload import Press
from services.accept import accept


def pressed(desk: Desk, press: Press) -> None:
    """Raises Refused. The message that asked is edited: nothing more is to be said."""
    accept(desk.office, press.escalation_id, by=press.user, now=desk.clock())
