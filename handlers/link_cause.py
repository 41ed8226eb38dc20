"""*Same cause as others* in the card's menu, and its form. Row Y5."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.link_cause import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.link_cause import known_causes, link_cause
from services.lookups.escalations import form_start
from services.refusal import Refused


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over; SlackError."""
    start = form_start(desk.office, press.escalation_id, by=press.user, now=desk.clock())
    if not start.live:
        raise Refused("over_meanwhile", ref=start.ref)
    known = known_causes(desk.office, by=press.user)
    desk.slack.views_open(press.trigger_id, build(start.escalation_id, start.ref, start.common_cause, known))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    link_cause(desk.office, command, desk.clock())
