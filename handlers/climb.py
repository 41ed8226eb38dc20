"""*Take it up a tier* in the card's menu, and its form. Row M3c."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.climb import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.climb import climb
from services.lookups.preview_path import path_start
from services.refusal import Refused


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over, or at the top already; SlackError."""
    start = path_start(desk.office, press.escalation_id, by=press.user, now=desk.clock())
    if not start.live:
        raise Refused("over_meanwhile", ref=start.ref)
    if start.above is None:
        raise Refused("at_the_top", ref=start.ref, tier=start.label)
    desk.slack.views_open(press.trigger_id, build(start))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    climb(desk.office, command, desk.clock())
