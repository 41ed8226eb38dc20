"""A step of the recovery later, or by somebody else: the button, the menu, and their form. Row M9."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.move_recovery_step import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import require_colleagues
from services.move_recovery_step import move_recovery_step
from services.recovery.steps import recovery_start


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where the step is over, saying how; SlackError."""
    start = recovery_start(desk.office, press.escalation_id, press.deadline_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    if command.owner is not None:
        require_colleagues(desk, [command.owner], field="owner")
    move_recovery_step(desk.office, command, desk.clock())
