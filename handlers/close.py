"""The verb *Close* and its form. Rows M8a, D6."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.close import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.close import Close, close
from services.lookups.endings import close_start


def pressed(desk: Desk, press: Press) -> None:
    """Close it, or open the form where something is left that may be waived.

    Raises Refused where something must be done first; SlackError.
    """
    start, owed = close_start(desk.office, press.escalation_id, by=press.user)
    if not owed:
        command = Close(f"press:{press.trigger_id}", start.escalation_id, press.user)
        close(desk.office, command, desk.clock())
        return
    desk.slack.views_open(press.trigger_id, build(start, owed))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    close(desk.office, command, desk.clock())
