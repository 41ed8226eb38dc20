"""The button *Set plan* and its form."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.set_plan import STEPS, build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import require_colleagues
from services.lookups.escalations import form_start
from services.refusal import Refused
from services.set_plan import set_plan


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over; SlackError."""
    start = form_start(desk.office, press.escalation_id, by=press.user, now=desk.clock())
    if not start.live:
        raise Refused("over_meanwhile", ref=start.ref)
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    now, typed = desk.clock(), typed_in(form.view)
    for number in STEPS:
        if owner := typed.get(f"owner_{number}"):
            require_colleagues(desk, [owner], field=f"owner_{number}")
    command = parse(typed, form.about, now, by=form.user, request_key=form.request_key)
    set_plan(desk.office, command, now)
