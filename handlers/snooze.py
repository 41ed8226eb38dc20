"""The button *Snooze* on a nudge, and its form."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.snooze import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.lookups.snooze import snooze_start
from services.snooze import snooze


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where nothing is asked any more, or it has waited enough; SlackError."""
    start = snooze_start(desk.office, press.escalation_id, press.deadline_id or 0, by=press.user)
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    snooze(desk.office, command, desk.clock())
