"""The buttons of a proposed escalation: it opens, or it is none. One click; the message says what became of it."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.payload import Press
from services.watching.answer import dismiss_proposed, open_proposed, see_to_proposed


def open_pressed(desk: Desk, press: Press) -> None:
    """Raises Refused where it was answered before."""
    open_proposed(desk.office, press.other_id, by=press.user, now=desk.clock())


def dismiss_pressed(desk: Desk, press: Press) -> None:
    """Raises Refused where it was answered before."""
    dismiss_proposed(desk.office, press.other_id, by=press.user, now=desk.clock())


def seen_to_pressed(desk: Desk, press: Press) -> None:
    """Raises Refused where it was answered before."""
    see_to_proposed(desk.office, press.other_id, by=press.user, now=desk.clock())
