"""The button *I cannot* under a question to take over, and its form. Row Y7."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.decline_hand_over import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.decline_hand_over import decline_hand_over
from services.lookups.people import question_to


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where somebody else was asked, or it ended; SlackError."""
    deadline_id = press.deadline_id or 0
    ref = question_to(desk.office, press.escalation_id, deadline_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(ref, press.escalation_id, deadline_id))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    decline_hand_over(desk.office, command, desk.clock())
