"""The button *Send it*, or *Change it*: the form as it was left while somebody read its words. Row Y6."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers import close_out, post_update, record_sponsor_letter, resolve
from handlers.desk import Desk
from handlers.modals.refilled import refilled
from handlers.modals.view import View
from handlers.payload import Press
from message_templates import sentence
from services.lookups.reviews import words_to_send

FORMS_OF: Mapping[str, Callable[[Desk, Press], View]] = {
    "close_out": close_out.form_of,
    "post_update": post_update.form_of,
    "record_sponsor_letter": record_sponsor_letter.form_of,
    "resolve": resolve.form_of,
}
"""The form of each verb whose words may be read first, as it would open now."""


def pressed(desk: Desk, press: Press) -> None:
    """Open it. Raises Refused where they were sent, replaced or erased, or what they are for is over; SlackError."""
    kept = words_to_send(desk.office, press.escalation_id, press.deadline_id or 0, by=press.user)
    view = refilled(
        FORMS_OF[kept.verb](desk, press),
        kept.form,
        desk.clock(),
        notice=sentence("words_as_they_were"),
        seen_deadline=kept.seen_deadline,
    )
    desk.slack.views_open(press.trigger_id, view)
