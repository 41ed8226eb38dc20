"""*End the stand-in* from the card's menu: one click. Row M11a."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.payload import Press
from services.end_cover import end_cover


def pressed(desk: Desk, press: Press) -> None:
    """Raises Refused where nobody stands in. The card says so: nothing more is to be said."""
    end_cover(desk.office, press.escalation_id, by=press.user, now=desk.clock())
