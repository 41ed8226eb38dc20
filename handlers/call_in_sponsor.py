"""*Call in the sponsor* in the card's menu, and its form. Row M6."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.call_in_sponsor import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import require_colleagues
from services.call_in_sponsor import call_in_sponsor
from services.lookups.sponsor import sponsor_start


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is not to be done, or done already; SlackError."""
    start = sponsor_start(desk.office, press.escalation_id, by=press.user, now=desk.clock())
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    if command.to is not None:
        require_colleagues(desk, [command.to], field="to")
    call_in_sponsor(desk.office, command, desk.clock())
