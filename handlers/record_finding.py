"""*Record a finding* in the card's menu, and its form. Row P3."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.record_finding import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import ensure_person
from services.lookups.escalations import form_start
from services.record_finding import record_finding


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused; SlackError."""
    now = desk.clock()
    start = form_start(desk.office, press.escalation_id, by=press.user, now=now)
    desk.slack.views_open(press.trigger_id, build(start, now, by=press.user))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields. Whoever found it may be the customer: anybody whom Slack knows."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    ensure_person(desk, command.found_by, field="found_by")
    record_finding(desk.office, command, desk.clock())
