"""The sponsor's answer *I call them on …*, and its form. Row Y9."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.set_sponsor_call import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from policy.kinds import DeadlineKind
from services.lookups.sponsor import sponsor_start
from services.set_sponsor_call import set_sponsor_call


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is not to be done, or done already; SlackError."""
    start = sponsor_start(
        desk.office, press.escalation_id, by=press.user, now=desk.clock(), kind=DeadlineKind.SPONSOR_CALL
    )
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    set_sponsor_call(desk.office, command, desk.clock())
