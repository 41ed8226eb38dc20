"""*Change severity* in the card's menu, and its form. Row M2b."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.change_severity import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.change_severity import change_severity
from services.lookups.preview_severity import preview_severity, severity_start
from services.refusal import Refused


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where it is over; SlackError."""
    start = severity_start(desk.office, press.escalation_id, by=press.user)
    if not start.live:
        raise Refused("over_meanwhile", ref=start.ref)
    desk.slack.views_open(press.trigger_id, build(start, desk.office.rulebook.current.policy, {}))


def changed(desk: Desk, press: Press) -> None:
    """Another severity was chosen: the form shows what follows from it."""
    view = press.view
    assert view is not None
    form = Form(press.user, view)
    typed = typed_in(view)
    start = severity_start(desk.office, form.escalation_id, by=press.user)
    preview = preview_severity(desk.office, form.escalation_id, typed.get("severity") or "", desk.clock())
    if preview is not None and start.severity == form.about["seen"]:
        policy = desk.office.rulebook.current.policy
        desk.slack.views_update(view["id"], build(start, policy, typed, preview))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    change_severity(desk.office, command, desk.clock())
