"""The verb *Close-out* and its form. Row D5."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.close_out import build, parse
from handlers.modals.view import View, typed_in
from handlers.payload import Form, Press
from services.close_out import close_out
from services.lookups.endings import close_out_start


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is not resolved, or written already; SlackError."""
    desk.slack.views_open(press.trigger_id, form_of(desk, press))


def form_of(desk: Desk, press: Press) -> View:
    """The form as it starts now. Raises Refused."""
    return build(close_out_start(desk.office, press.escalation_id, by=press.user))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    close_out(desk.office, command, desk.clock())
