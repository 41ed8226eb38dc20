"""A step of the recovery is not needed: the button, the menu, and their form. Row M9."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.view import typed_in
from handlers.modals.waive_recovery_step import build, parse
from handlers.payload import Form, Press
from services.recovery.steps import recovery_start
from services.waive_recovery_step import waive_recovery_step


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where the step is over, saying how; SlackError."""
    start = recovery_start(desk.office, press.escalation_id, press.deadline_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    waive_recovery_step(desk.office, command, desk.clock())
