"""*Restrict who reads it* in the card's menu, and its form. Row X17."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.restrict import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import require_colleagues
from services.lookups.escalations import form_start
from services.restrict import restrict


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused; SlackError."""
    start = form_start(desk.office, press.escalation_id, by=press.user, now=desk.clock())
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    require_colleagues(desk, command.people, field="people")
    restrict(desk.office, command, desk.clock())
