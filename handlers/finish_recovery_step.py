"""A step of the recovery is done: the button, the menu, and their form. Row M9."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.finish_recovery_step import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.finish_recovery_step import finish_recovery_step
from services.recovery.steps import recovery_start


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where the step is over, saying how; SlackError."""
    start = recovery_start(desk.office, press.escalation_id, press.deadline_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(start, desk.clock()))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    finish_recovery_step(desk.office, command, desk.clock())
