"""*Hand over* from the card's menu, and its form. Rows M11a, Y7."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.hand_over import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import ensure_person
from services.hand_over import hand_over
from services.lookups.people import hand_over_start
from services.lookups.workload import load_shown


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over or somebody was asked already; SlackError."""
    start = hand_over_start(desk.office, press.escalation_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(start, {}))


def changed(desk: Desk, press: Press) -> None:
    """Somebody was named: the form shows how much they have already."""
    view = press.view
    assert view is not None
    typed = typed_in(view)
    if typed.get("to") is None:
        return
    start = hand_over_start(desk.office, Form(press.user, view).escalation_id, by=press.user)
    load = load_shown(desk.office, typed["to"], start.severity, desk.clock())
    desk.slack.views_update(view["id"], build(start, typed, load))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    if command.to is not None:
        ensure_person(desk, command.to, field="to")
    hand_over(desk.office, command, desk.clock())
