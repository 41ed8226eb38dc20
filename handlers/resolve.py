"""The button *Resolve* and its form. Rows P3d, M8a."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.resolve import build, parse
from handlers.modals.view import View, typed_in
from handlers.payload import Form, Press
from services.lookups.escalations import form_start
from services.refusal import Refused
from services.resolve import resolve


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over; SlackError."""
    desk.slack.views_open(press.trigger_id, form_of(desk, press))


def form_of(desk: Desk, press: Press) -> View:
    """The form as it starts now. Raises Refused."""
    now = desk.clock()
    start = form_start(desk.office, press.escalation_id, by=press.user, now=now)
    if not start.live:
        raise Refused("over_meanwhile", ref=start.ref)
    return build(desk.office.rulebook.current.policy, start, now)


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    resolve(desk.office, command, desk.clock())
