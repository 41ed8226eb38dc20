"""The button *Ask for a change* under words that somebody reads first, and its form. Row Y6."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.ask_for_change import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.ask_for_change import ask_for_change
from services.lookups.reviews import review_to_answer


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused for whoever wrote it, or where it ended; SlackError."""
    deadline_id = press.deadline_id or 0
    ref = review_to_answer(desk.office, press.escalation_id, deadline_id, by=press.user)
    desk.slack.views_open(press.trigger_id, build(ref, press.escalation_id, deadline_id))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    ask_for_change(desk.office, command, desk.clock())
