"""The verb *Merge* and its form. Rows X3, X7."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.merge import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.lookups.endings import merge_start
from services.merge import merge


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where there is nothing to merge it into; SlackError."""
    start = merge_start(desk.office, press.escalation_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    merge(desk.office, command, desk.clock())
