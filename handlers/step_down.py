"""*Take it down a tier* in the card's menu, and its form. Row M3c."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.step_down import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.lookups.preview_path import path_start
from services.refusal import Refused
from services.step_down import step_down


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over, or at the first tier already; SlackError."""
    start = path_start(desk.office, press.escalation_id, by=press.user, now=desk.clock())
    if not start.live:
        raise Refused("over_meanwhile", ref=start.ref)
    if start.below is None:
        raise Refused("at_the_first_tier", ref=start.ref, tier=start.label)
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    step_down(desk.office, command, desk.clock())
