"""*Edit details* in the card's menu, and its form. Row X7."""

from __future__ import annotations

from typing import Any

from handlers.desk import Desk
from handlers.modals.edit_escalation import build, parse
from handlers.modals.view import again_about, typed_in
from handlers.payload import Form, Press
from services.edit_escalation import edit_escalation
from services.fields_of_record import marks_to_send_again
from services.lookups.fields import record_start
from services.refusal import Refused


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused; SlackError."""
    start = record_start(desk.office, press.escalation_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(desk.office.rulebook.current.policy, start))


def submitted(desk: Desk, form: Form) -> dict[str, Any] | None:
    """Raises Refused and RefusedFields. Where somebody was first, the form says so and can be sent again."""
    command = parse(typed_in(form.view), form.about, by=form.user)
    try:
        edit_escalation(desk.office, command, desk.clock())
    except Refused as refused:
        if refused.key != "changed_meanwhile":
            raise
        now = record_start(desk.office, form.escalation_id, by=form.user).values
        seen = marks_to_send_again(vars(command.details), command.seen, now)
        return {"response_action": "update", "view": again_about(form.view, refused.sentence, seen=seen)}
    return None
