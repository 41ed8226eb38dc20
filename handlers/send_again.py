"""The button *Send it again* under what Slack did not take: the form with those words, to be sent or told otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from handlers import acknowledge, post_update
from handlers.desk import Desk
from handlers.kept_form import FormOf, open_kept
from handlers.modals.tell_customer import SEND
from handlers.payload import Press
from services.lookups.sendings import words_not_sent

FORMS_OF: Mapping[str, FormOf] = {
    "acknowledge": acknowledge.form_of,
    "post_update": post_update.form_of,
}
"""The form of each verb whose words Heard may send, as it would open now."""


def pressed(desk: Desk, press: Press) -> None:
    """Open it. Raises Refused where it was sent since, erased, or what it is for is over; SlackError."""
    kept = words_not_sent(desk.office, press.escalation_id, press.deadline_id or 0, by=press.user, way=SEND)
    open_kept(desk, press, kept, FORMS_OF[kept.verb], because="words_not_sent")
