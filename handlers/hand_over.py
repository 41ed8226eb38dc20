"""*Hand over* from the card's menu, and its form. Rows M11a, Y7."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.hand_over import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import ensure_person
from services.hand_over import hand_over
from services.look_up_people import hand_over_start


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over or somebody was asked already; SlackError."""
    start = hand_over_start(desk.office, press.escalation_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    if command.to is not None:
        ensure_person(desk, command.to, field="to")
    hand_over(desk.office, command, desk.clock())
