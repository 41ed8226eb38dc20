"""The button *Customer told* and its form."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.acknowledge import build, parse
from handlers.modals.view import View, typed_in
from handlers.payload import Form, Press
from services.acknowledge import acknowledge
from services.lookups.escalations import form_start
from services.refusal import Refused


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where the customer has been told, or it is over; SlackError."""
    desk.slack.views_open(press.trigger_id, form_of(desk, press))


def form_of(desk: Desk, press: Press) -> View:
    """The form as it starts now. Raises Refused."""
    now = desk.clock()
    start = form_start(desk.office, press.escalation_id, by=press.user, now=now)
    if start.acknowledged:
        raise Refused("acknowledged_meanwhile", ref=start.ref)
    if not start.live:
        raise Refused("over_meanwhile", ref=start.ref)
    return build(start, now)


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    acknowledge(desk.office, command, desk.clock())
