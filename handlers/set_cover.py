"""*Name a stand-in* from the card's menu, and its form. Row M11a."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.set_cover import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import ensure_person
from services.lookups.people import cover_start
from services.set_cover import set_cover


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over; SlackError."""
    start = cover_start(desk.office, press.escalation_id, by=press.user, now=desk.clock())
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    if command.person is not None:
        ensure_person(desk, command.person, field="who")
    set_cover(desk.office, command, desk.clock())
