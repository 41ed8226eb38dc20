"""The button *Checked with them* and its form. Row M7."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.record_sponsor_check import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from policy.kinds import DeadlineKind
from services.lookups.sponsor import sponsor_start
from services.record_sponsor_check import record_sponsor_check


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is not to be done, or done already; SlackError."""
    now = desk.clock()
    start = sponsor_start(
        desk.office, press.escalation_id, by=press.user, now=now, kind=DeadlineKind.SPONSOR_CHECK
    )
    desk.slack.views_open(press.trigger_id, build(start, now))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    record_sponsor_check(desk.office, command, desk.clock())
