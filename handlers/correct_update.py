"""The button *Correct* on what was told, the same in the menu, and its form. Row X7."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.correct_update import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.correct_update import correct_update
from services.lookups.contact import contact_to_correct


def pressed(desk: Desk, press: Press) -> None:
    """Open the form; from the menu for the last word to the customer. Raises Refused; SlackError."""
    contact = contact_to_correct(desk.office, press.escalation_id, press.contact_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(contact))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    correct_update(desk.office, command, desk.clock())
