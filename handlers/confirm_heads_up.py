"""An owner's answers to a heads-up: they know, all of them know, and the words to write to one of them. Row M10."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.draft_heads_up import build
from handlers.payload import Form, Press
from services.confirm_heads_up import confirm_all_heads_up, confirm_heads_up
from services.lookups.heads_up import draft_of_heads_up


def pressed(desk: Desk, press: Press) -> None:
    """Raises Refused where it was called off."""
    confirm_heads_up(desk.office, press.other_id, by=press.user, now=desk.clock())


def all_pressed(desk: Desk, press: Press) -> None:
    """Raises Refused where it was called off."""
    confirm_all_heads_up(desk.office, press.other_id, by=press.user, now=desk.clock())


def draft_pressed(desk: Desk, press: Press) -> None:
    """Open the draft for this customer, to copy. Raises Refused; SlackError."""
    found = draft_of_heads_up(desk.office, press.other_id, by=press.user, now=desk.clock())
    desk.slack.views_open(press.trigger_id, build(found))


def submitted(desk: Desk, form: Form) -> None:
    """Whoever sends the form of the draft has told them. Raises Refused."""
    confirm_heads_up(desk.office, int(form.about["customer_id"]), by=form.user, now=desk.clock())
