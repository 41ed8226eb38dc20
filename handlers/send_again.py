"""The button *Send it again* under what Slack did not take: the form with those words, to be sent or told otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import acknowledge, post_update
from handlers.desk import Desk
from handlers.modals.refilled import refilled
from handlers.modals.tell_customer import SEND
from handlers.modals.view import View
from handlers.payload import Press
from message_templates import sentence
from services.lookups.sendings import words_not_sent

FORMS_OF: Mapping[str, Callable[[Desk, Press], View]] = {
    "acknowledge": acknowledge.form_of,
    "post_update": post_update.form_of,
}
"""The form of each verb whose words Heard may send, as it would open now."""


def pressed(desk: Desk, press: Press) -> None:
    """Open it. Raises Refused where it was sent since, erased, or what it is for is over; SlackError."""
    kept = words_not_sent(desk.office, press.escalation_id, press.deadline_id or 0, by=press.user, way=SEND)
    view = refilled(
        FORMS_OF[kept.verb](desk, press),
        kept.form,
        desk.clock(),
        notice=sentence("words_not_sent"),
        seen_deadline=kept.seen_deadline,
    )
    desk.slack.views_open(press.trigger_id, view)
