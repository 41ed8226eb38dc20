"""The verb *Customer confirmed* and its form. Row P3d."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.confirm_resolution import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.confirm_resolution import confirm_resolution
from services.lookups.endings import end_start


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is not resolved; SlackError."""
    start = end_start(desk.office, press.escalation_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(start, desk.clock()))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    confirm_resolution(desk.office, command, desk.clock())
