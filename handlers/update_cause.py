"""*Write once for all* in `/escalate cause NAME` and where something was linked, and its form. Row Y5."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.update_cause import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.lookups.combined_updates import cause_update_start
from services.refusal import Refused
from services.update_cause import update_cause

CAUSE = "cause"
"""What stands before an escalation's id in the button's value: it is about all that are linked with it."""


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where nothing is linked any more, or none of it is theirs; SlackError."""
    kind, _, number = press.value.partition(":")
    if kind != CAUSE or not number.isdecimal():
        raise Refused("cause_nothing_open")
    start = cause_update_start(desk.office, int(number), by=press.user, now=desk.clock())
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    update_cause(desk.office, command, desk.clock())
