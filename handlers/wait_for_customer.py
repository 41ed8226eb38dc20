"""What stands in the menu as *Wait for the customer*, and its form."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.view import typed_in
from handlers.modals.wait_for_customer import build, parse
from handlers.payload import Form, Press
from services.lookups.waiting import wait_start
from services.wait_for_customer import wait_for_customer


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over, was not acknowledged, or waits already; SlackError."""
    start = wait_start(desk.office, press.escalation_id, by=press.user, now=desk.clock())
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    wait_for_customer(desk.office, command, desk.clock())
