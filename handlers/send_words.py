"""The button *Send it*, or *Change it*: the form as it was left while somebody read its words. Row Y6."""

from __future__ import annotations

from collections.abc import Mapping

from handlers import close_out, post_update, record_sponsor_letter, resolve
from handlers.desk import Desk
from handlers.kept_form import FormOf, open_kept
from handlers.payload import Press
from services.lookups.reviews import words_to_send

FORMS_OF: Mapping[str, FormOf] = {
    "close_out": close_out.form_of,
    "post_update": post_update.form_of,
    "record_sponsor_letter": record_sponsor_letter.form_of,
    "resolve": resolve.form_of,
}
"""The form of each verb whose words may be read first, as it would open now."""


def pressed(desk: Desk, press: Press) -> None:
    """Open it. Raises Refused where they were sent, replaced or erased, or what they are for is over; SlackError."""
    kept = words_to_send(desk.office, press.escalation_id, press.deadline_id or 0, by=press.user)
    open_kept(desk, press, kept, FORMS_OF[kept.verb], because="words_as_they_were")
