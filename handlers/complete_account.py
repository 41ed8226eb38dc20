"""*Complete the account* in the card's menu and in `/escalate account Acme`, and its form. Row X2."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.complete_account import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from handlers.people import require_colleagues
from handlers.update_account import account_in
from services.complete_account import complete_account
from services.lookups.accounts import to_complete


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where all is known by now; SlackError."""
    start = to_complete(
        desk.office, account_id=account_in(press), escalation_id=press.escalation_id, by=press.user
    )
    desk.slack.views_open(press.trigger_id, build(start, by=press.user))


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused and RefusedFields."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    named = [command.looked_after_by] if command.looked_after_by else []
    require_colleagues(desk, named, field="looked_after_by")
    complete_account(desk.office, command, desk.clock())
