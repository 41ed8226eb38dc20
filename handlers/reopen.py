"""The verb *Reopen* and its form. Row X7."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.reopen import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import ensure_person
from services.lookups.endings import reopen_start
from services.reopen import reopen


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is not over; SlackError."""
    start = reopen_start(desk.office, press.escalation_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    if command.dri != form.user:
        ensure_person(desk, command.dri, field="dri")
    reopen(desk.office, command, desk.clock())
