"""The button *Triage* and its form, which may be sent half filled and taken up again. Row D2."""

from __future__ import annotations

from typing import Any

from handlers.desk import Desk
from handlers.modals.triage import as_typed, build, change_of_severity, parse
from handlers.modals.view import again_about, typed_in
from handlers.payload import Form, Press
from message_templates import sentence
from services.change_severity import change_severity
from services.fields_of_record import marks_to_send_again
from services.lookups.fields import record_start
from services.refusal import Refused
from services.triage import triage


def pressed(desk: Desk, press: Press) -> None:
    """Open the form with all that is known. Raises Refused where it is over; SlackError."""
    start = record_start(desk.office, press.escalation_id, by=press.user)
    if not start.live:
        raise Refused("over_meanwhile", ref=start.ref)
    known = {name: start.known.get(name) if value is None else value for name, value in start.values.items()}
    view = build(desk.office.rulebook.current.policy, start, as_typed(known))
    desk.slack.views_open(press.trigger_id, view)


def changed(desk: Desk, press: Press) -> None:
    """Another impact: the form shows what it proposes, and keeps what was typed."""
    view = press.view
    assert view is not None
    form = Form(press.user, view)
    start = record_start(desk.office, form.escalation_id, by=press.user)
    again = build(desk.office.rulebook.current.policy, start, typed_in(view))
    desk.slack.views_update(view["id"], {**again, "private_metadata": view["private_metadata"]})


def submitted(desk: Desk, form: Form) -> dict[str, Any] | None:
    """Raises Refused and RefusedFields. Where something is missing the form stays, and says that the rest is saved."""
    typed, policy = typed_in(form.view), desk.office.rulebook.current.policy
    command = parse(typed, form.about, by=form.user)
    severity = change_of_severity(policy, typed, form.about, by=form.user, request_key=form.request_key)
    try:
        missing = triage(desk.office, command, desk.clock())
        if severity is not None:
            change_severity(desk.office, severity, desk.clock())
    except Refused as refused:
        if refused.key != "changed_meanwhile":
            raise
        said = refused.sentence
    else:
        if not missing:
            return None
        said = sentence("triage_saved", ref=f"ESC-{form.escalation_id}", missing=missing)
    now = record_start(desk.office, form.escalation_id, by=form.user).values
    seen = marks_to_send_again(vars(command.answers), command.seen, now)
    return {"response_action": "update", "view": again_about(form.view, said, seen=seen)}
