"""*One update for all* in `/escalate account Acme`, and its form. Row Y5."""

from __future__ import annotations

from handlers.desk import Desk
from handlers.modals.update_account import build, parse
from handlers.modals.view import typed_in
from handlers.payload import Form, Press
from services.lookups.combined_updates import account_update_start
from services.refusal import Refused
from services.update_account import update_account

ACCOUNT = "account"
"""What stands before the account's id in the button's value: it is no escalation's."""


def pressed(desk: Desk, press: Press) -> None:
    """Open the form. Raises Refused where nothing is theirs to update; SlackError."""
    account_id, now = account_in(press), desk.clock()
    if account_id is None:
        raise Refused("nothing_open_of_account")
    start = account_update_start(desk.office, account_id, by=press.user, now=now)
    desk.slack.views_open(press.trigger_id, build(start, now))


def account_in(press: Press) -> int | None:
    """Which account the button is about; None where it is an escalation's."""
    kind, _, number = press.value.partition(":")
    return int(number) if kind == ACCOUNT and number.isdecimal() else None


def submitted(desk: Desk, form: Form) -> None:
    """Raises Refused, RefusedFields and Flagged."""
    command = parse(typed_in(form.view), form.about, by=form.user, request_key=form.request_key)
    update_account(desk.office, command, desk.clock())
