"""The button *Check the words* in a form that tells the customer something, while it is being written. Row M5a."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.drafted import as_told
from handlers.modals.flagged import checked
from handlers.modals.tell_customer import channel_of
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.lookups.check_words import checked_words


def pressed_in_form(desk: Desk, press: Press) -> None:
    """Show the form anew with what the rules say. Raises Refused where there is no such escalation; SlackError."""
    view = press.view
    assert view is not None
    typed, form = typed_in(view), Form(press.user, view)
    findings = checked_words(
        desk.office,
        form.escalation_id,
        verb=form.verb,
        words=as_told(typed),
        channel=channel_of(typed),
        by=press.user,
    )
    desk.slack.views_update(view["id"], checked(view, findings))
